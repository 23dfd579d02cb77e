import { execFileSync } from 'node:child_process';
import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFolderSource } from '../../src/articles/folder-source.ts';
import type { ArticleSource, Reading } from '../../src/desk/ports.ts';
import { file, folderOf, full, needed, silent, write } from './article-files.ts';

const sourceOf = (...roots: string[]): ArticleSource => createFolderSource({ roots, log: silent });
const simple = file(...needed);

async function listed(source: ArticleSource): Promise<Map<string, string>> {
  return new Map((await Array.fromAsync(source.list())).map(({ file, stamp }) => [file, stamp]));
}

/** What a scan would make of everything: article ids, or what is wrong. */
async function scanned(source: ArticleSource): Promise<string[]> {
  const files = [...(await listed(source)).keys()];
  const readings = await Promise.all(files.map((file) => source.read(file)));
  return readings.map(summary).sort();
}

function summary(reading: Reading): string {
  if (reading.kind === 'article') return reading.article.id;
  return reading.kind === 'problem' ? `problem: ${reading.problems[0]?.holds}` : reading.kind;
}

/** Runs `work` as a user who may not enter `folder`; the tests may run as one who may do everything. */
async function withoutRightTo(folder: string, work: () => Promise<void>): Promise<void> {
  const { geteuid, seteuid } = process;
  await chmod(folder, 0o000);
  const isRoot = geteuid?.() === 0;
  if (isRoot) seteuid?.(65_534);
  try {
    await work();
  } finally {
    if (isRoot) seteuid?.(0);
    await chmod(folder, 0o755);
  }
}

describe('a folder of articles', () => {
  it('gives every article its path below the root, without the extension, as identity', async () => {
    const root = await folderOf({ 'a.md': simple, 'deep/er/b.markdown': simple, 'deep/C.MD': simple, 'x.txt': simple });
    expect(await scanned(sourceOf(root))).toEqual(['a', 'deep/C', 'deep/er/b']);
    expect(await scanned(sourceOf(`${root}/`))).toEqual(['a', 'deep/C', 'deep/er/b']);
  });

  it('gives one identity to names that only the encoding of accents tells apart', async () => {
    const root = await folderOf({ 'cafe\u0301.md': simple });
    expect(await scanned(sourceOf(root))).toEqual(['caf\u00e9']);
  });

  it('passes by hidden files and folders, and packages', async () => {
    const root = await folderOf({ '.a.md': simple, '.git/b.md': simple, 'node_modules/c.md': simple, 'd.md': simple });
    expect(await scanned(sourceOf(root))).toEqual(['d']);
  });

  it('changes a file’s stamp with its bytes, even when size and name stay', async () => {
    const root = await folderOf({ 'a.md': full, 'b.md': full });
    const source = sourceOf(root);
    const before = await listed(source);
    expect(await listed(source)).toEqual(before);
    await write(root, { 'a.md': full.replace('heat: 189', 'heat: 198') });
    const after = await listed(source);
    expect(after.get(`${root}/a.md`)).not.toBe(before.get(`${root}/a.md`));
    expect(after.get(`${root}/b.md`)).toBe(before.get(`${root}/b.md`));
  });

  it('follows links inside the root, once, and whatever circles they make', async () => {
    const root = await folderOf({ 'a/one.md': simple, '.data/two.md': simple });
    await symlink('../.data/two.md', path.join(root, 'a/two.md'));
    await symlink('..', path.join(root, 'a/up'));
    await symlink('loop', path.join(root, 'loop'));
    await symlink('.data', path.join(root, 'data'));
    await symlink('a', path.join(root, '0'));
    expect(await scanned(sourceOf(root))).toEqual(['a/one', 'a/two', 'data/two']);
  });

  it('reads a root that is a link itself', async () => {
    const root = await folderOf({ 'versions/1/a.md': simple });
    await symlink('versions/1', path.join(root, 'current'));
    expect(await scanned(sourceOf(path.join(root, 'current')))).toEqual(['a']);
  });

  it('follows no link out of the root', async () => {
    const outside = await folderOf({ 'secret.md': simple, 'folder/other.md': simple });
    const root = await folderOf({ 'a.md': simple });
    await symlink(path.join(outside, 'secret.md'), path.join(root, 'link.md'));
    await symlink(path.join(outside, 'folder'), path.join(root, 'folder'));
    expect(await scanned(sourceOf(root))).toEqual(['a', 'problem: a link that leads out of the folder']);
  });

  it('reads no file outside its folders, whatever it is asked', async () => {
    const outside = await folderOf({ 'secret.md': simple });
    const root = await folderOf({ 'a.md': simple });
    const source = sourceOf(root);
    expect(await source.read(path.join(outside, 'secret.md'))).toMatchObject({ kind: 'problem' });
    expect(await source.read(`${root}/../${path.basename(outside)}/secret.md`)).toMatchObject({ kind: 'problem' });
  });

  it('reads no more of a file than an article may have', async () => {
    const root = await folderOf({ 'big.md': Buffer.alloc(10_000_000, full) });
    expect(await scanned(sourceOf(root))).toEqual(['problem: more than 1 MiB']);
  });

  it('says that a file is gone rather than wrong when it went before it was read', async () => {
    const root = await folderOf({ 'a.md': simple });
    const source = sourceOf(root);
    await rm(path.join(root, 'a.md'));
    expect(await source.read(`${root}/a.md`)).toEqual({ kind: 'unsettled' });
  });

  it('never takes parts of two versions for an article while a file is replaced again and again', async () => {
    const root = await folderOf({ 'a.md': full });
    const source = sourceOf(root);
    const long = `${full}${'-'.repeat(400_000)}`;
    let isDone = false;
    const replacing = (async () => {
      for (let round = 0; !isDone; round++) await writeFile(path.join(root, 'a.md'), round % 2 === 0 ? long : full);
    })();
    const kinds = new Set<string>();
    for (let round = 0; round < 60; round++) kinds.add((await source.read(`${root}/a.md`)).kind);
    isDone = true;
    await replacing;
    // Between being emptied and being written, a file is honestly an empty one.
    expect([...kinds].filter((kind) => !['article', 'unsettled', 'passed over'].includes(kind))).toEqual([]);
    expect(summary(await source.read(`${root}/a.md`))).toBe('a');
  });

  it('takes neither a folder nor a pipe that is called an article for a file, and waits for neither', async () => {
    const root = await folderOf({ 'folder.md/a.md': simple });
    execFileSync('sh', ['-c', 'mkfifo "$0"', path.join(root, 'pipe.md')]);
    const source = sourceOf(root);
    expect(await scanned(source)).toEqual(['folder.md/a']);
    expect(await source.read(`${root}/folder.md`)).toMatchObject({ kind: 'problem' });
    expect(await source.read(`${root}/pipe.md`)).toMatchObject({ kind: 'problem' });
  });
});

