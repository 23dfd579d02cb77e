import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { FileStamp } from '../desk/ports.ts';
import { type FileBelow, identity, isArticleFile, stampOf } from './folder-listing.ts';

/**
 * The stamps of single files, when a listing would say nothing else of them: each is a file, not a link, in a folder that is
 * none either, and no other file of that place below any root has its identity. Of whatever else undefined is said, as when
 * one is gone.
 */
export async function lookAtFiles(
  roots: readonly string[],
  files: readonly FileBelow[],
): Promise<FileStamp[] | undefined> {
  try {
    const folders = Map.groupBy(files, ({ file }) => path.dirname(file));
    for (const [folder, [some]] of folders)
      if (some === undefined || !(await isPlain(some.root, folder))) return undefined;
    const owners = await Promise.all([...folders.values()].map((here) => areAlone(roots, here)));
    if (owners.includes(false)) return undefined;
    return await Promise.all(files.map(({ file }) => lookAt(file)));
  } catch {
    // A listing tells what is wrong.
    return undefined;
  }
}

async function isPlain(root: string, folder: string): Promise<boolean> {
  const [realRoot, real] = await Promise.all([realpath(root), realpath(folder)]);
  return real === path.join(realRoot, folder.slice(root.length));
}

/** Whether files of one folder are there, each the only one of its identity. */
async function areAlone(roots: readonly string[], files: readonly FileBelow[]): Promise<boolean> {
  const [first] = files;
  if (first === undefined) return true;
  const below = path.dirname(first.file).slice(first.root.length);
  const names = await Promise.all(roots.map((root) => readdir(root + below).catch(() => [])));
  const uses = new Map(files.map(({ file }) => [idOf(path.basename(file)), 0]));
  for (const name of names.flat()) {
    // Of thousands of names in a folder, hardly any has one of these identities.
    const used = uses.get(idOf(name));
    if (used !== undefined && isArticleFile(name)) uses.set(idOf(name), used + 1);
  }
  return files.every(({ file }) => file === file.normalize('NFC')) && [...uses.values()].every((used) => used === 1);
}

/** What tells a file from others of its folder. */
function idOf(name: string): string {
  return identity('', `/${name}`);
}

async function lookAt(file: string): Promise<FileStamp> {
  const stats = await lstat(file);
  if (!stats.isFile()) throw new Error('Not a file.');
  return { file, stamp: stampOf(stats) };
}
