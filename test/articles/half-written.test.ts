import { statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFolderSource } from '../../src/articles/folder-source.ts';
import { lookAgainMs, settlingMs } from '../../src/articles/settling.ts';
import { openFeed } from '../../src/desk/create-desk.ts';
import type { ArticleIndex, ArticleSource } from '../../src/desk/ports.ts';
import { createScanner } from '../../src/desk/scanner.ts';
import { createTurns } from '../../src/desk/turns.ts';
import { everything } from '../../src/news/feed.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { folderOf, full, silent, write } from './article-files.ts';
import { memoryIndex } from './indexes.ts';

const half = full.slice(0, 300);

/** The real folder, index and scanner, with a feed that wants everything, and a clock that stands still. */
async function createDeskOver(root: string) {
  const clock = createTestClock(Date.now());
  const warnings: string[] = [];
  const log = { ...silent, warn: (_: object, message: string) => warnings.push(message) };
  const index: ArticleIndex = memoryIndex();
  const store = await openStore({ dataFile: ':memory:' });
  onTestFinished(() => store.close());
  const stopping = new AbortController().signal;
  const ports = { index, store, clock, random: createTestRandom(), log, turns: createTurns(), stopping, decided() {} };
  const source: ArticleSource = createFolderSource({ roots: [root], log, clock });
  const scanner = createScanner({ ...ports, source, afterDecisions: async () => {} });
  await openFeed(ports, { channelId: '100000000000000001', rules: everything, catchUp: 0 });
  return {
    clock,
    source,
    warnings,
    scan: () => scanner.scan(),
    pending: async () => (await store.totals()).pending,
    counts: () => index.counts(0),
    /** Saves the file, and sets the clock to that moment: how long this machine takes is nothing to the test. */
    async save(content: string | Uint8Array) {
      await write(root, { 'a.md': content });
      await clock.advance(statSync(path.join(root, 'a.md')).ctimeMs - clock.now());
    },
  };
}

let desk: Awaited<ReturnType<typeof createDeskOver>>;
let root: string;
beforeEach(async () => {
  root = await folderOf();
  desk = await createDeskOver(root);
});

describe('a file that is still being written', () => {
  it.each([
    ['half of it', half],
    ['nothing yet', ''],
    ['room that a copying program has set aside', Buffer.alloc(full.length)],
    ['half a character', Buffer.from(full.replace('"Harbour', '"字')).subarray(0, 30)],
  ])('has %s: it is no problem, and what was known of it stays', async (_, content) => {
    await desk.save(full);
    await desk.scan();
    expect(await desk.pending()).toBe(1);
    await desk.save(content);
    await desk.scan();
    expect(await desk.counts()).toMatchObject({ count: 1, problems: 0, passedOver: 0 });
    await desk.save(full);
    await desk.scan();
    expect(await desk.counts()).toMatchObject({ count: 1, problems: 0, passedOver: 0 });
    expect(await desk.pending()).toBe(1);
    expect(desk.warnings).toEqual([]);
  });

  it('is reported by a scan a second later if it is left like that, and posted once when it is whole', async () => {
    await desk.save(half);
    await desk.scan();
    await desk.clock.advance(settlingMs);
    await desk.scan();
    expect(await desk.counts()).toMatchObject({ count: 0, problems: 1 });
    expect(desk.warnings).toEqual([expect.stringContaining('no line that ends the front matter')]);
    await desk.save(full);
    await desk.scan();
    expect(await desk.counts()).toMatchObject({ count: 1, problems: 0 });
    expect(await desk.pending()).toBe(1);
  });

  it('is young however old the time is that its copy was given', async () => {
    await desk.save(half);
    utimesSync(path.join(root, 'a.md'), 0, 0);
    await desk.scan();
    expect(await desk.counts()).toMatchObject({ problems: 0 });
  });

  it('does not keep a whole file waiting', async () => {
    await desk.save(full);
    await desk.scan();
    expect(await desk.pending()).toBe(1);
  });
});

describe('a broken file', () => {
  it.each([
    ['before the clock was set back', -3_600_000],
    ['long ago', 3_600_000],
  ])('that was saved %s is reported at once', async (_, ms) => {
    await desk.save(half);
    await desk.clock.advance(ms);
    await desk.scan();
    expect(await desk.counts()).toMatchObject({ problems: 1 });
  });

  it('is looked at again soon when somebody watches, until watching ends', async () => {
    await desk.save(half);
    const changed = vi.fn();
    const watching = desk.source.watch(changed);
    await desk.scan();
    await desk.clock.advance(lookAgainMs - 1);
    expect(changed).not.toHaveBeenCalled();
    await desk.clock.advance(1);
    expect(changed).toHaveBeenCalledTimes(1);
    await desk.save(half);
    await desk.scan();
    watching.close();
    const { length } = changed.mock.calls;
    await desk.clock.advance(lookAgainMs);
    expect(changed).toHaveBeenCalledTimes(length);
  });
});