describe('two files of one identity', () => {
  it('are one article, the first one, and a problem that names it', async () => {
    const root = await folderOf({ 'a.md': simple, 'a.markdown': simple });
    expect(await scanned(sourceOf(root))).toEqual(['a', `problem: the same name as ${root}/a.markdown`]);
  });

  it('are settled by the order of the roots', async () => {
    const [first, second] = [await folderOf({ 'x/a.md': simple }), await folderOf({ 'x/a.md': full, 'b.md': simple })];
    const source = sourceOf(first, second);
    expect(await scanned(source)).toEqual(['b', `problem: the same name as ${first}/x/a.md`, 'x/a']);
    expect(await source.read(`${first}/x/a.md`)).toHaveProperty('article.title', 'A title');
  });

  it('give the second one its turn, under a new stamp, when the first goes', async () => {
    const [first, second] = [await folderOf({ 'a.md': simple }), await folderOf({ 'a.md': full })];
    const source = sourceOf(first, second);
    const before = await listed(source);
    await rm(path.join(first, 'a.md'));
    const after = await listed(source);
    expect(after.get(`${second}/a.md`)).not.toBe(before.get(`${second}/a.md`));
    expect(await scanned(source)).toEqual(['a']);
  });

  it('do not come of a root that is named twice, or lies in another', async () => {
    const root = await folderOf({ 'in/a.md': simple });
    expect(await scanned(sourceOf(root, path.join(root, 'in'), `${root}/`))).toEqual(['in/a']);
  });
});

describe('what cannot be read', () => {
  it('stops the listing when it is a root, with a sentence that names it', async () => {
    const missing = path.join(await folderOf(), 'missing');
    await expect(listed(sourceOf(missing))).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringMatching(/missing" \(from ARTICLES_DIR\) does not exist\.$/),
    });
    // A log would write the system's words behind the sentence.
    await expect(listed(sourceOf(missing))).rejects.not.toHaveProperty('cause');
    const root = await folderOf({ 'a.md': simple });
    await expect(listed(sourceOf(`${root}/a.md`))).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringMatching(/a\.md" \(from ARTICLES_DIR\) is not a folder\.$/),
    });
  });

  it('is a problem of its own when it is a folder below', async () => {
    const root = await folderOf({ 'a.md': simple, 'closed/b.md': simple });
    await chmod(root, 0o755);
    const source = sourceOf(root);
    await withoutRightTo(path.join(root, 'closed'), async () => {
      expect([...(await listed(source)).keys()]).toEqual([`${root}/a.md`, `${root}/closed`]);
      expect(await scanned(source)).toEqual(['a', 'problem: nothing that this program may read']);
    });
    expect(await scanned(source)).toEqual(['a', 'closed/b']);
  });

  it('is a problem of its own when it is a file', async () => {
    const root = await folderOf({ 'a.md': simple, 'b.md': simple });
    await chmod(root, 0o755);
    await withoutRightTo(path.join(root, 'b.md'), async () => {
      expect(await scanned(sourceOf(root))).toEqual(['a', 'problem: nothing that this program may read']);
    });
  });
});
