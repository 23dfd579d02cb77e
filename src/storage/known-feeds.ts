import type { Feed } from '../news/feed.ts';
import { type FeedIndex, indexFeeds } from '../news/feed-index.ts';
import { feedsVersion, listFeeds, listPauses } from './feeds.ts';
import type { Trx } from './tables.ts';

/** All feeds, read anew only when the database says that they have changed. */
export interface KnownFeeds {
  /** Oldest first, with their pauses. */
  list(trx: Trx): Promise<readonly Feed[]>;
  /** Without their pauses. */
  index(trx: Trx): Promise<FeedIndex>;
}

/**
 * What is kept is as of a version that stands in the database: a transaction that is undone, or whose end nobody learns,
 * leaves nothing wrong behind.
 */
export function createKnownFeeds(): KnownFeeds {
  let known: { readonly version: number; readonly feeds: readonly Feed[]; index?: FeedIndex } | undefined;

  async function upToDate(trx: Trx) {
    const version = await feedsVersion(trx);
    if (known === undefined || known.version !== version) known = { version, feeds: await listFeeds(trx) };
    return known;
  }

  return {
    async list(trx) {
      const { feeds } = await upToDate(trx);
      const pauses = await listPauses(trx);
      if (pauses.size === 0) return feeds;
      return feeds.map((feed) => {
        const paused = pauses.get(feed.channelId);
        return paused === undefined ? feed : { ...feed, paused };
      });
    },
    async index(trx) {
      const current = await upToDate(trx);
      current.index ??= indexFeeds(current.feeds);
      return current.index;
    },
  };
}
