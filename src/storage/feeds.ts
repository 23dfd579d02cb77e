import type { NotNull } from 'kysely';
import type { Feed, FeedRules, Pause } from '../news/feed.ts';
import { once } from '../news/once.ts';
import { chunks } from './chunks.ts';
import { getSetting, setSetting } from './settings.ts';
import type { FeedRow, Trx } from './tables.ts';
import { waitingStates } from './waiting.ts';

/** How often a feed was opened, changed or closed. Pauses do not count: they come and go with what Discord answers. */
const versionKey = 'storage:feeds';

export async function feedsVersion(trx: Trx): Promise<number> {
  return Number((await getSetting(trx, versionKey)) ?? 0);
}

async function countChange(trx: Trx): Promise<void> {
  await setSetting(trx, versionKey, String((await feedsVersion(trx)) + 1));
}

/** All feeds without their pauses, oldest first. */
export async function listFeeds(trx: Trx): Promise<Feed[]> {
  const rows = await trx
    .selectFrom('feeds')
    .select(['channel_id', 'guild_id', 'rules', 'created_at'])
    .orderBy('created_at')
    .orderBy('channel_id')
    .execute();
  // Many feeds ask for the same.
  const parseOnce = once(parseRules);
  return rows.map((row) => toFeed(row, parseOnce));
}

/** The pauses that there are, by channel. */
export async function listPauses(trx: Trx): Promise<Map<string, Pause>> {
  const rows = await trx
    .selectFrom('feeds')
    .select(['channel_id', 'paused'])
    .where('paused', 'is not', null)
    .$narrowType<{ paused: NotNull }>()
    .execute();
  return new Map(rows.map(({ channel_id, paused }) => [channel_id, JSON.parse(paused)]));
}

/** The feed of a channel. */
export async function findFeed(trx: Trx, channelId: string): Promise<Feed | undefined> {
  const row = await trx.selectFrom('feeds').selectAll().where('channel_id', '=', channelId).executeTakeFirst();
  return row && { ...toFeed(row), ...(row.paused !== null && { paused: JSON.parse(row.paused) }) };
}

export async function hasFeed(trx: Trx, channelId: string): Promise<boolean> {
  return (await withFeed(trx, [channelId])).has(channelId);
}

/** Those of the channels that have a feed. */
export async function withFeed(trx: Trx, channelIds: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const chunk of chunks(channelIds)) {
    const rows = await trx.selectFrom('feeds').select('channel_id').where('channel_id', 'in', chunk).execute();
    for (const { channel_id } of rows) found.add(channel_id);
  }
  return found;
}

/** `false`, and nothing done, when the channel has a feed. */
export async function insertFeed(trx: Trx, feed: Feed): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('feeds')
    .values({ channel_id: feed.channelId, created_at: feed.createdAt, ...changeable(feed) })
    .onConflict((conflict) => conflict.column('channel_id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await countChange(trx);
  return true;
}

/** `false`, and nothing done, when the channel has no feed. */
export async function changeFeed(trx: Trx, feed: Feed): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('feeds')
    .set(changeable(feed))
    .where('channel_id', '=', feed.channelId)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await countChange(trx);
  return true;
}

/**
 * Takes a feed out. What it was told by a card stays told, so that a new feed of the channel does not tell it again;
 * what still waited to be told does not, and neither do the marks. Cards are kept true all the same.
 */
export async function closeFeed(trx: Trx, channelId: string): Promise<boolean> {
  const { numDeletedRows } = await trx.deleteFrom('feeds').where('channel_id', '=', channelId).executeTakeFirst();
  if (numDeletedRows !== 1n) return false;
  await countChange(trx);

  const waitingPosts = trx
    .selectFrom('deliveries')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('state', 'in', waitingStates)
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
    .where('state', 'in', waitingStates)
    .where('kind', '=', 'post')
    .execute();
  return true;
}

/**
 * Pauses a channel's feed, if it has one. A pause goes on when its reason changes; another obstacle makes it another pause,
 * of which the server is told anew.
 */
export async function pauseFeed(trx: Trx, channelId: string, pause: Pause): Promise<void> {
  const feed = await findFeed(trx, channelId);
  if (feed === undefined) return;
  const goesOn = feed.paused?.obstacle === pause.obstacle;
  await setPause(trx, channelId, goesOn ? { ...feed.paused, reason: pause.reason } : pause);
}

/** The channel takes deliveries again. */
export function endPause(trx: Trx, channelId: string): Promise<void> {
  return setPause(trx, channelId, undefined);
}

/**
 * Lets what is held or unconfirmed in channels be taken up at once. A feed for which nothing waits is no longer paused;
 * another one stays so until something gets through.
 */
export async function resume(trx: Trx, channelIds: readonly string[], now: number): Promise<void> {
  for (const chunk of chunks(channelIds)) {
    await trx
      .updateTable('deliveries')
      .set({ not_before: now })
      .where('channel_id', 'in', chunk)
      .where('state', 'in', ['held', 'unconfirmed'])
      .execute();
    await trx
      .updateTable('feeds')
      .set({ paused: null })
      .where('channel_id', 'in', chunk)
      .where('channel_id', 'not in', (eb) =>
        eb.selectFrom('deliveries').select('deliveries.channel_id').where('state', 'in', waitingStates),
      )
      .execute();
  }
}

/** `false`, and nothing done, when the pause that began at `since` was noticed before, or is over. */
export async function noticePause(trx: Trx, channelId: string, since: number): Promise<boolean> {
  const feed = await findFeed(trx, channelId);
  const pause = feed?.paused;
  if (pause === undefined || pause.noticed || pause.since !== since) return false;
  await setPause(trx, channelId, { ...pause, noticed: true });
  return true;
}

async function setPause(trx: Trx, channelId: string, pause: Pause | undefined): Promise<void> {
  const paused = pause === undefined ? null : JSON.stringify(pause);
  await trx.updateTable('feeds').set({ paused }).where('channel_id', '=', channelId).execute();
}

function toFeed({ channel_id, guild_id, rules, created_at }: Omit<FeedRow, 'paused'>, parse = parseRules): Feed {
  return {
    channelId: channel_id,
    ...(guild_id !== null && { guildId: guild_id }),
    rules: parse(rules),
    createdAt: created_at,
  };
}

function parseRules(json: string): FeedRules {
  return JSON.parse(json);
}

function changeable({ guildId, rules }: Feed) {
  return { guild_id: guildId ?? null, rules: JSON.stringify(rules) };
}
