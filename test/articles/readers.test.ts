import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileReading, readArticle } from '../../src/articles/read-article.ts';
import { type FileCalls, waitingCalls } from '../../src/articles/read-inside.ts';
import { createReaders } from '../../src/articles/readers.ts';
import { file, folderOf, needed } from './article-files.ts';

const simple = file(...needed);
const many = 300;

async function archive(): Promise<string> {
  return folderOf(Object.fromEntries(Array.from({ length: many }, (_, number) => [`${number}.md`, simple])));
}

/** A thread's program that reads as the real one does, and does something of its own first. */
async function program(first: string): Promise<URL> {
  const articles = new URL('../../src/articles/', import.meta.url);
  const place = path.join(await folderOf(), 'program.ts');
  writeFileSync(
    place,
    `import { appendFileSync } from 'node:fs';
    import { parentPort, workerData } from 'node:worker_threads';
    import { readArticle } from '${articles}read-article.ts';
    import { waitingCalls } from '${articles}read-inside.ts';
    import { serveReadings } from '${articles}reading-worker.ts';
    serveReadings(parentPort, workerData, (file) => { ${first}; return readArticle(file, waitingCalls); });`,
  );
  return new URL(`file://${place}`);
}

async function readAll(root: string, threads?: URL): Promise<string[]> {
  const read = createReaders(threads);
  const readings = Array.from({ length: many }, (_, number) => read({ root, file: `${root}/${number}.md` }));
  return (await Promise.all(readings)).map(summary);
}

function summary(found: FileReading): string {
  if (found.kind !== 'read') return found.kind;
  const { reading } = found;
  if (reading.kind === 'article') return reading.article.id;
  return reading.kind === 'problem' ? `problem: ${reading.problems[0]?.holds}` : reading.kind;
}

const ids = Array.from({ length: many }, (_, number) => String(number));

describe('many files', () => {
  it('are read in threads of their own, each once, and told in their order', async () => {
    const seen = path.join(await folderOf(), 'seen');
    const threads = await program(`appendFileSync(${JSON.stringify(seen)}, file.file + '\\n')`);
    const root = await archive();
    expect(await readAll(root, threads)).toEqual(ids);
    const lines = readFileSync(seen, 'utf8').trim().split('\n');
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(many / 2);
  });

  it.each([
    ['that ends a thread', 'process.exit(1)'],
    [
      'that takes all memory of a thread',
      'const held: string[] = []; for (;;) held.push(String(held.length).repeat(99))',
    ],
  ])('among which is one %s are read all the same, and that one is a problem', async (_, fatal) => {
    const root = await archive();
    const threads = await program(`if (file.file.endsWith('/150.md')) { ${fatal} }`);
    const expected = ids.with(150, 'problem: more than this program can take in');
    expect(await readAll(root, threads)).toEqual(expected);
  });

  it.each([
    ['end at once', async () => new URL(`file://${await broken()}`)],
    ['cannot be started', () => new URL('http://localhost/no-file')],
  ])('are read without threads when those %s', async (_, threads) => {
    expect(await readAll(await archive(), await threads())).toEqual(ids);
  });
});

it('a file that the machine fails to close is read again by the next scan', async () => {
  const root = await folderOf({ 'a.md': simple });
  const error = new Error('EIO');
  const close = () => {
    throw error;
  };
  const calls: FileCalls = {
    ...waitingCalls,
    open: async (...place) => ({ ...(await waitingCalls.open(...place)), close }),
  };
  expect(await readArticle({ root, file: `${root}/a.md` }, calls)).toEqual({ kind: 'unsettled', error });
});

/** A thread's program that does not work. */
async function broken(): Promise<string> {
  const place = path.join(await folderOf(), 'broken.ts');
  writeFileSync(place, 'throw new Error("no");');
  return place;
}
