import { type Dirent, realpathSync, type Stats, statSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** How long nothing else goes on while files are looked at, in milliseconds. */
const longestSliceMs = 5;

/** Something that a folder holds for the desk. Addresses begin with the root as it was given and have `/` between names. */
export type Listed =
  /** `plain`: by its own name in folders by theirs, so that it is listed once and its address says all of it. */
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly id: string;
      readonly stamp: string;
      readonly plain: boolean;
    }
  /** A folder or file that is there but cannot be looked into. */
  | { readonly kind: 'unreadable'; readonly file: string; readonly error: unknown }
  /** A link to a file outside the root, and one to a folder. */
  | { readonly kind: 'linked file'; readonly file: string }
  | { readonly kind: 'linked folder'; readonly file: string };

/** Whether a name is one of an article file. */
export function isArticleFile(name: string): boolean {
  return /\.(?:md|markdown)$/i.test(name);
}

/** Whether a file or folder of this name is left alone: hidden ones, and packages. */
export function isPassedBy(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** Whether one real path is another one or lies below it. */
export function isWithin(folder: string, candidate: string): boolean {
  if (candidate.startsWith(folder + path.sep)) return true;
  const relative = path.relative(folder, candidate);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** Whether an error says that a path no longer leads to a file. */
export function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'ELOOP'].includes(String(error.code));
}

/** A file below a root, both by their addresses. */
export interface FileBelow {
  readonly root: string;
  readonly file: string;
}

export interface Folder {
  readonly address: string;
  readonly real: string;
  /** Not reached by a link. */
  readonly plain: boolean;
}

/**
 * Lists the article files below a root, folder by folder, in an order that depends on names only, some at a time: for each
 * by itself, waiting would take as long as looking. Each real folder is entered once, by its own name before any link to it,
 * so that cycles end.
 *
 * @param entering called before it looks into a folder
 * @throws the file system's error when the root itself cannot be listed
 */
export async function* listFolder(
  root: string,
  entering: (folder: Folder) => void = () => {},
): AsyncGenerator<readonly Listed[]> {
  const realRoot = await realpath(root);
  const folders: Folder[] = [{ address: root, real: realRoot, plain: true }];
  const links: Folder[] = [];
  const entered = new Set<string>();
  let breathed = performance.now();

  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop() ?? links.shift()) {
    if (entered.has(folder.real)) continue;
    entered.add(folder.real);
    entering(folder);
    let entries: Dirent[];
    try {
      entries = (await readdir(folder.real, { withFileTypes: true })).filter(({ name }) => !isPassedBy(name));
    } catch (error) {
      if (folder.real === realRoot) throw error;
      if (!isGone(error)) yield [{ kind: 'unreadable', file: folder.address, error }];
      continue;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));

    let listed: Listed[] = [];
    for (const entry of entries) {
      if (performance.now() - breathed > longestSliceMs) {
        yield listed;
        listed = [];
        await setImmediate();
        breathed = performance.now();
      }
      const seen = look(entry, root, realRoot, folder);
      if (seen === undefined) continue;
      if (seen.kind !== 'folder') listed.push(seen);
      else if (seen.linked) links.push(seen);
      else folders.push(seen);
    }
    yield listed;
  }
}

type Seen = Listed | (Folder & { readonly kind: 'folder'; readonly linked: boolean }) | undefined;

/** Waits for the system: what there is to know of a file takes it less time than to hand the question to another thread. */
function look(entry: Dirent, root: string, realRoot: string, folder: Folder): Seen {
  const address = `${folder.address}/${entry.name}`;
  const place = path.join(folder.real, entry.name);
  if (entry.isDirectory()) return { kind: 'folder', address, real: place, plain: folder.plain, linked: false };
  const linked = entry.isSymbolicLink();
  if (!linked && !(entry.isFile() && isArticleFile(entry.name))) return undefined;
  try {
    const real = linked ? realpathSync.native(place) : place;
    const stats = statSync(real);
    const isArticle = stats.isFile() && isArticleFile(entry.name);
    if (!isArticle && !stats.isDirectory()) return undefined;
    if (!isWithin(realRoot, real))
      return { kind: stats.isDirectory() ? 'linked folder' : 'linked file', file: address };
    if (stats.isDirectory()) return { kind: 'folder', address, real, plain: false, linked };
    const plain = folder.plain && !linked && address === address.normalize('NFC');
    return { kind: 'file', file: address, id: identity(root, address), stamp: stampOf(stats), plain };
  } catch (error) {
    return isGone(error) || !isArticleFile(entry.name) ? undefined : { kind: 'unreadable', file: address, error };
  }
}

/** Times are to a quarter of a microsecond, which no file system that is in use tells from the next. */
export function stampOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size}-${mtimeMs}-${ctimeMs}-${ino}`;
}

/** An article's identity: its file's path below the root, without the extension. */
export function identity(root: string, address: string): string {
  const below = address.slice(root.length + 1);
  const end = below.lastIndexOf('.');
  return (end === -1 ? below : below.slice(0, end)).normalize('NFC');
}
