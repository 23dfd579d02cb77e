import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Article } from '../../src/news/article.ts';
import { choose, chooseFeeds } from '../../src/news/choose.ts';
import type { FeedRules } from '../../src/news/feed.ts';
import { indexFeeds } from '../../src/news/feed-index.ts';
import { leadFirst, type Story } from '../../src/news/story.ts';
import { aFeed, anArticle } from '../support/builders.ts';

const now = Date.UTC(2026, 10, 20);
const hour = 3_600_000;

// Few names and few numbers, so that most rules hold for some articles; some are written in several ways.
const topic = fc.constantFrom('AI', 'ai ', 'Space', 'C++', 'Google  AI', 'google ai', '');
const names = <T>(name: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.array(name, { maxLength: 3 }) });
const provider = fc.constantFrom('Daily', 'daily.example', 'DAILY', 'Wire', '');
const level = fc.constantFrom(0, 1, 59, 60, 61, 189);

const rules: fc.Arbitrary<FeedRules> = fc
  .record({
    topics: fc.record({ any: names(topic), all: names(topic), none: names(topic) }),
    providers: names(provider),
    types: names(fc.constantFrom('article', 'Video')),
    minHeat: level,
    minQuality: fc.option(level, { nil: undefined }),
    maxAgeHours: fc.option(fc.constantFrom(1, 24, 48), { nil: undefined }),
  })
  .map(({ minQuality, maxAgeHours, ...others }) => ({
    ...others,
    ...(minQuality !== undefined && { minQuality }),
    ...(maxAgeHours !== undefined && { maxAgeHours }),
  }));

const article: fc.Arbitrary<Partial<Article>> = fc
  .record({
    topics: fc.array(topic, { maxLength: 4 }),
    provider: fc.record({ name: provider, domain: provider }, { requiredKeys: [] }),
    type: fc.constantFrom('article', 'video'),
    published: fc.boolean(),
    publishedAt: fc.constantFrom(-48, -24, -1, 0, 1).map((hours) => now + hours * hour),
    heat: fc.option(level, { nil: undefined }),
    quality: fc.option(level, { nil: undefined }),
  })
  .map(({ heat, quality, ...others }) => ({ ...others, ...{ heat, quality } }) as Partial<Article>);

const story: fc.Arbitrary<Story> = fc
  .array(article, { minLength: 1, maxLength: 4 })
  .map((articles) => articles.map((each, at) => anArticle({ ...each, id: String(at) })).sort(leadFirst))
  .map(([first, ...others]) => [first as Article, ...others]);

it('the index finds exactly the feeds that would be told a story, each with the article that leads it there', () => {
  let told = 0;
  fc.assert(
    fc.property(fc.array(rules, { maxLength: 12 }), story, (all, one) => {
      const feeds = all.map((each, at) => aFeed({ channelId: String(at), rules: each }));
      const expected = feeds.flatMap((feed) => {
        const verdict = choose(one, feed, false, now);
        return verdict.decision === 'post' ? [[feed.channelId, verdict.lead.id]] : [];
      });
      const found = chooseFeeds(one, indexFeeds(feeds), now).flatMap(({ lead, feeds: wanting }) =>
        wanting.map(({ channelId }) => [channelId, lead.id]),
      );
      told += expected.length;
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: 1_000 },
  );
  expect(told).toBeGreaterThan(300);
});

it('the index knows the feed of each channel', () => {
  const [one, two] = [aFeed({ channelId: '1' }), aFeed({ channelId: '2' })];
  const index = indexFeeds([one, two]);
  expect([index.size, index.of('2'), index.of('3')]).toEqual([2, two, undefined]);
});
