import { describe, expect, it } from 'vitest';
import { choose } from '../../src/news/choose.ts';
import { everything, type FeedRules } from '../../src/news/feed.ts';
import { groupStories, type Story } from '../../src/news/story.ts';
import { aFeed, anArticle } from '../support/builders.ts';

const now = Date.UTC(2026, 10, 20);
const hour = 3_600_000;
const rated = { heat: 70, quality: 50, topics: ['AI', 'Google AI'], publishedAt: now - 10 * hour };

function chooseOne(article: Partial<Parameters<typeof anArticle>[0]>, rules: Partial<FeedRules>, told = false) {
  const feed = aFeed({ rules: { ...everything, minHeat: 60, ...rules } });
  return choose([anArticle({ ...rated, ...article })], feed, told, now);
}

const topics = (rules: Partial<FeedRules['topics']>): Partial<FeedRules> => ({
  topics: { any: [], all: [], none: [], ...rules },
});

describe('a feed', () => {
  it.each<[string, Parameters<typeof chooseOne>[0], Partial<FeedRules>]>([
    ['of all topics', {}, {}],
    ['whose least heat is met exactly', { heat: 60 }, {}],
    ['that names one of its topics', {}, topics({ any: ['Space', 'AI'] })],
    ['that names a topic in other letters', {}, topics({ any: ['  google  ai '] })],
    ['that wants two topics, both there', {}, topics({ all: ['AI', 'Google AI'] })],
    ['that excludes another topic', {}, topics({ none: ['Space'] })],
    ['that names its provider', {}, { providers: ['the daily example'] }],
    ['that names its provider by domain', {}, { providers: ['Daily.Example'] }],
    ['that names its type', { type: 'video' }, { types: ['video'] }],
    ['whose least quality is met exactly', {}, { minQuality: 50 }],
    ['that wants nothing older than eleven hours', {}, { maxAgeHours: 11 }],
  ])('%s is told', (_, article, rules) => {
    expect(chooseOne(article, rules)).toMatchObject({ decision: 'post' });
  });

  it.each<[string, string, Parameters<typeof chooseOne>[0], Partial<FeedRules>]>([
    ['too cold', 'heat', { heat: 59 }, {}],
    ['not rated', 'heat', { heat: undefined as never }, { minHeat: 0 }],
    ['off its topics', 'topics', {}, topics({ any: ['Space'] })],
    ['of only one of two wanted topics', 'topics', {}, topics({ all: ['AI', 'Space'] })],
    ['of an excluded topic', 'topics', {}, topics({ any: ['AI'], none: ['google ai'] })],
    ['of another provider', 'provider', {}, { providers: ['Other'] }],
    ['of another type', 'type', {}, { types: ['video'] }],
    ['of too little quality', 'quality', { quality: 49 }, { minQuality: 50 }],
    ['of no known quality', 'quality', { quality: undefined as never }, { minQuality: 0 }],
    ['too old', 'age', {}, { maxAgeHours: 10 }],
  ])('is not told what is %s, and the reason is %s', (_, rule, article, rules) => {
    const verdict = chooseOne(article, rules);
    expect(verdict).toMatchObject({ decision: 'skip', reason: 'rules' });
    expect(verdict.checks.filter(({ passed }) => !passed).map((check) => check.rule)).toEqual([rule]);
  });

  it('is never told a draft, however hot', () => {
    expect(chooseOne({ published: false, heat: 189 }, {})).toMatchObject({ decision: 'skip', reason: 'not published' });
  });

  it('is not told a second time', () => {
    expect(chooseOne({}, {}, true)).toMatchObject({ decision: 'skip', reason: 'told' });
  });

  it('waits for an article that its publisher dated in the future', () => {
    const publishedAt = now + hour;
    expect(chooseOne({ publishedAt }, {})).toMatchObject({ decision: 'hold', until: publishedAt });
    expect(chooseOne({ publishedAt: now }, {})).toMatchObject({ decision: 'post' });
  });
});

describe('a story of several articles', () => {
  const title = 'One event';
  const hot = anArticle({ ...rated, id: 'hot', title, heat: 90, topics: ['Security'] });
  const mild = anArticle({ ...rated, id: 'mild', title, heat: 70, topics: ['Kubernetes'] });
  const draft = anArticle({ ...rated, id: 'draft', title, heat: 120, published: false });
  const story = groupStories([mild, draft, hot])[0] as Story;

  it('is led by its hottest published article', () => {
    const verdict = choose(story, aFeed(), false, now);
    expect(verdict).toMatchObject({ decision: 'post', lead: { id: 'hot' } });
  });

  it('is led by the hottest article that the feed wants, so that no feed misses it', () => {
    const feed = aFeed({ rules: { ...everything, ...topics({ any: ['Kubernetes'] }) } });
    expect(choose(story, feed, false, now)).toMatchObject({ decision: 'post', lead: { id: 'mild' } });
  });
});
