import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createFolderSource } from '../../src/articles/folder-source.ts';
import type { ArticleSource } from '../../src/desk/ports.ts';
import { refresh } from '../../src/desk/refresh.ts';
import { eventually } from '../support/eventually.ts';
import { file, folderOf, full, needed, silent, write } from './article-files.ts';
import { memoryIndex } from './indexes.ts';

const simple = file(...needed);
const files = { 'a.md': simple, 'deep/b.md': simple, 'deep/c.md': simple };

async function listed(source: ArticleSource): Promise<Map<string, string>> {
  return new Map((await Array.fromAsync(source.list())).map(({ file, stamp }) => [file, stamp]));
}

/** A source whose latest listing was of these files, and what it says of single ones after something happened. */
async function lookAfter(root: string, happens: () => Promise<unknown>, names: readonly string[], more: string[] = []) {
  const source = createFolderSource({ roots: [root, ...more], log: silent });
  await listed(source);
  await happens();
  const looked = await source.look(names.map((name) => `${root}/${name}`));
  return { looked, listing: await listed(source) };
}

describe('single files that were told to have changed', () => {
  it.each([
    ['a file that was known', { 'deep/b.md': full }],
    ['a file that is new', { 'deep/new.markdown': full }],
    ['several, in several folders', { 'a.md': full, 'deep/c.md': full, 'z.md': simple }],
  ])('are %s: a look at them says what a listing says', async (_, written) => {
    const root = await folderOf(files);
    const { looked, listing } = await lookAfter(root, () => write(root, written), Object.keys(written));
    expect(looked?.map(({ file }) => file)).toEqual(Object.keys(written).map((name) => `${root}/${name}`));
    for (const { file, stamp } of looked ?? []) expect(stamp).toBe(listing.get(file));
  });

  it.each<[string, (root: string) => Promise<unknown>, string[]]>([
    ['that is gone', (root) => rm(`${root}/a.md`), ['a.md']],
    ['that is a folder', (root) => mkdir(`${root}/new.md`), ['new.md']],
    ['that is a link', (root) => symlink('a.md', `${root}/new.md`), ['new.md']],
    ['whose identity another has', (root) => write(root, { 'deep/b.markdown': simple }), ['deep/b.markdown']],
    ['that has the identity of another', (root) => write(root, { 'a.markdown': simple, 'a.md': full }), ['a.md']],
    [
      'in a folder that has become a link',
      async (root) => {
        await rename(`${root}/deep`, `${root}/deeper`);
        await symlink('deeper', `${root}/deep`);
      },
      ['deep/b.md'],
    ],
    ['whose accents are written in two ways', (root) => write(root, { 'cafe\u0301.md': simple }), ['cafe\u0301.md']],
  ])('are left to a listing when there is one %s', async (_, happens, names) => {
    const root = await folderOf(files);
    expect((await lookAfter(root, () => happens(root), names)).looked).toBeUndefined();
  });

  it('are left to a listing when another root has a file of the same identity', async () => {
    const [root, other] = [await folderOf({ 'x/b.md': simple }), await folderOf({ 'x/a.md': simple })];
    const { looked } = await lookAfter(root, () => write(root, { 'x/a.md': full }), ['x/a.md'], [other]);
    expect(looked).toBeUndefined();
  });

  it('are left to a listing when another root leads to the same folder', async () => {
    const [root, other] = [await folderOf(files), path.join(await folderOf(), 'link')];
    await symlink(path.join(root, 'deep'), other);
    const { looked } = await lookAfter(root, () => write(root, { 'deep/b.md': full }), ['deep/b.md'], [other]);
    expect(looked).toBeUndefined();
  });

  it.each<[string, (root: string) => Promise<unknown>]>([
    ['links', (root) => symlink('a.md', `${root}/link.md`)],
    ['two files of one identity', (root) => write(root, { 'deep/b.markdown': simple })],
  ])('are left to a listing while there are %s anywhere', async (_, before) => {
    const root = await folderOf(files);
    await before(root);
    const { looked } = await lookAfter(root, () => write(root, { 'a.md': full }), ['a.md']);
    expect(looked).toBeUndefined();
  });

  it('are left to a listing before there was any', async () => {
    const root = await folderOf(files);
    expect(await createFolderSource({ roots: [root], log: silent }).look([`${root}/a.md`])).toBeUndefined();
  });
});

it('a folder that is watched and refreshed by what is told ends as one that is listed, whatever happens in it', async () => {
  const root = await folderOf(files);
  const source = createFolderSource({ roots: [root], log: silent });
  const index = memoryIndex();
  let refreshing = Promise.resolve<unknown>(undefined);
  const watching = source.watch((named) => {
    refreshing = refreshing.then(() => refresh(source, index, named && { files: named }));
  });
  onTestFinished(() => watching.close());
  await refresh(source, index);
  for (const happens of [
    () => write(root, { 'a.md': full }),
    () => write(root, { 'new/in/d.md': full }),
    () => rename(path.join(root, 'deep'), path.join(root, 'moved')),
    () => writeFile(path.join(root, 'moved/e.md'), simple),
    () => rm(path.join(root, 'moved/b.md')),
    () => write(root, { 'deep/b.md': simple }),
    () => writeFile(path.join(root, 'new/in/f.md'), full),
  ]) {
    await happens();
    await eventually(async () => {
      await refreshing;
      const anew = memoryIndex();
      const other = createFolderSource({ roots: [root], log: silent });
      await refresh(other, anew);
      const all = async (of: typeof index) => (await of.changes(undefined, 100)).articleIds.toSorted();
      expect(await all(index)).toEqual(await all(anew));
      expect(await index.stale(await Array.fromAsync(other.list()))).toEqual([]);
    });
  }
});
