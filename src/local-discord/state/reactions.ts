import type { Database } from './database.ts';
import type { Events } from './events.ts';
import type { Member, Message } from './model.ts';

/** How often one emoji stands below a message. */
export interface ReactionCount {
  readonly emoji: string;
  readonly count: number;
  /** Whether the one who looks is among them. */
  readonly me: boolean;
}

/** Who has reacted to which message. A reaction is a Unicode emoji in its full form. */
export interface Reactions {
  /** In the order in which each emoji came first. */
  counts(messageId: string, viewerId: string): readonly ReactionCount[];
  /** Who has reacted with an emoji, by rising id. */
  users(messageId: string, emoji: string, range: { readonly after?: string; readonly limit: number }): string[];
  /** Nothing happens when the reaction is already there. */
  add(message: Message, userId: string, emoji: string): void;
  /** @returns whether there was such a reaction */
  remove(message: Message, userId: string, emoji: string): boolean;
  /** Takes away all reactions, or those with one emoji. */
  clear(message: Message, emoji?: string): void;
}

interface Place {
  /** The guild of a channel, as events name it. */
  inGuild(channelId: string): { guild_id?: string };
  member(guildId: string, userId: string): Member | undefined;
}

export function openReactions(database: Database, events: Events, { inGuild, member }: Place): Reactions {
  const insert = database.prepare('INSERT OR IGNORE INTO reaction (message_id, emoji, user_id) VALUES (?, ?, ?)');
  const removeOne = database.prepare('DELETE FROM reaction WHERE message_id = ? AND emoji = ? AND user_id = ?');
  const removeEmoji = database.prepare('DELETE FROM reaction WHERE message_id = ? AND emoji = ?');
  const removeAll = database.prepare('DELETE FROM reaction WHERE message_id = ?');
  const count = database.prepare(`SELECT emoji, count(*) AS count, max(user_id = ?) AS me FROM reaction
    WHERE message_id = ? GROUP BY emoji ORDER BY min(id)`);
  const list = database.prepare(`SELECT CAST(user_id AS TEXT) AS id FROM reaction
    WHERE message_id = ? AND emoji = ? AND user_id > ? ORDER BY user_id LIMIT ?`);

  const place = ({ id, channel_id }: Message) => ({ message_id: id, channel_id, ...inGuild(channel_id) });
  const partial = (emoji: string) => ({ id: null, name: emoji });

  return {
    counts: (messageId, viewerId) =>
      count.all(BigInt(viewerId), BigInt(messageId)).map((row) => ({
        emoji: String(row['emoji']),
        count: Number(row['count']),
        me: row['me'] === 1,
      })),
    users: (messageId, emoji, { after = '0', limit }) =>
      list.all(BigInt(messageId), emoji, BigInt(after), limit).map((row) => String(row['id'])),
    add(message, userId, emoji) {
      if (insert.run(BigInt(message.id), emoji, BigInt(userId)).changes === 0) return;
      const { guild_id = '' } = inGuild(message.channel_id);
      const reacting = member(guild_id, userId);
      events.publish({
        t: 'MESSAGE_REACTION_ADD',
        d: {
          ...place(message),
          user_id: userId,
          ...(reacting !== undefined && { member: reacting }),
          emoji: partial(emoji),
          message_author_id: message.author.id,
          burst: false,
          type: 0,
        },
      });
    },
    remove(message, userId, emoji) {
      if (removeOne.run(BigInt(message.id), emoji, BigInt(userId)).changes === 0) return false;
      events.publish({
        t: 'MESSAGE_REACTION_REMOVE',
        d: { ...place(message), user_id: userId, emoji: partial(emoji), burst: false, type: 0 },
      });
      return true;
    },
    clear(message, emoji) {
      if (emoji === undefined) {
        removeAll.run(BigInt(message.id));
        events.publish({ t: 'MESSAGE_REACTION_REMOVE_ALL', d: place(message) });
        return;
      }
      removeEmoji.run(BigInt(message.id), emoji);
      events.publish({ t: 'MESSAGE_REACTION_REMOVE_EMOJI', d: { ...place(message), emoji: partial(emoji) } });
    },
  };
}
