import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type ArticleDraft, articleName, articleText as draftText } from '../src/articles/article-text.ts';
import { articlePath, articleText, type Version } from './archive-text.ts';

export { publishers, topics, vocabulary } from './archive-words.ts';

/**
 * A folder of invented articles in the publishers' format; the same for the same size and seed. Sizes, fields and their
 * proportions are those of real files; most words, topics and publishers are rare, and articles of one story name each other.
 */
export async function writeArchive(size: number, seed: number): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
  for (let site = 0; site < 20; site++) mkdirSync(join(folder, `site-${site}/_news`), { recursive: true });
  await write(folder, 0, size, seed);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** Rewrites every article with nothing but new ciphertext in `secured`, as publishers do every two hours. */
export async function rewriteSecured(folder: string, size: number, seed: number): Promise<void> {
  await write(folder, 0, size, seed, { secured: 1 });
}

/** Adds articles to an archive, from number `from` up to `to`, which is not included. */
export async function addArticles(folder: string, from: number, to: number, seed: number): Promise<void> {
  await write(folder, from, to, seed);
}

/** Rates articles anew, from number `from` up to `to`, which is not included: each is published, with this heat. */
export async function rateAnew(folder: string, from: number, to: number, seed: number, heat: number): Promise<void> {
  await write(folder, from, to, seed, { heat, secured: 2 });
}

/**
 * Adds an article that nobody has told of before.
 *
 * @param at when it is published, in milliseconds since 1970
 * @returns its file
 */
export function publish(folder: string, draft: ArticleDraft, at: number): string {
  const file = join(folder, `site-0/_news/${articleName(draft.title, at)}.md`);
  writeFileSync(file, draftText(draft, at));
  return file;
}

async function write(folder: string, from: number, to: number, seed: number, version?: Version): Promise<void> {
  for (let number = from; number < to; number++) {
    writeFileSync(join(folder, articlePath(number, seed)), articleText(number, seed, version));
    if (number % 200 === 0) await setImmediate();
  }
}
