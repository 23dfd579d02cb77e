import { parseArticle } from '../src/articles/parse-article.ts';
import type { Article } from '../src/news/article.ts';
import { chooseFeeds } from '../src/news/choose.ts';
import { everything, type Feed } from '../src/news/feed.ts';
import { type FeedIndex, indexFeeds } from '../src/news/feed-index.ts';
import { groupStories, type Story } from '../src/news/story.ts';
import { articleText } from './archive-text.ts';
import { createThrows, topics } from './archive-words.ts';
import { exponent, median, type Sample, type Scale, type Scenario } from './bench.ts';
import { chooseNaively } from './naive-choice.ts';
import { variedFeeds } from './varied-feeds.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const yardstick = 'a plain loop over all pairs of stories and feeds';
const ratio = (limit: number) => [{ of: 'ratio', is: 'at most', limit } as const];
const value = (limit: number) => [{ of: 'value', is: 'at most', limit } as const];

/** What a scan chooses: for the stories that changed, the feeds that want them. */
export const choosing: Scenario = {
  figures: {
    'choose 10': { work: '10 changed articles, all feeds', yardstick, unit: 'ms', aims: ratio(0.05) },
    'choose 10-anew': {
      work: '10 changed articles just after a feed was opened: all feeds are indexed anew',
      ...{ yardstick, unit: 'ms', aims: [] },
    },
    'choose 1000': { work: '1,000 changed articles, all feeds', yardstick, unit: 'ms', aims: [] },
    'choose linearity': {
      work: 'exponent of the time over 1×, 2× and 4× as many feeds that want a story, of equally many feeds',
      ...{ unit: 'n', aims: value(1.1) },
    },
    'growth choose': {
      work: 'exponent of the time for 100 changed articles over ¼, ½, 1 and 2 times as many feeds',
      ...{ unit: 'n', aims: value(1.1) },
    },
  },
  async round(scale, round) {
    const feeds = variedFeeds(scale.feeds, { guilds: scale.guilds, seed: 1 });
    const index = indexFeeds(feeds);
    const [ten, thousand] = [changedStories(10), changedStories(1_000)];
    // Both run before they are measured, and have to come to the same.
    const beside = (stories: readonly Story[], indexed: () => FeedIndex, runs = 25): Sample => {
      const work = (): number => choosePairs(stories, indexed());
      const naive = (): number => chooseNaively(stories, feeds, now).length;
      // A thousand articles take the loop so long that it runs but once.
      if (runs > 1 && work() !== naive()) throw new Error('The program chooses otherwise than the loop over all pairs');
      const first = round % 2 === 0 ? usualTime(work, runs) : undefined;
      const bare = usualTime(naive, runs);
      return { value: first ?? usualTime(work, runs), yardstick: bare };
    };
    return {
      'choose 10': beside(ten, () => index),
      'choose 10-anew': beside(ten, () => indexFeeds(feeds)),
      'choose 1000': beside(thousand, () => index, 1),
      'choose linearity': { value: linearity(scale.feeds) },
      'growth choose': { value: growth(scale) },
    };
  },
};

function linearity(count: number): number {
  const [topic = '', another = ''] = topics;
  const story = changedStories(1).map(([article]): Story => [{ ...article, topics: [topic], heat: 189 }]);
  return exponent(
    [1, 2, 4].map((times) => {
      const wanting = Math.floor((count / 8) * times);
      const feeds = Array.from({ length: count }, (_, number): Feed => {
        const any = [number < wanting ? topic : another];
        return {
          channelId: String(number),
          rules: { ...everything, topics: { any, all: [], none: [] } },
          createdAt: 0,
        };
      });
      const index = indexFeeds(feeds);
      choosePairs(story, index);
      return { x: wanting, y: usualTime(() => Array.from({ length: 50 }, () => choosePairs(story, index))) };
    }),
  );
}

function growth({ feeds, guilds }: Scale): number {
  const stories = changedStories(100);
  return exponent(
    [0.25, 0.5, 1, 2].map((times) => {
      const index = indexFeeds(variedFeeds(feeds * times, { guilds, seed: 1 }));
      choosePairs(stories, index);
      return { x: times, y: usualTime(() => choosePairs(stories, index)) };
    }),
  );
}

/** @returns how many pairs of a story and a feed go together */
function choosePairs(stories: readonly Story[], index: FeedIndex): number {
  let pairs = 0;
  for (const story of stories) for (const { feeds } of chooseFeeds(story, index, now)) pairs += feeds.length;
  return pairs;
}

/** Articles of the archive that were all published within the last two days, as stories. */
function changedStories(count: number): Story[] {
  const throwOf = createThrows(count);
  const articles: Article[] = [];
  for (let number = 0; articles.length < count; number++) {
    const id = String(number);
    const reading = parseArticle({ id, file: id, bytes: Buffer.from(articleText(number, 1)) });
    if (reading.kind !== 'article') continue;
    articles.push({ ...reading.article, publishedAt: now - Math.floor(throwOf() * 48 * hour) });
  }
  return groupStories(articles);
}

/** In milliseconds: the median of several runs. */
function usualTime(job: () => unknown, runs = 9): number {
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      job();
      return performance.now() - start;
    }),
  );
}
