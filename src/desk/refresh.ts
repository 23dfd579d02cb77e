import type { Problem } from '../news/article.ts';
import type { ArticleIndex, ArticleSource } from './ports.ts';

/** Files read at a time: enough to hide the disk's latency, few enough to bound memory. */
const batch = 200;
/** Problems that are told one by one: a folder may hold any number of broken files. `npm run check:articles` shows all. */
const problemsTold = 20;

export interface Refresh {
  readonly seen: number;
  readonly read: number;
  /** What is wrong in the files that were read: the first of it. */
  readonly problems: readonly Problem[];
  /** How many problems there are altogether. */
  readonly problemCount: number;
}

/**
 * Brings the index up to date with the article files, reading only those that may have changed. When `signal` aborts, what
 * is left is read the next time.
 *
 * @param files the only ones that have changed; without them, all are looked at
 */
export async function refresh(
  source: ArticleSource,
  index: ArticleIndex,
  { files, signal }: { readonly files?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<Refresh> {
  const { seen, stale } = await compare(source, index, files);
  const problems: Problem[] = [];
  let problemCount = 0;
  const readFrom = (start: number) =>
    Promise.all(
      stale.slice(start, start + batch).map(async (file) => ({ file, reading: await source.read(file.file) })),
    );
  let ahead = readFrom(0);
  for (let start = 0; start < stale.length; start += batch) {
    const readings = await ahead;
    // What comes next is read while this is taken in.
    ahead = readFrom(start + batch);
    await index.apply(readings);
    const found = readings.flatMap(({ reading }) => (reading.kind === 'problem' ? reading.problems : []));
    problemCount += found.length;
    problems.push(...found.slice(0, problemsTold - problems.length));
    if (signal?.aborted) break;
  }
  return { seen, read: stale.length, problems, problemCount };
}

async function compare(source: ArticleSource, index: ArticleIndex, files: readonly string[] | undefined) {
  const looked = files && (await source.look(files));
  if (looked !== undefined) return { seen: looked.length, stale: await index.stale(looked) };
  return index.compare({ [Symbol.asyncIterator]: () => source.list()[Symbol.asyncIterator]() });
}
