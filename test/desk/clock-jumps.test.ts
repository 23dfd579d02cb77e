import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { openFeed } from '../../src/desk/create-desk.ts';
import type { Store } from '../../src/desk/delivery-ports.ts';
import type { ArticleIndex, ArticleSource, Reading } from '../../src/desk/ports.ts';
import { createScanner, type Scanner } from '../../src/desk/scanner.ts';
import { createTurns } from '../../src/desk/turns.ts';
import type { Article } from '../../src/news/article.ts';
import { everything } from '../../src/news/feed.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { anArticle } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';

const hour = 3_600_000;
const channelId = '100000000000000001';
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let index: ArticleIndex;
let store: Store;
let scanner: Scanner;
let ahead: number;
let files: Map<string, { article: Article; stamp: string }>;

const timers = createTestClock();
/** A clock that somebody sets. */
const clock = { ...timers, now: () => timers.now() + ahead };

beforeEach(async () => {
  ahead = 0;
  files = new Map();
  index = createArticleIndex({ file: ':memory:' });
  store = await openStore({ dataFile: ':memory:' });
  const source: ArticleSource = {
    async *list() {
      for (const [file, { stamp }] of files) yield { file, stamp };
    },
    async read(file): Promise<Reading> {
      const found = files.get(file);
      return found === undefined ? { kind: 'unsettled' } : { kind: 'article', article: found.article };
    },
    look: async () => undefined,
    watch: () => ({ close() {} }),
  };
  const stopping = new AbortController().signal;
  const ports = { index, store, clock, random: createTestRandom(), decided() {} };
  scanner = createScanner({
    ...{ ...ports, source, stopping, turns: createTurns(), log: silent },
    afterDecisions: async () => {},
  });
  await openFeed(ports, { channelId, rules: { ...everything, minHeat: 60 }, catchUp: 3 });
});
afterEach(async () => {
  await index.close();
  await store.close();
});

function put(id: string, fields: Partial<Article> = {}): void {
  const article = anArticle({ id, publishedAt: clock.now() - hour, ...fields });
  files.set(id, { article, stamp: String(Number(files.get(id)?.stamp ?? 0) + 1) });
}

/** Scans as if the time had come, `times` minutes in a row. */
async function scans(times: number): Promise<void> {
  for (let count = 0; count < times; count++) {
    await timers.advance(60_000);
    await scanner.scan();
  }
}

/** Carries out everything that waits, and says what it was. */
async function delivered(): Promise<string[]> {
  const done: string[] = [];
  for (;;) {
    const delivery = await store.claim(channelId, clock.now());
    if (delivery === undefined) return done;
    done.push(`${delivery.kind} ${delivery.telling.article.id}`);
    await store.settle(delivery.id, { event: 'delivered', messageId: `message ${delivery.cardId}` }, clock.now());
  }
}

describe('when the clock is set back by an hour', () => {
  it('an article whose time had come is neither told again nor taken back, and new ones are told as they come', async () => {
    put('due', { publishedAt: clock.now() + 90_000 });
    await scans(2);
    expect(await delivered()).toEqual(['post due']);

    ahead -= hour;
    put('new');
    put('due', { publishedAt: clock.now() + hour, title: 'The same with another title' });
    await scans(90);
    expect(await delivered()).toEqual(['edit due', 'post new']);
  });

  it('an article dated for the hour that comes twice is told once', async () => {
    put('a');
    await scans(1);
    ahead -= hour;
    put('within', { publishedAt: clock.now() + hour / 2 });
    await scans(20);
    expect(await delivered()).toEqual(['post a']);
    await scans(15);
    expect(await delivered()).toEqual(['post within']);
    await scans(60);
    expect(await delivered()).toEqual([]);
  });
});

it('when the clock is set forward by an hour, and back again, what came due early is told once', async () => {
  put('early', { publishedAt: clock.now() + hour / 2 });
  await scans(1);
  ahead += hour;
  await scans(1);
  expect(await delivered()).toEqual(['post early']);
  ahead -= hour;
  await scans(60);
  expect(await delivered()).toEqual([]);
});
