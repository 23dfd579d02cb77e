import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import matter from 'gray-matter';
import { createArticleIndex } from '../src/articles/article-index.ts';
import { createFolderSource } from '../src/articles/folder-source.ts';
import { refresh } from '../src/desk/refresh.ts';
import { rewriteSecured, writeArchive } from './archive.ts';
import { type Bench, timed } from './bench.ts';

const yardstick = 'a bare loop of readFile and gray-matter over the same files';
const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** Reads the archive as a script of a few lines would. */
async function bareLoop(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    if (entry.isFile() && entry.name.endsWith('.md'))
      matter(await readFile(join(entry.parentPath, entry.name), 'utf8'), {});
}

function indexing(name: string, work: string, before: 'nothing' | 'indexed' | 'indexed and rewritten'): Bench {
  return {
    name,
    work,
    yardstick,
    unit: 'ms',
    async prepare(size) {
      const { folder, remove } = await writeArchive(size, 1);
      const file = `${folder}.index.db`;
      const run = async (): Promise<void> => {
        const index = createArticleIndex({ file });
        await refresh(createFolderSource({ roots: [folder], log: silent }), index);
        await index.close();
      };
      if (before !== 'nothing') await run();
      if (before === 'indexed and rewritten') await rewriteSecured(folder, size, 1);
      return {
        work: () => timed(run),
        yardstick: () => timed(() => bareLoop(folder)),
        async clean() {
          await remove();
          for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
        },
      };
    },
  };
}

export const indexCold = indexing('index-cold', 'first index of an archive', 'nothing');
export const indexWarm = indexing('index-warm', 'restart with nothing changed', 'indexed');
export const indexChurn = indexing(
  'index-churn',
  'every file rewritten with only a new `secured`',
  'indexed and rewritten',
);
