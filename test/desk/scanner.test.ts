import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { createDesk, openFeed } from '../../src/desk/create-desk.ts';
import type { Store } from '../../src/desk/delivery-ports.ts';
import type { ArticleIndex, ArticleSource, Reading } from '../../src/desk/ports.ts';
import { createScanner, type Scanner } from '../../src/desk/scanner.ts';
import { createTurns } from '../../src/desk/turns.ts';
import { everything } from '../../src/news/feed.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { anArticle } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createShelf } from '../support/shelf.ts';

const channelId = '100000000000000001';
const rules = { ...everything, minHeat: 60 };
const silent = { debug() {}, info() {}, warn() {}, error() {} };

let index: ArticleIndex;
let store: Store;
let shelf: ReturnType<typeof createShelf>;
let scanner: Scanner;
let ports: Parameters<typeof createDesk>[0];
let ending: AbortController;
let beforeItCounts: () => Promise<void>;
const clock = createTestClock();

beforeEach(async () => {
  index = createArticleIndex({ file: ':memory:' });
  store = await openStore({ dataFile: ':memory:' });
  shelf = createShelf();
  assemble();
});

function assemble(source = shelf.source): void {
  ending = new AbortController();
  beforeItCounts = async () => {};
  const shared = { index, store, clock, random: createTestRandom(), turns: createTurns(), decided() {} };
  ports = { ...shared, stopping: ending.signal };
  scanner = createScanner({ ...ports, source, log: silent, afterDecisions: () => beforeItCounts() });
}

afterEach(async () => {
  ending.abort();
  await index.close();
  await store.close();
});

const pending = async (): Promise<number> => (await store.totals()).pending;

describe('a scan', () => {
  beforeEach(async () => {
    await openFeed(ports, { channelId, rules, catchUp: 3 });
  });

  it('puts each new eligible story into the outbox once', async () => {
    shelf.put({ id: 'a', heat: 70 });
    shelf.put({ id: 'b', heat: 50 });
    await scanner.scan();
    expect(await pending()).toBe(1);
    await scanner.scan();
    expect(await pending()).toBe(1);
    shelf.put({ id: 'b', heat: 70 });
    await scanner.scan();
    expect(await pending()).toBe(2);
  });

  it('tells nothing again when the index is lost and rebuilt', async () => {
    shelf.put({ id: 'a' });
    await scanner.scan();
    await index.close();
    index = createArticleIndex({ file: ':memory:' });
    assemble();
    await scanner.scan();
    expect(await index.counts(0)).toMatchObject({ count: 1 });
    expect(await pending()).toBe(1);
  });

  it('takes up what changed in the index when an earlier run ended before deciding', async () => {
    shelf.put({ id: 'a' });
    const reading: Reading = { kind: 'article', article: anArticle({ id: 'a' }) };
    await index.apply([{ file: { file: 'a', stamp: '1' }, reading }]);
    await scanner.scan();
    expect(await pending()).toBe(1);
  });

  it('takes back no card when a file or the whole folder is gone', async () => {
    shelf.put({ id: 'a' });
    await scanner.scan();
    shelf.remove('a');
    await scanner.scan();
    expect(await pending()).toBe(1);
    expect(await store.told(['a'])).toHaveLength(1);
  });

  it('that failed is tried again a minute later, once for all that failed meanwhile', async () => {
    shelf.put({ id: 'a' });
    shelf.fail(true);
    await scanner.scan();
    await scanner.scan();
    shelf.fail(false);
    await clock.advance(59_000);
    expect(scanner.report()).toMatchObject({ runs: 2 });
    await clock.advance(1_000);
    await scanner.idle();
    expect(scanner.report()).toMatchObject({ runs: 3, error: null });
    await clock.advance(600_000);
    expect(scanner.report()).toMatchObject({ runs: 3 });
    expect(await pending()).toBe(1);
  });

  it('says why it failed, and the next one catches up', async () => {
    shelf.put({ id: 'a' });
    shelf.fail(true);
    await scanner.scan();
    expect(scanner.report()).toMatchObject({ runs: 1, error: 'the folder is gone' });
    shelf.fail(false);
    await scanner.scan();
    expect(scanner.report()).toMatchObject({ runs: 2, error: null });
    expect(await pending()).toBe(1);
  });

  it('posts an article when the time that it is dated for has come', async () => {
    shelf.put({ id: 'a', publishedAt: clock.now() + 60_000 });
    await scanner.scan();
    expect(await pending()).toBe(0);
    await clock.advance(60_000);
    await scanner.scan();
    expect(await pending()).toBe(1);
  });
});

