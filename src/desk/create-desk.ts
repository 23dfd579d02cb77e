import { isOut } from '../news/article.ts';
import type { Feed, FeedRules } from '../news/feed.ts';
import type { Store } from './delivery-ports.ts';
import type { Desk, OpenFeedRequest, OpenFeedResult } from './desk.ts';
import { firstDecisions } from './open-feed.ts';
import type { ArticleIndex, Clock, Random } from './ports.ts';
import type { Turns } from './turns.ts';

export interface DeskDependencies {
  readonly index: ArticleIndex;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Called when there may be something to send. */
  decided(): void;
}

/**
 * @param turns shared with the scanner: a feed opens between scans, never during one
 * @param stopping no feed opens any more: a scan that was cut short would let it take old stories for new
 */
export function createDesk(deps: DeskDependencies & { readonly turns: Turns; readonly stopping: AbortSignal }): Desk {
  const { index, store, clock, turns, stopping } = deps;
  return {
    news: (query, page) => index.query({ ...query, until: clock.now() }, page),
    find: (articleId) => index.find(articleId),
    topics: (like, limit) => index.topics(like, limit, clock.now()),
    providers: (like, limit) => index.providers(like, limit, clock.now()),

    feeds: () => store.feeds(),
    openFeed: (request) =>
      turns(() => {
        stopping.throwIfAborted();
        return openFeed(deps, request);
      }),
    closeFeed: (channelId) => turns(() => store.closeFeed(channelId)),

    async articleOfCard(cardId) {
      const told = (await store.card(cardId))?.telling.article;
      const current = told && (await index.find(told.id));
      return current !== undefined && isOut(current, clock.now()) ? current : told;
    },
    save: (userId, { id, title, link, provider }) => {
      const name = provider?.name ?? provider?.domain;
      const story = { articleId: id, title, ...(link && { link }), ...(name && { provider: name }) };
      return store.save(userId, { ...story, savedAt: clock.now() });
    },
    unsave: (userId, articleId) => store.unsave(userId, articleId),
    saved: (userId, page) => store.saved(userId, page),
  };
}

/**
 * Gives a channel a feed with these rules. Whatever an existing feed's new rules would want of the past counts as from
 * before. To be called between scans, after one that saw every article.
 */
export async function openFeed(deps: DeskDependencies, request: OpenFeedRequest): Promise<OpenFeedResult> {
  const { store, clock, decided } = deps;
  const { channelId, guildId, rules, catchUp } = request;
  const existing = await store.feed(channelId);
  if (existing !== undefined && sameRules(existing.rules, rules)) return { result: 'exists', feed: existing };

  if (existing !== undefined) {
    const feed: Feed = { ...existing, rules };
    const { decisions, before } = await firstDecisions(deps, feed, 0);
    await store.changeFeed(feed, decisions);
    return { result: 'changed', feed, before };
  }
  const feed: Feed = { channelId, ...(guildId !== undefined && { guildId }), rules, createdAt: clock.now() };
  const { decisions, posted, before } = await firstDecisions(deps, feed, catchUp);
  await store.openFeed(feed, decisions);
  decided();
  return { result: 'opened', feed, posted, before };
}

function sameRules(a: FeedRules, b: FeedRules): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
