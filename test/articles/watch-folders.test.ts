import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createFolderSource } from '../../src/articles/folder-source.ts';
import { createBurst } from '../../src/articles/watch-folders.ts';
import { eventually } from '../support/eventually.ts';
import { file, folderOf, full, needed, silent, write } from './article-files.ts';

const simple = file(...needed);

describe('a burst of changes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one call, once files have been quiet', () => {
    const call = vi.fn();
    const burst = createBurst(call);
    for (let touch = 0; touch < 2000; touch++) burst.touch();
    vi.advanceTimersByTime(299);
    expect(call).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('that does not end is told every two seconds', () => {
    const call = vi.fn();
    const burst = createBurst(call);
    for (let ms = 0; ms < 10_000; ms += 100) {
      burst.touch();
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(1000);
    expect(call).toHaveBeenCalledTimes(5);
  });

  it('is not told after the end of watching', () => {
    const call = vi.fn();
    const burst = createBurst(call);
    burst.touch();
    burst.stop();
    burst.touch();
    vi.advanceTimersByTime(5000);
    expect(call).not.toHaveBeenCalled();
  });
});

describe('watching a folder', () => {
  /** Watches, listing the folder whenever more than files changed, as a scan does. */
  async function watching(root: string) {
    const told: (readonly string[] | undefined)[] = [];
    const source = createFolderSource({ roots: [root], log: silent });
    const list = () => Array.fromAsync(source.list()).catch(() => []);
    const watcher = source.watch((files) => {
      told.push(files);
      if (files === undefined) void list();
    });
    onTestFinished(() => watcher.close());
    await list();
    return { calls: () => told.length, told, list };
  }

  it('tells of files that come, change, move and go', async () => {
    const root = await folderOf({ 'deep/a.md': simple });
    const { calls } = await watching(root);
    let before = 0;
    for (const change of [
      () => write(root, { 'new/b.md': simple }),
      () => write(root, { 'deep/a.md': full }),
      () => rename(path.join(root, 'deep/a.md'), path.join(root, 'deep/c.md')),
      () => rm(path.join(root, 'deep'), { recursive: true }),
    ]) {
      before = calls();
      await change();
      await eventually(() => expect(calls()).toBeGreaterThan(before));
    }
  });

  it('goes on in what a listing finds in the place of a root whose parent was replaced', async () => {
    const site = await folderOf({ 'now/news/deep/a.md': simple, 'next/news/deep/a.md': simple });
    const root = path.join(site, 'now/news');
    const { told, list } = await watching(root);
    await rename(path.join(site, 'now'), path.join(site, 'before'));
    await rename(path.join(site, 'next'), path.join(site, 'now'));
    await list();
    await write(root, { 'deep/a.md': full });
    await eventually(() => expect(told).toContainEqual([`${root}/deep/a.md`]));
  });

  it('tells of a burst of 2,000 files in very few calls', async () => {
    const root = await folderOf({ 'a.md': simple });
    const { calls } = await watching(root);
    const names = Array.from({ length: 2000 }, (_, number) => `2024/article-${number}.md`);
    await mkdir(path.join(root, '2024'));
    await Promise.all(names.map((name) => writeFile(path.join(root, name), simple)));
    await eventually(() => expect(calls()).toBeGreaterThan(0));
    await write(root, { 'last.md': simple });
    const before = calls();
    await eventually(() => expect(calls()).toBeGreaterThan(before));
    expect(calls()).toBeLessThan(20);
  });

  it('follows a root that is a link, and survives one that is not there', async () => {
    const root = await folderOf({ 'versions/1/a.md': simple });
    await symlink('versions/1', path.join(root, 'current'));
    const { calls } = await watching(path.join(root, 'current'));
    await write(root, { 'versions/1/a.md': full });
    await eventually(() => expect(calls()).toBeGreaterThan(0));
    await watching(path.join(root, 'missing'));
  });
});
