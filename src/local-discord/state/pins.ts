import type { Database } from './database.ts';

/** A message that is pinned in its channel. */
export interface Pin {
  readonly messageId: string;
  /** Milliseconds since 1970. */
  readonly pinnedAt: number;
}

/** Which messages are pinned where. Says nothing to anybody: that is up to whoever pins. */
export interface Pins {
  /** Latest first. */
  list(channelId: string, range: { readonly before?: number; readonly limit: number }): Pin[];
  count(channelId: string): number;
  /** @param pinnedAt milliseconds since 1970 */
  add(channelId: string, messageId: string, pinnedAt: number): void;
  remove(messageId: string): void;
}

export function openPins(database: Database): Pins {
  const insert = database.prepare('INSERT OR IGNORE INTO pin (message_id, channel_id, pinned_at) VALUES (?, ?, ?)');
  const remove = database.prepare('DELETE FROM pin WHERE message_id = ?');
  const count = database.prepare('SELECT count(*) AS count FROM pin WHERE channel_id = ?');
  const list = database.prepare(`SELECT CAST(message_id AS TEXT) AS id, pinned_at FROM pin
    WHERE channel_id = ? AND pinned_at < ? ORDER BY pinned_at DESC, message_id DESC LIMIT ?`);
  return {
    list: (channelId, { before = Number.MAX_SAFE_INTEGER, limit }) =>
      list
        .all(BigInt(channelId), BigInt(Math.ceil(before)), limit)
        .map((row) => ({ messageId: String(row['id']), pinnedAt: Number(row['pinned_at']) })),
    count: (channelId) => Number(count.get(BigInt(channelId))?.['count']),
    add: (channelId, messageId, pinnedAt) => {
      insert.run(BigInt(messageId), BigInt(channelId), BigInt(Math.trunc(pinnedAt)));
    },
    remove: (messageId) => {
      remove.run(BigInt(messageId));
    },
  };
}
