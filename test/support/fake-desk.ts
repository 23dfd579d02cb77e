import type { SavedStory } from '../../src/desk/delivery-ports.ts';
import type { Desk } from '../../src/desk/desk.ts';
import type { ArticleQuery, NameCount } from '../../src/desk/ports.ts';
import { type Article, isOut } from '../../src/news/article.ts';
import type { Feed } from '../../src/news/feed.ts';
import { fold } from '../../src/news/text.ts';

/** A desk in memory: it finds, remembers and forgets, but posts nothing. */
export interface FakeDesk extends Desk {
  articles: Article[];
  /** Card ids and the ids of the articles that lead them. */
  readonly cards: Map<string, string>;
}

export function createFakeDesk(articles: readonly Article[] = [], clock = { now: () => Date.now() }): FakeDesk {
  const feeds = new Map<string, Feed>();
  const saved = new Map<string, SavedStory[]>();
  const listOf = (userId: string): SavedStory[] => saved.get(userId) ?? [];

  const desk: FakeDesk = {
    articles: [...articles],
    cards: new Map(),
    async news(query, { offset, limit }) {
      const found = desk.articles.filter((article) => isOut(article, clock.now()) && answers(article, query));
      const sorted = found.sort((a, b) => (b.heat ?? -1) - (a.heat ?? -1));
      return { items: sorted.slice(offset, offset + limit), total: sorted.length };
    },
    find: async (articleId) => desk.articles.find(({ id }) => id === articleId),
    topics: async (like, limit) =>
      counts(
        desk.articles.flatMap(({ topics }) => topics),
        like,
        limit,
      ),
    providers: async (like, limit) =>
      counts(
        desk.articles.flatMap(({ provider }) => provider?.name ?? []),
        like,
        limit,
      ),

    feeds: async () => [...feeds.values()],
    async openFeed({ catchUp, channelId, guildId, rules }) {
      const open = feeds.get(channelId);
      if (open !== undefined && JSON.stringify(open.rules) === JSON.stringify(rules))
        return { result: 'exists', feed: open };
      if (open !== undefined) {
        const changed = { ...open, rules };
        feeds.set(channelId, changed);
        // When it was opened, every article was posted or marked.
        return { result: 'changed', feed: changed, before: 0 };
      }
      const feed = { channelId, ...(guildId !== undefined && { guildId }), rules, createdAt: clock.now() };
      feeds.set(channelId, feed);
      const posted = Math.min(catchUp, desk.articles.length);
      return { result: 'opened', feed, posted, before: desk.articles.length - posted };
    },
    closeFeed: async (channelId) => feeds.delete(channelId),

    articleOfCard: async (cardId) => desk.articles.find(({ id }) => id === desk.cards.get(cardId)),
    async save(userId, { id: articleId, title, link }) {
      if (listOf(userId).some((story) => story.articleId === articleId)) return false;
      const story = { articleId, title, ...(link !== undefined && { link }), savedAt: clock.now() };
      saved.set(userId, [story, ...listOf(userId)]);
      return true;
    },
    async unsave(userId, articleId) {
      const rest = listOf(userId).filter((story) => story.articleId !== articleId);
      const removed = rest.length < listOf(userId).length;
      saved.set(userId, rest);
      return removed;
    },
    async saved(userId, { offset, limit }) {
      const all = listOf(userId);
      return { items: all.slice(offset, offset + limit), total: all.length };
    },
  };
  return desk;
}

function answers(article: Article, { topic, search, provider, type, minHeat, since }: ArticleQuery): boolean {
  const { name = '', domain = '' } = article.provider ?? {};
  return (
    (topic === undefined || article.topics.map(fold).includes(fold(topic))) &&
    (search === undefined || fold(article.title).includes(fold(search))) &&
    (provider === undefined || [name, domain].map(fold).includes(fold(provider))) &&
    (type === undefined || article.type === type) &&
    (minHeat === undefined || (article.heat ?? -1) >= minHeat) &&
    (since === undefined || article.publishedAt >= since)
  );
}

function counts(names: readonly string[], like = '', limit = 25): NameCount[] {
  const byName = Map.groupBy(names, (name) => name);
  return [...byName]
    .map(([name, uses]) => ({ name, count: uses.length }))
    .filter(({ name }) => fold(name).includes(fold(like)))
    .sort((a, b) => b.count - a.count)
    .slice(0, limit);
}