it('asked for many times during a scan, exactly one more follows', async () => {
  const first = scanner.scan();
  const others = [scanner.scan(), scanner.scan(), scanner.scan()];
  await Promise.all([first, ...others]);
  expect(scanner.report().runs).toBe(2);
});

describe('a new feed', () => {
  beforeEach(async () => {
    for (const heat of [61, 70, 80, 90, 59]) shelf.put({ id: `a${heat}`, heat });
    await scanner.scan();
  });

  it('posts its hottest stories and marks the others as from before, so that a change does not bring them up', async () => {
    const opened = await createDesk(ports).openFeed({ channelId, rules, catchUp: 2 });
    expect(opened).toMatchObject({ result: 'opened', posted: 2, before: 2 });
    shelf.put({ id: 'a61', heat: 189 });
    shelf.put({ id: 'a59', heat: 60 });
    await scanner.scan();
    expect(
      (await store.told(['a61', 'a59', 'a90'])).map(({ articleId, cardId }) => [articleId, Boolean(cardId)]),
    ).toEqual(
      expect.arrayContaining([
        ['a61', false],
        ['a59', true],
        ['a90', true],
      ]),
    );
    expect(await pending()).toBe(3);
  });

  it('is refused for a channel that has one', async () => {
    const open = () => createDesk(ports).openFeed({ channelId, rules, catchUp: 2 });
    await open();
    expect(await open()).toMatchObject({ result: 'exists', feed: { channelId } });
    expect(await pending()).toBe(2);
  });

  it('with other rules keeps what was told and digs up nothing', async () => {
    const open = (minHeat: number) =>
      createDesk(ports).openFeed({ channelId, rules: { ...rules, minHeat }, catchUp: 1 });
    await open(60);
    expect(await open(10)).toMatchObject({ result: 'changed', before: 1, feed: { rules: { minHeat: 10 } } });
    expect(await open(10)).toMatchObject({ result: 'exists' });
    shelf.put({ id: 'a59', heat: 58 });
    shelf.put({ id: 'new', heat: 20 });
    await scanner.scan();
    expect(await pending()).toBe(2);
  });
});

describe('asked to stop', () => {
  beforeEach(() => {
    for (let number = 0; number < 450; number++) shelf.put({ id: `a${number}` });
    assemble({
      ...shelf.source,
      read(file) {
        ending.abort();
        return shelf.source.read(file);
      },
    });
  });

  it('a scan ends between two batches of files, and none begins', async () => {
    expect(await Promise.all([scanner.scan(), scanner.scan()])).toEqual([{ done: false }, { done: false }]);
    const { count } = await index.counts(0);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(450);
    expect(scanner.report().runs).toBe(0);
  });

  it('no feed opens on articles that are only partly known: later it would take the others for new', async () => {
    beforeItCounts = async () => void (await openFeed(ports, { channelId, rules, catchUp: 3 }));
    const scanning = scanner.scan();
    const asked = createDesk(ports).openFeed({ channelId, rules, catchUp: 3 });
    await expect(asked).rejects.toThrow();
    await scanning;
    expect(await store.feeds()).toEqual([]);
  });
});

it('a feed that belongs to a scan opens only when a scan saw all articles, and before that scan counts', async () => {
  const runsThen: number[] = [];
  beforeItCounts = async () => {
    runsThen.push(scanner.report().runs);
    await openFeed(ports, { channelId, rules, catchUp: 3 });
  };
  shelf.put({ id: 'a' });
  shelf.fail(true);
  await scanner.scan();
  expect(await store.feeds()).toEqual([]);
  shelf.fail(false);
  await scanner.scan();
  expect(runsThen).toEqual([1]);
  expect(await pending()).toBe(1);
});

it('what is wrong in articles is told in the log when it is new, with the file and the way out', async () => {
  const warnings: string[] = [];
  const problem = { file: 'bad.md', field: 'heat', holds: '"hot"', wanted: 'a whole number' };
  const source: ArticleSource = {
    ...shelf.source,
    read: async () => ({ kind: 'problem', problems: [problem] }),
  };
  shelf.put({ id: 'a' });
  const log = { ...silent, warn: (_: object, message: string) => warnings.push(message) };
  scanner = createScanner({ ...ports, source, log, afterDecisions: async () => {} });
  await scanner.scan();
  await scanner.scan();
  expect(warnings).toEqual(['bad.md is left out: heat holds "hot"; wanted is a whole number']);
});
