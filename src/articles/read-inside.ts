import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import { isGone, isWithin } from './folder-listing.ts';

/** The calls of the file system that it takes to read a file. */
export interface FileCalls {
  open(file: string, flags: number): Awaitable<OpenFile>;
  realpath(path: string): Awaitable<string>;
  stat(path: string): Awaitable<Stats>;
}

interface OpenFile {
  stat(): Awaitable<Stats>;
  read(buffer: Uint8Array, offset: number, length: number): Awaitable<{ readonly bytesRead: number }>;
  close(): Awaitable<void>;
}

type Awaitable<T> = T | Promise<T>;

/** Other work goes on meanwhile. */
export const patientCalls: FileCalls = { open, realpath, stat };

/** The whole thread waits: several times as fast, for one that has nothing else to do. */
export const waitingCalls: FileCalls = {
  open(file, flags) {
    const handle = openSync(file, flags);
    return {
      stat: () => fstatSync(handle),
      read: (buffer, offset, length) => ({ bytesRead: readSync(handle, buffer, offset, length, null) }),
      close: () => closeSync(handle),
    };
  },
  realpath: realpathSync.native,
  stat: (path) => statSync(path),
};

export type FileContent =
  /** `changedAt`: when the file, or what the system notes of it, last changed; milliseconds since 1970. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly changedAt: number }
  /** The path leads out of the root. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'forbidden' }
  /** Gone, or changed while it was read, or the machine could not read it just now. */
  | { readonly kind: 'unsettled'; readonly error?: unknown };

/** Reads a file whose real path is inside a root; at most one byte more than `maxBytes`, which tells that it is too large. */
export async function readInside(
  root: string,
  file: string,
  maxBytes: number,
  calls: FileCalls = patientCalls,
): Promise<FileContent> {
  let handle: OpenFile | undefined;
  try {
    handle = await openInside(root, file, calls);
    if (handle === undefined) return { kind: 'outside' };
    const before = await handle.stat();
    if (!before.isFile()) return { kind: 'forbidden' };
    const bytes = await readUpTo(handle, Math.min(before.size, maxBytes + 1));
    // A folder on the way may be a link, or may have become one meanwhile: this is what tells where the bytes are from.
    const real = await realpathInside(root, file, calls);
    if (real === undefined) return { kind: 'outside' };
    const after = await calls.stat(real);
    const settled =
      bytes.byteLength === Math.min(before.size, maxBytes + 1) &&
      before.dev === after.dev &&
      before.ino === after.ino &&
      before.size === after.size &&
      before.mtimeMs === after.mtimeMs &&
      before.ctimeMs === after.ctimeMs;
    if (!settled) return { kind: 'unsettled' };
    // Not mtime: a copy may be given that of its original.
    return { kind: 'bytes', bytes, changedAt: after.ctimeMs };
  } catch (error) {
    if (isGone(error)) return { kind: 'unsettled' };
    return isForbidden(error) ? { kind: 'forbidden' } : { kind: 'unsettled', error };
  } finally {
    await handle?.close();
  }
}

/** Follows a link to a file only once it is known where it leads; undefined when that is outside. */
async function openInside(root: string, file: string, calls: FileCalls): Promise<OpenFile | undefined> {
  try {
    return await calls.open(file, noLink);
  } catch (error) {
    if (!hasCode(error, 'ELOOP')) throw error;
    const real = await realpathInside(root, file, calls);
    return real === undefined ? undefined : await calls.open(real, noLink);
  }
}

/** A link or a pipe in a file's place is not followed, and not waited for. Windows has neither flag. */
const noLink = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

async function realpathInside(root: string, file: string, calls: FileCalls): Promise<string | undefined> {
  const realRoot = await calls.realpath(root);
  const real = await calls.realpath(file);
  return isWithin(realRoot, real) ? real : undefined;
}

function isForbidden(error: unknown): boolean {
  return hasCode(error, 'EACCES', 'EPERM');
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

async function readUpTo(handle: OpenFile, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
