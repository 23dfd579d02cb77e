import type { Feed } from '../news/feed.ts';
import type { Trx } from './tables.ts';

/** All feeds, or that of one channel, oldest first. */
export async function listFeeds(trx: Trx, channelId?: string): Promise<Feed[]> {
  const rows = await trx
    .selectFrom('feeds')
    .selectAll()
    .$if(channelId !== undefined, (query) => query.where('channel_id', '=', channelId ?? ''))
    .orderBy('created_at')
    .orderBy('channel_id')
    .execute();
  return rows.map(({ channel_id, guild_id, rules, created_at }) => ({
    channelId: channel_id,
    ...(guild_id !== null && { guildId: guild_id }),
    rules: JSON.parse(rules),
    createdAt: created_at,
  }));
}

export async function hasFeed(trx: Trx, channelId: string): Promise<boolean> {
  const row = await trx.selectFrom('feeds').select('channel_id').where('channel_id', '=', channelId).executeTakeFirst();
  return row !== undefined;
}

/** `false`, and nothing done, when the channel has a feed. */
export async function insertFeed(trx: Trx, feed: Feed): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('feeds')
    .values({ channel_id: feed.channelId, created_at: feed.createdAt, ...changeable(feed) })
    .onConflict((conflict) => conflict.column('channel_id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** `false`, and nothing done, when the channel has no feed. */
export async function changeFeed(trx: Trx, feed: Feed): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('feeds')
    .set(changeable(feed))
    .where('channel_id', '=', feed.channelId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Takes a feed out. What it was told by a card stays told, so that a new feed of the channel does not tell it again;
 * what still waited to be told does not, and neither do the marks. Cards are kept true all the same.
 */
export async function closeFeed(trx: Trx, channelId: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('feeds').where('channel_id', '=', channelId).executeTakeFirst();
  if (numDeletedRows !== 1n) return false;

  const waitingPosts = trx
    .selectFrom('deliveries')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('state', '=', 'pending')
    .where('kind', '=', 'post');
  await trx
    .deleteFrom('told')
    .where('channel_id', '=', channelId)
    .where(({ or, eb }) => or([eb('card_id', 'is', null), eb('card_id', 'in', waitingPosts)]))
    .execute();
  await trx
    .updateTable('deliveries')
    .set({ state: 'dropped' })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'pending')
    .where('kind', '=', 'post')
    .execute();
  return true;
}

function changeable({ guildId, rules }: Feed) {
  return { guild_id: guildId ?? null, rules: JSON.stringify(rules) };
}
