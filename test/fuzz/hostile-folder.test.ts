import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { folderOf, full } from '../articles/article-files.ts';
import { readCorpus } from './corpus.ts';
import type { FolderScan } from './hostile-folder-program.ts';
import { largeFiles } from './large-files.ts';
import { makeCase } from './make-case.ts';
import { createNasty } from './nasty.ts';

const program = new URL('hostile-folder-program.ts', import.meta.url).pathname;
const files = 10_000;
const good = ['0/first', '55/between', 'zz/last'];

/** A good article that has nothing in common with the others. */
function goodArticle(id: string): string {
  return full
    .replaceAll('harbour', id.replace('/', '-'))
    .replace('title: "', `title: "${id}: `)
    .replace('wire', `w-${id.slice(-3)}`);
}

/** Thousands of files that are one story, each as large as 50 KB, and of which hundreds name the same pages. */
function copycat(number: number): string {
  const long =
    number % 12 === 0
      ? `related: [${Array.from({ length: 60 }, (_, page) => `{title: "${'word '.repeat(120)}", webUrl: "https://p${page}.example/${'x'.repeat(150)}"}`).join()}]\n`
      : '';
  return `---\ncategory: news\ntitle: One title\nheat: 90\npublished: true\npublishedDateTime: 2024-05-06T07:08:09Z\nwebUrl: https://copy.example/${number % 500}\n${long}---\n`;
}

function writeHostile(root: string): void {
  const [corpus, nasty] = [readCorpus(), createNasty(7)];
  for (let number = 0; number < files; number++) {
    const folder = path.join(root, String(number % 100));
    if (number < 100) mkdirSync(folder);
    const [, large] = largeFiles[number] ?? [];
    const bytes = large ?? (number % 4 === 0 ? copycat(number) : makeCase(7, number, corpus, nasty).bytes);
    writeFileSync(path.join(folder, `${number}.md`), bytes);
  }
  for (let number = 0; number < 50; number++) {
    symlinkSync('/etc', path.join(root, `out${number}`));
    symlinkSync('/etc/passwd', path.join(root, `out${number}.md`));
  }
  symlinkSync('..', path.join(root, '1/up'));
  mkdirSync(path.join(root, 'zz'));
  for (const id of good) writeFileSync(path.join(root, `${id}.md`), goodArticle(id));
}

async function scan(root: string, dataDir: string): Promise<FolderScan> {
  // A heap that would not hold all of the files, let alone what they unfold to.
  const args = ['--disable-warning=ExperimentalWarning', '--max-old-space-size=160', program, root, dataDir, ...good];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 10_000_000 });
  return JSON.parse(stdout) as FolderScan;
}

it('10,000 hostile files stop nothing: the good ones among them are decided in the same scan, and none is read twice', async () => {
  const [root, dataDir] = [await folderOf(), await folderOf()];
  writeHostile(root);

  const first = await scan(root, dataDir);
  expect(first).toMatchObject({ done: true, told: good });
  expect(first.scanned.read).toBeGreaterThan(files);
  expect(first.scanned.problems).toBeGreaterThan(files / 4);
  expect(first.logged).toBeLessThan(50);
  expect(first.longestLine).toBeLessThan(1_000);

  const second = await scan(root, dataDir);
  expect(second).toMatchObject({ done: true, told: good });
  expect(second.scanned).toMatchObject({ seen: first.scanned.seen, read: 0, problems: 0, decisions: 0 });
}, 300_000);
