import type { Feed, FeedRules } from '../news/feed.ts';
import type { Desk, OpenFeedRequest, OpenFeedResult } from './desk.ts';
import { firstDecisions } from './open-feed.ts';
import type { ArticleIndex, Clock, Random, Store } from './ports.ts';
import type { Turns } from './turns.ts';

export interface DeskDependencies {
  readonly index: ArticleIndex;
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  /** Shared with the scanner: a feed opens between scans, never during one. */
  readonly turns: Turns;
  /** Called when there may be something to send. */
  decided(): void;
}

export function createDesk(deps: DeskDependencies): Desk {
  const { index, store, clock, turns } = deps;
  return {
    news: (query, page) => index.query(query, page),
    find: (articleId) => index.find(articleId),
    topics: (like, limit) => index.topics(like, limit),
    providers: (like, limit) => index.providers(like, limit),

    feeds: () => store.feeds(),
    openFeed: (request) => turns(() => openFeed(deps, request)),
    closeFeed: (channelId) => turns(() => store.closeFeed(channelId)),

    async articleOfCard(cardId) {
      const article = (await store.card(cardId))?.telling.article;
      return article && ((await index.find(article.id)) ?? article);
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

async function openFeed(deps: DeskDependencies, request: OpenFeedRequest): Promise<OpenFeedResult> {
  const { store, clock } = deps;
  const existing = await store.feed(request.channelId);
  if (existing !== undefined) return { result: 'exists', feed: existing };

  const { channelId, guildId, rules, catchUp } = request;
  const feed: Feed = { channelId, ...(guildId !== undefined && { guildId }), rules, createdAt: clock.now() };
  const { decisions, posted, before } = await firstDecisions(deps, feed, catchUp, clock.now());
  await store.openFeed(feed, decisions);
  deps.decided();
  return { result: 'opened', feed, posted, before };
}

/**
 * Makes sure that a channel has a feed with these rules: opens it, or, when the rules differ from what the feed had,
 * changes them. What the new rules would want of the past counts as from before.
 */
export function ensureFeed(deps: DeskDependencies, request: OpenFeedRequest): Promise<'opened' | 'changed' | 'kept'> {
  return deps.turns(async () => {
    const { store, clock } = deps;
    const opened = await openFeed(deps, request);
    if (opened.result === 'opened') return 'opened';
    if (sameRules(opened.feed.rules, request.rules)) return 'kept';
    const feed: Feed = { ...opened.feed, rules: request.rules };
    const { decisions } = await firstDecisions(deps, feed, 0, clock.now());
    await store.changeFeed(feed, decisions);
    return 'changed';
  });
}

function sameRules(a: FeedRules, b: FeedRules): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
