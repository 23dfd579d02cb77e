import { type FSWatcher, statSync, watch } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { Log } from '../desk/ports.ts';
import { type Folder, isArticleFile, isPassedBy } from './folder-listing.ts';

/** How long files must have been quiet before a burst counts as over, and how long it may last, in milliseconds. */
const quietMs = 300;
const burstMs = 2000;

/** More files than this are not told one by one. */
const mostNamed = 1000;

/** Calls with the addresses of the only files that changed, or without them when more than that may have. */
export type Changed = (files?: readonly string[]) => void;

/** Watches the folders that listings find. Files have no watch of their own: tens of thousands take much memory. */
export interface FolderWatch {
  /** A listing begins. */
  begin(): void;
  /** It is about to look into a folder, which is watched from now on: what changes later is told. */
  enter(folder: Folder): void;
  /** It came to its end: folders that it did not find are no longer watched. */
  end(): void;
  close(): void;
}

/**
 * Calls `changed` after article files, or folders, have changed: once for a burst, and at least every two seconds while one
 * lasts. What the system fails to tell is left to the next listing.
 */
export function createFolderWatch(log: Log, changed: Changed): FolderWatch {
  const burst = createBurst(changed);
  const watched = new Map<string, { readonly watcher: FSWatcher; readonly ino: number }>();
  let found = new Set<string>();
  let isTold = false;

  function drop(place: string): boolean {
    const gone = [...watched].filter(([real]) => real === place || real.startsWith(place + path.sep));
    for (const [real, { watcher }] of gone) {
      watched.delete(real);
      watcher.close();
    }
    return gone.length > 0;
  }

  function fail(error: unknown): void {
    if (!isTold) log.warn({ err: error }, 'Not every folder of articles can be watched; scans find what changes there');
    isTold = true;
  }

  async function heard({ real, address }: Folder, event: string, name: string | null): Promise<void> {
    if (name === null) return burst.touch();
    if (isPassedBy(name)) return;
    const place = path.join(real, name);
    // A folder tells its own end by its own name. Whatever takes a folder's place is another one, to be watched anew.
    const isFolder = event === 'rename' && (drop(place) || (name === path.basename(real) && drop(real)));
    if (isFolder) burst.touch();
    else if (isArticleFile(name)) burst.touch(`${address}/${name}`);
    else if (event === 'rename' && (await mayBeFolder(place))) burst.touch();
  }

  return {
    begin() {
      found = new Set();
    },
    enter(folder) {
      const { real } = folder;
      found.add(real);
      try {
        const { ino } = statSync(real);
        if (watched.get(real)?.ino === ino) return;
        // A folder tells nothing of one above it that is replaced with all that it holds.
        drop(real);
        const watcher = watch(real, (event, name) => void heard(folder, event, name));
        watcher.on('error', (error) => {
          drop(real);
          fail(error);
        });
        watched.set(real, { watcher, ino });
      } catch (error) {
        fail(error);
      }
    },
    end() {
      for (const real of watched.keys()) if (!found.has(real)) drop(real);
    },
    close() {
      burst.stop();
      for (const { watcher } of watched.values()) watcher.close();
      watched.clear();
    },
  };
}

async function mayBeFolder(place: string): Promise<boolean> {
  const stats = await lstat(place).catch(() => undefined);
  return stats !== undefined && (stats.isDirectory() || stats.isSymbolicLink());
}

/** Gathers many touches into few calls; none after it was stopped. */
export function createBurst(call: Changed): { touch(file?: string): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let endsAt: number | undefined;
  let stopped = false;
  let files: Set<string> | undefined = new Set();
  return {
    touch(file) {
      if (stopped) return;
      if (file === undefined || files?.size === mostNamed) files = undefined;
      else files?.add(file);
      const now = performance.now();
      endsAt ??= now + burstMs;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          const named = files && [...files];
          endsAt = undefined;
          files = new Set();
          call(named);
        },
        Math.max(0, Math.min(quietMs, endsAt - now)),
      );
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
