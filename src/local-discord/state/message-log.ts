import type { Database } from './database.ts';
import type { Events } from './events.ts';
import { openFiles, type StoredFile } from './files.ts';
import type { Attachment, Member, Message } from './model.ts';
import type { PresentedMessage } from './present.ts';
import { firstIdAt, isSnowflake } from './snowflake.ts';
import type { Threads } from './threads.ts';

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
  /** Removes messages of one channel at once. */
  removeMany(channelId: string, messages: readonly Message[]): void;
  /** With reactions, pins and files; without a word. */
  removeChannel(channelId: string): void;
  get(messageId: string): Held | undefined;
  /** The message, if it is in this channel. */
  find(channelId: string, messageId: string): Held | undefined;
  /** Newest first; no ephemeral ones. */
  list(channelId: string, range: Range): Message[];
  /** The id of the latest message of a channel, though it may be deleted since the start. */
  latest(channelId: string): string | undefined;
  /** A person's ephemeral messages in a channel, oldest first. */
  whispers(channelId: string, userId: string): Message[];
  /** The id of the message that an author has given this nonce within its window, whether or not it still exists. */
  findNonce(authorId: string, nonce: string | number): string | undefined;
  /** Gives an attachment its bytes; they are stored with the message that it is posted with. */
  bringFile(attachment: Attachment, bytes: Uint8Array): void;
  file(attachmentId: string): StoredFile | undefined;
}

/** How many ephemeral messages are remembered. */
const keptWhispers = 1000;

export interface MessageLogOptions {
  /** The guild of a channel, as events name it; nothing for a conversation. */
  inGuild(channelId: string): { readonly guild_id?: string };
  /** What someone is in the guild of a channel. */
  memberOf(channelId: string, userId: string): Omit<Member, 'user'> | undefined;
  /** The message as the bot is shown it. */
  presented(message: Message): PresentedMessage;
  readonly threads: Pick<Threads, 'receive' | 'lose'>;
  inTransaction(work: () => void): void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How long a nonce stands for the message that it was first posted with. */
  readonly nonceWindowMs: number;
}

export function createMessageLog(
  database: Database,
  events: Events,
  { inGuild, memberOf, presented, threads, inTransaction, now, nonceWindowMs }: MessageLogOptions,
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
  const lastIn = database.prepare('SELECT CAST(max(id) AS TEXT) AS id FROM message WHERE channel_id = ?');
  const countAll = database.prepare('SELECT COUNT(*) AS count FROM message');
  const latest = new Map<string, string>();
  database.onRollback(() => latest.clear());
  const files = openFiles(database);
  const ephemeral = new Map<string, Required<Held>>();

  /** The least id that a message can have whose nonce still stands for it. */
  const windowStart = (): bigint => firstIdAt(now() - nonceWindowMs);
  const parse = (row: Record<string, unknown>): Message => JSON.parse(String(row['body']));
  function announce(t: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: Message, { onlyFor, nonce }: Posting): void {
    const { channel_id, author, mentions } = message;
    const asMember = (userId: string) => {
      const member = memberOf(channel_id, userId);
      return member !== undefined && { member };
    };
    events.publish({
      t,
      d: {
        ...presented(message),
        ...inGuild(channel_id),
        ...asMember(author.id),
        mentions: mentions.map((user) => ({ ...user, ...asMember(user.id) })),
        ...(nonce !== undefined && { nonce }),
      },
      ...(onlyFor !== undefined && { onlyFor }),
    });
  }

  function get(messageId: string): Held | undefined {
    const whisper = ephemeral.get(messageId);
    if (whisper !== undefined || !isSnowflake(messageId)) return whisper;
    const row = read.get(BigInt(messageId));
    return row === undefined ? undefined : { message: parse(row) };
  }

  function whisperTo(message: Message, onlyFor: string): void {
    ephemeral.set(message.id, { message, onlyFor });
    files.keepInMemory(message);
    const [oldest] = ephemeral.values();
    if (ephemeral.size > keptWhispers && oldest !== undefined) forget(oldest.message);
  }
  function forget(message: Message): boolean {
    files.forgetInMemory(message);
    return ephemeral.delete(message.id);
  }

  return {
    count: () => Number(countAll.get()?.['count']),
    post(message, posting = {}) {
      const { onlyFor, nonce } = posting;
      if (onlyFor !== undefined) {
        whisperTo(message, onlyFor);
        announce('MESSAGE_CREATE', message, posting);
        return;
      }
      inTransaction(() => {
        insert.run(BigInt(message.id), BigInt(message.channel_id), JSON.stringify(message));
        files.keep(message);
        threads.receive(message);
        latest.set(message.channel_id, message.id);
        if (nonce !== undefined) {
          forgetNonces.run(windowStart());
          keepNonce.run(BigInt(message.author.id), String(nonce), BigInt(message.id));
        }
        announce('MESSAGE_CREATE', message, posting);
      });
    },
    edit(message) {
      const whisper = ephemeral.get(message.id);
      if (whisper !== undefined) {
        ephemeral.set(message.id, { ...whisper, message });
        files.keepInMemory(message, whisper.message);
        announce('MESSAGE_UPDATE', message, { onlyFor: whisper.onlyFor });
        return;
      }
      inTransaction(() => {
        update.run(JSON.stringify(message), BigInt(message.id));
        files.keep(message);
        announce('MESSAGE_UPDATE', message, {});
      });
    },
    remove({ message, onlyFor }) {
      const { id, channel_id } = message;
      inTransaction(() => {
        if (!forget(message)) {
          remove.run(BigInt(id));
          threads.lose(message);
        }
        events.publish({
          t: 'MESSAGE_DELETE',
          d: { id, channel_id, ...inGuild(channel_id) },
          ...(onlyFor !== undefined && { onlyFor }),
        });
      });
    },
    removeMany(channelId, messages) {
      inTransaction(() => {
        for (const message of messages) {
          remove.run(BigInt(message.id));
          threads.lose(message);
        }
        const ids = messages.map(({ id }) => id);
        events.publish({ t: 'MESSAGE_DELETE_BULK', d: { ids, channel_id: channelId, ...inGuild(channelId) } });
      });
    },
    removeChannel(channelId) {
      removeAll.run(BigInt(channelId));
      latest.delete(channelId);
      for (const { message } of ephemeral.values()) if (message.channel_id === channelId) forget(message);
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
    latest(channelId) {
      const known = latest.get(channelId);
      if (known !== undefined) return known === none ? undefined : known;
      const id = lastIn.get(BigInt(channelId))?.['id'];
      latest.set(channelId, typeof id === 'string' ? id : none);
      return typeof id === 'string' ? id : undefined;
    },
    whispers: (channelId, userId) =>
      [...ephemeral.values()]
        .filter(({ message, onlyFor }) => message.channel_id === channelId && onlyFor === userId)
        .map(({ message }) => message),
    findNonce(authorId, nonce) {
      const id = readNonce.get(BigInt(authorId), String(nonce), windowStart())?.['id'];
      return typeof id === 'string' ? id : undefined;
    },
    bringFile: files.bring,
    file: files.get,
  };
}

/** Stands for a channel that is known to have no message. */
const none = '';
