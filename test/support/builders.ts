import type { Article } from '../../src/news/article.ts';
import { everything, type Feed } from '../../src/news/feed.ts';
import type { Telling } from '../../src/news/telling.ts';

/** A published, rated article with a link; override what the test is about. */
export function anArticle(overrides: Partial<Article> = {}): Article {
  const id = overrides.id ?? 'news/2026-01-02-comet';
  const link = overrides.link ?? `https://daily.example/${id}`;
  return {
    id,
    title: `The title of ${id}`,
    publishedAt: Date.UTC(2026, 0, 2, 12),
    link,
    type: 'article',
    quality: 80,
    heat: 90,
    published: true,
    provider: { name: 'The Daily Example', domain: 'daily.example' },
    topics: ['Space'],
    pictures: [],
    coverage: [],
    urls: [link],
    ...overrides,
  };
}

/** What a card about {@link anArticle} says. */
export function aTelling(overrides: Partial<Telling> = {}): Telling {
  return { article: anArticle(), coverage: [], ...overrides };
}

/** A feed that wants everything. */
export function aFeed(overrides: Partial<Feed> = {}): Feed {
  return { channelId: '100000000000000001', rules: everything, createdAt: Date.UTC(2026, 0, 1), ...overrides };
}

/** For decisions of tests in which no post outlives its use. */
export const always = Number.MAX_SAFE_INTEGER;
