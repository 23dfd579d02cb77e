import { onTestFinished } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import type { ArticleIndex, Position } from '../../src/desk/ports.ts';

/** An index in a file, or in memory. */
export function openIndex(place = ':memory:', fingerprint?: string): ArticleIndex {
  return createArticleIndex({ file: place, ...(fingerprint !== undefined && { fingerprint }) });
}

/** An index that is closed after the test. */
export function memoryIndex(): ArticleIndex {
  const index = openIndex();
  onTestFinished(() => index.close());
  return index;
}

/** Where the index's changes end. */
export async function endOf(index: ArticleIndex): Promise<Position> {
  return (await index.changes(undefined, 100)).position;
}

/** Ids of what changed since a position. */
export async function changesSince(index: ArticleIndex, position: Position) {
  return (await index.changes(position, 100)).articleIds;
}

export async function problemsIn(index: ArticleIndex): Promise<number> {
  return (await index.counts(0)).problems;
}
