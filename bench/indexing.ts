import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import matter from 'gray-matter';
import { createArticleIndex } from '../src/articles/article-index.ts';
import { createFolderSource } from '../src/articles/folder-source.ts';
import { refresh } from '../src/desk/refresh.ts';
import { rewriteSecured, writeArchive } from './archive.ts';
import { type Scenario, timed } from './bench.ts';

const yardstick = 'a bare loop of readFile and gray-matter over the same files';
const silent = { debug() {}, info() {}, warn() {}, error() {} };

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

type Before = 'nothing' | 'indexed' | 'indexed and rewritten';

function indexing<Name extends string>(name: Name, work: string, before: Before, limit: number): Scenario<Name> {
  const figure = { work, yardstick, unit: 'ms', aims: [{ of: 'ratio', is: 'at most', limit }] } as const;
  return {
    figures: { [name]: figure } as Record<Name, typeof figure>,
    async round({ articles }, round) {
      const { folder, remove } = await writeArchive(articles, 1);
      const file = `${folder}.index.db`;
      const run = async (): Promise<void> => {
        const index = createArticleIndex({ file });
        await refresh(createFolderSource({ roots: [folder], log: silent }), index);
        await index.close();
      };
      try {
        if (before !== 'nothing') await run();
        if (before === 'indexed and rewritten') await rewriteSecured(folder, articles, 1);
        const first = round % 2 === 0 ? await timed(run) : undefined;
        const bare = await timed(() => bareLoop(folder));
        const sample = { value: first ?? (await timed(run)), yardstick: bare };
        return { [name]: sample } as Record<Name, typeof sample>;
      } finally {
        await remove();
        for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
      }
    },
  };
}

export const indexCold = indexing('index-cold', 'first index of an archive', 'nothing', 1.5);
export const indexWarm = indexing('index-warm', 'restart with nothing changed', 'indexed', 0.1);
export const indexChurn = indexing(
  'index-churn',
  'every file rewritten with only a new `secured`',
  'indexed and rewritten',
  1.5,
);
