import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { parseArticle } from '../../src/articles/parse-article.ts';
import type { FileStamp, Log, Reading } from '../../src/desk/ports.ts';
import type { Article } from '../../src/news/article.ts';

/** The fields that the simplest article needs. */
export const needed = ['category: news', 'title: "A title"', 'publishedDateTime: 2024-05-06T07:08:09Z'];

/** An article file of these lines of front matter. */
export function file(...lines: string[]): string {
  return `---\n${lines.join('\n')}\n---\n`;
}

/** A published article of this title, with further lines. */
export function titled(title: string, ...lines: string[]): string {
  return file(`title: ${JSON.stringify(title)}`, 'category: news', 'published: true', ...lines);
}

/** The line that dates an article. */
export function dated(day: string): string {
  return `publishedDateTime: ${day}T00:00:00Z`;
}

/** A file as a publisher writes it, with everything that an article can have. */
export const full = file(
  'category: news',
  'title: "Harbour engines run on signals"',
  'excerpt: "The harbour has \\"quietly\\" swapped its engines.\\r\\n  What follows is ..."',
  'publishedDateTime: 2024-05-06T00:08:09-07:00',
  'updatedDateTime: "2024-05-07T07:00:00Z"',
  'originalUrl: "https://harbour.example/original"',
  'webUrl: "https://harbour.example/engines"',
  'ampWebUrl: "https://harbour.example/engines/amp"',
  'cdnAmpWebUrl: "https://cdn.example/harbour/engines"',
  'type: article',
  'quality: 97',
  'heat: 189',
  'published: true',
  'provider:',
  '  name: Harbour Post',
  '  domain: harbour.example',
  '  images:',
  '    - url: "https://harbour.example/logo-50x50.jpg"',
  '      width: 50',
  '      height: 50',
  'topics:',
  '  - C++ Builder',
  '  - .NET',
  '  - c++  builder',
  'images:',
  '  - url: "https://harbour.example/engine.jpg"',
  '    width: 630',
  '    height: 355',
  '    title: An engine',
  '    attribution: Harbour Post',
  '    isCached: true',
  'related:',
  '  - title: "Signals take the harbour"',
  '    excerpt: "Elsewhere."',
  '    publishedDateTime: 2024-05-06T09:00:00Z',
  '    webUrl: "https://wire.example/harbour"',
  '    type: article',
  '    provider:',
  '      name: The Wire',
  '      domain: wire.example',
  '    quality: 56',
  'tags: [harbour]',
  'secured: "b25seSBmb3IgdGhlIHB1Ymxpc2hlcg==;aXY="',
);

export function parse(text: string | Uint8Array, id = 'news/one'): Reading {
  return parseArticle({ id, file: `${id}.md`, bytes: typeof text === 'string' ? Buffer.from(text) : text });
}

/** The article in a file that must have one. */
export function articleIn(text: string, id?: string): Article {
  const reading = parse(text, id);
  if (reading.kind !== 'article') throw new Error(`Not an article: ${JSON.stringify(reading)}`);
  return reading.article;
}

/** The problems of a file, as `field: holds → wanted`. */
export function problemsOf(text: string | Uint8Array): string[] {
  const reading = parse(text);
  return reading.kind === 'problem'
    ? reading.problems.map(({ field, holds, wanted }) => `${field}: ${holds} → ${wanted}`)
    : [];
}
/** A folder that is gone after the test, with these files (path below it → content). */
export async function folderOf(files: Record<string, string | Uint8Array> = {}): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'heatwire-articles-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await write(folder, files);
  return folder;
}

export async function write(folder: string, files: Record<string, string | Uint8Array>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

/** A file and its reading, as a scan hands them to the index. */
export function read(id: string, text: string, stamp = '1'): { file: FileStamp; reading: Reading } {
  return { file: { file: `root/${id}.md`, stamp }, reading: parse(text, id) };
}

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
