import { readdirSync, readFileSync } from 'node:fs';
import { parseArticle } from '../../src/articles/parse-article.ts';

/** A file to begin from. */
export interface Specimen {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly lines: readonly string[];
}

export interface Corpus {
  readonly files: [Specimen, ...Specimen[]];
  /** Those of them that are articles: most of what can be built needs one. */
  readonly articles: [Specimen, ...Specimen[]];
}

/** The files of `corpus/`: what publishers write, and everything that docs and experience know of as bad input. */
export function readCorpus(): Corpus {
  const folder = new URL('corpus/', import.meta.url);
  const files = readdirSync(folder)
    .sort()
    .map((name): Specimen => {
      const bytes = readFileSync(new URL(name, folder));
      const text = bytes.toString();
      return { name, bytes, lines: text.split('\n') };
    });
  const articles = files.filter(({ name, bytes }) => parseArticle({ id: name, file: name, bytes }).kind === 'article');
  return { files: atLeastOne(files), articles: atLeastOne(articles) };
}

function atLeastOne<T>([first, ...rest]: readonly T[]): [T, ...T[]] {
  if (first === undefined) throw new Error('The corpus has no such file');
  return [first, ...rest];
}
