import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArticleIndex } from '../src/articles/article-index.ts';
import { parseArticle } from '../src/articles/parse-article.ts';
import { systemClock, systemRandom } from '../src/clock.ts';
import type { Store } from '../src/desk/delivery-ports.ts';
import { workOff } from '../src/desk/work-off.ts';
import type { Article } from '../src/news/article.ts';
import { everything } from '../src/news/feed.ts';
import { openStore } from '../src/storage/open-store.ts';
import { articleText } from './archive-text.ts';
import { type Scenario, timed } from './bench.ts';

/** The aim of answers to people while a story goes out, in milliseconds. */
const answered = [{ of: 'value', is: 'at most', limit: 150 } as const];

/** What a scan writes when one story is for every feed, and then when its cards must be corrected; sending is left out. */
export const deciding: Scenario = {
  figures: {
    'decide breaking': { work: 'one story is decided for every feed, on disk', unit: 'ms', aims: [] },
    'decide breaking-wait': { work: 'the longest that anybody waits meanwhile', unit: 'ms', aims: answered },
    'decide breaking-disk': { work: 'what that takes on the disk', unit: 'MB', aims: [] },
    'decide correction': { work: 'each of its cards is posted, and the story changes', unit: 'ms', aims: [] },
    'decide correction-wait': { work: 'the longest that anybody waits meanwhile', unit: 'ms', aims: answered },
  },
  async round({ feeds }) {
    const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
    const file = join(folder, 'desk.db');
    const store = await openStore({ dataFile: file });
    const index = createArticleIndex({ file: ':memory:' });
    const random = systemRandom;
    const scan = (): Promise<unknown> =>
      workOff({ index, store, clock: systemClock, random, stopping: new AbortController().signal });
    const publish = (article: Article, stamp: string): Promise<void> =>
      index.apply([{ file: { file: 'a', stamp }, reading: { kind: 'article', article } }]);
    try {
      await Promise.all(
        Array.from({ length: feeds }, (_, number) =>
          store.openFeed({ channelId: String(10n ** 17n + BigInt(number)), rules: everything, createdAt: number }, []),
        ),
      );
      const story = { ...longArticle(), publishedAt: Date.now() - 60_000, heat: 150, published: true };
      const before = await sizeOf(file);
      await publish(story, '1');
      const breaking = await watched(scan);
      const taken = (await sizeOf(file)) - before;
      await postAll(store);
      await publish({ ...story, title: `${story.title}, corrected` }, '2');
      const correction = await watched(scan);
      return {
        'decide breaking': { value: breaking.tookMs },
        'decide breaking-wait': { value: breaking.longestWaitMs },
        'decide breaking-disk': { value: taken / 1024 / 1024 },
        'decide correction': { value: correction.tookMs },
        'decide correction-wait': { value: correction.longestWaitMs },
      };
    } finally {
      await store.close();
      await index.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** An article with much related coverage. */
function longArticle(): Article {
  const articles = Array.from({ length: 40 }, (_, number) => {
    const bytes = Buffer.from(articleText(number, 1));
    const reading = parseArticle({ id: 'a', file: 'a', bytes });
    return reading.kind === 'article' ? reading.article : undefined;
  }).filter((article) => article !== undefined);
  return articles.reduce((a, b) => (b.coverage.length > a.coverage.length ? b : a));
}

/** Settles every post as if it had been sent. */
async function postAll(store: Store): Promise<void> {
  for (;;) {
    const due = await store.channelsDue(Date.now(), 500);
    if (due.length === 0) return;
    await Promise.all(
      due.map(async (channelId) => {
        const delivery = await store.claim(channelId, Date.now());
        if (delivery === undefined) throw new Error(`What is due in ${channelId} cannot be claimed`);
        await store.settle(delivery.id, { event: 'delivered', messageId: delivery.id }, Date.now());
      }),
    );
  }
}

/** How long a job takes, and the longest that it keeps everything else waiting. */
async function watched(job: () => Promise<unknown>): Promise<{ tookMs: number; longestWaitMs: number }> {
  let last = performance.now();
  let longestWaitMs = 0;
  const look = (): void => {
    const now = performance.now();
    longestWaitMs = Math.max(longestWaitMs, now - last);
    last = now;
  };
  const looking = setInterval(look, 1);
  const tookMs = await timed(job);
  look();
  clearInterval(looking);
  return { tookMs, longestWaitMs };
}

async function sizeOf(file: string): Promise<number> {
  const sizes = await Promise.all(['', '-wal'].map((suffix) => stat(`${file}${suffix}`)));
  return sizes.reduce((sum, { size }) => sum + size, 0);
}
