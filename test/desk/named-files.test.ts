import { afterEach, beforeEach, expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import type { Store } from '../../src/desk/delivery-ports.ts';
import type { ArticleIndex } from '../../src/desk/ports.ts';
import { createScanner, type Scanner } from '../../src/desk/scanner.ts';
import { createTurns } from '../../src/desk/turns.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { createShelf } from '../support/shelf.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };

let index: ArticleIndex;
let store: Store;
let scanner: Scanner;
let ending: AbortController;
/** What each scan looked at. */
let seen: (readonly string[] | 'all')[];
let lastOfScan: () => Promise<void>;

beforeEach(async () => {
  index = createArticleIndex({ file: ':memory:' });
  store = await openStore({ dataFile: ':memory:' });
  ending = new AbortController();
  seen = [];
  lastOfScan = async () => {};
  const { source } = createShelf();
  scanner = createScanner({
    ...{ index, store, clock: createTestClock(), random: createTestRandom(), log, turns: createTurns(), decided() {} },
    source: {
      ...source,
      list() {
        seen.push('all');
        return source.list();
      },
      async look(files) {
        seen.push(files);
        return [];
      },
    },
    stopping: ending.signal,
    afterDecisions: () => lastOfScan(),
  });
});
afterEach(async () => {
  ending.abort();
  await index.close();
  await store.close();
});

/** Does something while a scan goes on. */
async function during(scan: () => Promise<unknown>, work: () => Promise<unknown>): Promise<void> {
  const [begun, free] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  lastOfScan = () => {
    begun.resolve();
    return free.promise;
  };
  const scanning = scan();
  await begun.promise;
  lastOfScan = async () => {};
  const working = work();
  free.resolve();
  await Promise.all([scanning, working]);
}

it('the first scan looks at everything, and a later one at the files that are named', async () => {
  await scanner.scan(['a']);
  await scanner.scan(['b']);
  expect(seen).toEqual(['all', ['b']]);
});

it('all files that are named during a scan are looked at by the one that follows it', async () => {
  await scanner.scan();
  await during(
    () => scanner.scan(['a']),
    () => Promise.all([scanner.scan(['b']), scanner.scan(['c', 'd'])]),
  );
  expect(seen).toEqual(['all', ['a'], ['b', 'c', 'd']]);
});

it.each([
  ['before', [undefined, ['b']]],
  ['after', [['b'], undefined]],
])('everything is looked at when somebody asks for that %s files are named', async (_, asked) => {
  await scanner.scan();
  await during(
    () => scanner.scan(['a']),
    () => Promise.all(asked.map((files) => scanner.scan(files))),
  );
  expect(seen).toEqual(['all', ['a'], 'all']);
});

it('everything is looked at after a scan that failed, as what it was to look at is not named again', async () => {
  await scanner.scan();
  lastOfScan = () => Promise.reject(new Error('no'));
  await scanner.scan(['a']);
  lastOfScan = async () => {};
  await scanner.scan(['b']);
  await scanner.scan(['c']);
  expect(seen).toEqual(['all', ['a'], 'all', ['c']]);
});
