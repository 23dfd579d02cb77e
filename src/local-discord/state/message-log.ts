import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './database.ts';
import type { Events } from './events.ts';
import type { Message } from './model.ts';
import { firstIdAt, isSnowflake } from './snowflake.ts';

/** A message, and whether one person alone sees it. */
export interface Held {
  readonly message: Message;
  readonly onlyFor?: string;
}

interface Range {
  readonly before?: string;
  readonly after?: string;
  readonly limit: number;
}

interface Posting {
  /** An ephemeral message: it lives in memory, for this person. */
  readonly onlyFor?: string;
  readonly nonce?: string | number;
}

export interface MessageLog {
  /** How many there are in all channels, ephemeral ones aside. */
  count(): number;
  /** Durable when it returns, except for an ephemeral message. */
  post(message: Message, posting?: Posting): void;
  edit(message: Message): void;
  remove(held: Held): void;
  removeChannel(channelId: string): void;
  get(messageId: string): Held | undefined;
  /** The message, if it is in this channel. */
  find(channelId: string, messageId: string): Held | undefined;
  /** Newest first; no ephemeral ones. */
  list(channelId: string, range: Range): Message[];
  /** A person's ephemeral messages in a channel, oldest first. */
  whispers(channelId: string, userId: string): Message[];
  /** The id of the message that an author has given this nonce within its window, whether or not it still exists. */
  findNonce(authorId: string, nonce: string | number): string | undefined;
}

/** How many ephemeral messages are remembered. */
const keptWhispers = 1000;

export interface MessageLogOptions {
  /** The guild of a channel; nothing for a conversation. */
  readonly guildOf: (channelId: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long a nonce stands for the message that it was first posted with. */
  readonly nonceWindowMs: number;
}

export function createMessageLog(
  database: DatabaseSync,
  events: Events,
  { guildOf, now, nonceWindowMs }: MessageLogOptions,
): MessageLog {
  const insert = database.prepare('INSERT INTO message (id, channel_id, body) VALUES (?, ?, ?)');
  const keepNonce = database.prepare(`INSERT INTO nonce (author_id, nonce, message_id) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET message_id = excluded.message_id`);
  const readNonce = database.prepare(`SELECT CAST(message_id AS TEXT) AS id FROM nonce
    WHERE author_id = ? AND nonce = ? AND message_id >= ?`);
  const forgetNonces = database.prepare('DELETE FROM nonce WHERE message_id < ?');
  const update = database.prepare('UPDATE message SET body = ? WHERE id = ?');
  const remove = database.prepare('DELETE FROM message WHERE id = ?');
  const removeAll = database.prepare('DELETE FROM message WHERE channel_id = ?');
  const read = database.prepare('SELECT body FROM message WHERE id = ?');
  const before = database.prepare(`SELECT body FROM message
    WHERE channel_id = ? AND id < ? ORDER BY id DESC LIMIT ?`);
  const after = database.prepare(`SELECT body FROM message
    WHERE channel_id = ? AND id > ? ORDER BY id LIMIT ?`);
  const countAll = database.prepare('SELECT COUNT(*) AS count FROM message');
  const ephemeral = new Map<string, Required<Held>>();

  /** The least id that a message can have whose nonce still stands for it. */
  const windowStart = (): bigint => firstIdAt(now() - nonceWindowMs);
  const parse = (row: Record<string, unknown>): Message => JSON.parse(String(row['body']));
  /** Of the guild where there is one. */
  const inGuild = (channelId: string): { guild_id?: string } => {
    const guild_id = guildOf(channelId);
    return guild_id === undefined ? {} : { guild_id };
  };
  const announce = (t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message, { onlyFor, nonce }: Posting): void =>
    events.publish({
      t,
      d: { ...message, ...inGuild(message.channel_id), ...(nonce !== undefined && { nonce }) },
      ...(onlyFor !== undefined && { onlyFor }),
    });

  function get(messageId: string): Held | undefined {
    const whisper = ephemeral.get(messageId);
    if (whisper !== undefined || !isSnowflake(messageId)) return whisper;
    const row = read.get(BigInt(messageId));
    return row === undefined ? undefined : { message: parse(row) };
  }

  function whisperTo(message: Message, onlyFor: string): void {
    ephemeral.set(message.id, { message, onlyFor });
    const [oldest] = ephemeral.keys();
    if (ephemeral.size > keptWhispers && oldest !== undefined) ephemeral.delete(oldest);
  }

  return {
    count: () => Number(countAll.get()?.['count']),
    post(message, posting = {}) {
      const { onlyFor, nonce } = posting;
      if (onlyFor !== undefined) whisperTo(message, onlyFor);
      else
        inTransaction(database, () => {
          insert.run(BigInt(message.id), BigInt(message.channel_id), JSON.stringify(message));
          if (nonce === undefined) return;
          forgetNonces.run(windowStart());
          keepNonce.run(BigInt(message.author.id), String(nonce), BigInt(message.id));
        });
      announce('MESSAGE_CREATE', message, posting);
    },
    edit(message) {
      const whisper = ephemeral.get(message.id);
      if (whisper === undefined) update.run(JSON.stringify(message), BigInt(message.id));
      else ephemeral.set(message.id, { ...whisper, message });
      announce('MESSAGE_UPDATE', message, whisper === undefined ? {} : { onlyFor: whisper.onlyFor });
    },
    remove({ message: { id, channel_id }, onlyFor }) {
      if (!ephemeral.delete(id)) remove.run(BigInt(id));
      events.publish({
        t: 'MESSAGE_DELETE',
        d: { id, channel_id, ...inGuild(channel_id) },
        ...(onlyFor !== undefined && { onlyFor }),
      });
    },
    removeChannel(channelId) {
      removeAll.run(BigInt(channelId));
      for (const [id, { message }] of ephemeral) if (message.channel_id === channelId) ephemeral.delete(id);
    },
    get,
    find(channelId, messageId) {
      const held = get(messageId);
      return held?.message.channel_id === channelId ? held : undefined;
    },
    list(channelId, range) {
      if (range.after !== undefined)
        return after.all(BigInt(channelId), BigInt(range.after), range.limit).map(parse).reverse();
      const end = range.before === undefined ? 2n ** 63n - 1n : BigInt(range.before);
      return before.all(BigInt(channelId), end, range.limit).map(parse);
    },
    whispers: (channelId, userId) =>
      [...ephemeral.values()]
        .filter(({ message, onlyFor }) => message.channel_id === channelId && onlyFor === userId)
        .map(({ message }) => message),
    findNonce(authorId, nonce) {
      const id = readNonce.get(BigInt(authorId), String(nonce), windowStart())?.['id'];
      return typeof id === 'string' ? id : undefined;
    },
  };
}
