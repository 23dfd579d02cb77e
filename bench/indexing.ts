import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import matter from 'gray-matter';
import { createArticleIndex } from '../src/articles/article-index.ts';
import { createFolderSource } from '../src/articles/folder-source.ts';
import { settlingMs } from '../src/articles/settling.ts';
import { systemClock } from '../src/clock.ts';
import type { ArticleIndex } from '../src/desk/ports.ts';
import { refresh } from '../src/desk/refresh.ts';
import { addArticles, rateAnew, rewriteSecured, writeArchive } from './archive.ts';
import { exponent, type Figure, median, type Scenario, timed } from './bench.ts';

const yardstick = 'a bare loop of readFile and gray-matter over the same files';
const silent = { debug() {}, info() {}, warn() {}, error() {} };
const seed = 1;

/** Reads the archive as a script of a few lines would; it passes over what is broken. */
async function bareLoop(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.md')) continue;
    const text = await readFile(join(entry.parentPath, entry.name), 'utf8');
    try {
      matter(text, {});
    } catch {}
  }
}

interface Archive {
  readonly folder: string;
  readonly index: string;
}

async function withArchive<T>(articles: number, work: (archive: Archive) => Promise<T>): Promise<T> {
  const { folder, remove } = await writeArchive(articles, seed);
  const index = `${folder}.index.db`;
  try {
    return await work({ folder, index });
  } finally {
    await remove();
    for (const suffix of ['', '-wal', '-shm']) await rm(`${index}${suffix}`, { force: true });
  }
}

/** From a start of the program to the end of its first scan. */
async function start({ folder, index: file }: Archive): Promise<void> {
  const index = createArticleIndex({ file });
  await refresh(createFolderSource({ roots: [folder], log: silent }), index);
  await index.close();
}

/** Takes a sample of work and yardstick, whichever of them is first in this round. */
async function beside(round: number, work: () => Promise<unknown>, bare: () => Promise<unknown>) {
  const first = round % 2 === 0 ? await timed(work) : undefined;
  const yardstick = await timed(bare);
  return { value: first ?? (await timed(work)), yardstick };
}

function atMost(limit: number, work: string): Figure {
  return { work, yardstick, unit: 'ms', aims: [{ of: 'ratio', is: 'at most', limit }] };
}

export const indexCold: Scenario<'index-cold'> = {
  figures: { 'index-cold': atMost(1.5, 'first index of an archive') },
  round: ({ articles }, round) =>
    withArchive(articles, async (archive) => ({
      'index-cold': await beside(
        round,
        () => start(archive),
        () => bareLoop(archive.folder),
      ),
    })),
};

export const indexWarm: Scenario<'index-warm'> = {
  figures: { 'index-warm': atMost(0.1, 'restart after a clean stop, with nothing changed') },
  round: ({ articles }, round) =>
    withArchive(articles, async (archive) => {
      await start(archive);
      return {
        'index-warm': await beside(
          round,
          () => start(archive),
          () => bareLoop(archive.folder),
        ),
      };
    }),
};

export const indexChurn: Scenario<'index-churn' | 'index-churn changes'> = {
  figures: {
    'index-churn': atMost(1.5, 'every file rewritten with only a new `secured`'),
    'index-churn changes': {
      work: 'the same: articles that it takes for changed',
      unit: 'n',
      aims: [{ of: 'value', is: 'at most', limit: 0 }],
    },
  },
  round: ({ articles }, round) =>
    withArchive(articles, async (archive) => {
      await start(archive);
      const before = await changesOf(archive, (index) => index.changes(undefined, articles));
      await rewriteSecured(archive.folder, articles, seed);
      const sample = await beside(
        round,
        () => start(archive),
        () => bareLoop(archive.folder),
      );
      const { articleIds } = await changesOf(archive, (index) => index.changes(before.position, articles));
      return { 'index-churn': sample, 'index-churn changes': { value: articleIds.length } };
    }),
};

async function changesOf<T>({ index: file }: Archive, ask: (index: ArticleIndex) => Promise<T>): Promise<T> {
  const index = createArticleIndex({ file });
  try {
    return await ask(index);
  } finally {
    await index.close();
  }
}

/** Ten articles of very many, while the program runs. */
const changedAtOnce = 10;

const longestUntilToldMs = 60_000;

export const indexRescan: Scenario<'index-rescan' | 'index-rescan events' | 'index-rescan written'> = {
  figures: {
    'index-rescan': atMost(0.1, 'ten files changed while it runs: a scan of all files'),
    'index-rescan events': {
      work: 'the same by file events, from the end of the quiet time that tells a burst’s end',
      unit: 'ms',
      aims: [{ of: 'value', is: 'at most', limit: 50 }],
    },
    'index-rescan written': {
      work: 'the same from the first file that is written, quiet time and all',
      unit: 'ms',
      aims: [],
    },
  },
  round: ({ articles }, round) =>
    withArchive(articles, async ({ folder, index: file }) => {
      const index = createArticleIndex({ file });
      const source = createFolderSource({ roots: [folder], log: silent, clock: systemClock });
      const { promise, resolve } = Promise.withResolvers<readonly string[] | undefined>();
      const rate = (heat: number) => rateAnew(folder, 0, changedAtOnce, seed, heat);
      const rescan = async (files?: readonly string[]): Promise<void> => {
        const { read } = await refresh(source, index, files && { files });
        if (read !== changedAtOnce) throw new Error(`${read} files were read instead of ${changedAtOnce}.`);
      };
      try {
        await refresh(source, index);
        // What is no article is not believed while it is young.
        await setTimeout(settlingMs);
        await refresh(source, index);
        await rate(150);
        const scan = await beside(
          round,
          () => rescan(),
          () => bareLoop(folder),
        );
        const watching = source.watch(resolve);
        await refresh(source, index);
        const written = performance.now();
        await rate(151);
        // Some file systems tell of nothing.
        const silence = setTimeout(longestUntilToldMs, undefined, { ref: false }).then(() => {
          throw new Error(`${folder} told of no change.`);
        });
        const files = await Promise.race([promise, silence]);
        const events = await timed(() => rescan(files));
        const whole = performance.now() - written;
        watching.close();
        return {
          'index-rescan': scan,
          'index-rescan events': { value: events },
          'index-rescan written': { value: whole },
        };
      } finally {
        await index.close();
      }
    }),
};

export const growthIndexWarm: Scenario<'growth index-warm'> = {
  figures: {
    'growth index-warm': {
      work: 'restart with nothing changed, at a quarter to twice as many articles: exponent',
      unit: 'n',
      aims: [{ of: 'value', is: 'at most', limit: 1.1 }],
    },
  },
  round: ({ articles }) =>
    withArchive(0, async (archive) => {
      const points: { x: number; y: number }[] = [];
      let from = 0;
      for (const share of [0.25, 0.5, 1, 2]) {
        const to = articles * share;
        await addArticles(archive.folder, from, to, seed);
        from = to;
        await start(archive);
        const times = [await timed(() => start(archive)), await timed(() => start(archive))];
        points.push({ x: to, y: median([...times, await timed(() => start(archive))]) });
      }
      return { 'growth index-warm': { value: exponent(points) } };
    }),
};
