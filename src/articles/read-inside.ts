import { constants } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { isGone, isWithin } from './folder-listing.ts';

export type FileContent =
  /** `changedAt`: when the file, or what the system notes of it, last changed; milliseconds since 1970. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly changedAt: number }
  /** The path leads out of the root. */
  | { readonly kind: 'outside' }
  | { readonly kind: 'forbidden' }
  /** Gone, or changed while it was read, or the machine could not read it just now. */
  | { readonly kind: 'unsettled'; readonly error?: unknown };

/** Reads a file whose real path is inside a root; at most one byte more than `maxBytes`, which tells that it is too large. */
export async function readInside(root: string, file: string, maxBytes: number): Promise<FileContent> {
  let handle: FileHandle | undefined;
  try {
    const realRoot = await realpath(root);
    const real = await realpath(file);
    if (!isWithin(realRoot, real)) return { kind: 'outside' };
    // A link or a pipe that takes the file's place now is not followed, and not waited for. Windows has neither flag.
    handle = await open(real, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) return { kind: 'forbidden' };
    const bytes = await readUpTo(handle, Math.min(Number(before.size), maxBytes) + 1);
    // A folder on the way may have become a link meanwhile.
    const now = await realpath(file);
    if (!isWithin(realRoot, now)) return { kind: 'outside' };
    const after = await stat(now, { bigint: true });
    const settled =
      bytes.byteLength === Math.min(Number(before.size), maxBytes + 1) &&
      before.ino === after.ino &&
      before.size === after.size &&
      before.mtimeNs === after.mtimeNs &&
      before.ctimeNs === after.ctimeNs;
    if (!settled) return { kind: 'unsettled' };
    // Not mtime: a copy may be given that of its original.
    return { kind: 'bytes', bytes, changedAt: Number(after.ctimeMs) };
  } catch (error) {
    if (isGone(error)) return { kind: 'unsettled' };
    return isForbidden(error) ? { kind: 'forbidden' } : { kind: 'unsettled', error };
  } finally {
    await handle?.close();
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
}

async function readUpTo(handle: FileHandle, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}
