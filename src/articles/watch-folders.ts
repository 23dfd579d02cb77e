import path from 'node:path';
import { watch } from 'chokidar';
import type { Log } from '../desk/ports.ts';
import { isArticleFile, isPassedBy } from './folder-listing.ts';

/** How long files must have been quiet before a burst counts as over, and how long it may last, in milliseconds. */
const quietMs = 300;
const burstMs = 2000;

/**
 * Calls `changed` after article files below the roots have changed, once for a burst, and at least every two seconds while
 * one lasts. Calls it once when watching has begun, too: whatever changed while it was beginning has been missed.
 */
export function watchFolders(roots: readonly string[], log: Log, changed: () => void): { close(): Promise<void> } {
  const burst = createBurst(changed);
  const watcher = watch([...roots], {
    ignoreInitial: true,
    followSymlinks: false,
    // Only names below a root: a root may itself lie in a hidden folder.
    ignored: (file, stats) =>
      (stats?.isFile() && !isArticleFile(file)) || roots.every((root) => isBelowPassedBy(path.relative(root, file))),
  });
  watcher.on('all', (event, file) => {
    if (event === 'addDir' || event === 'unlinkDir' || isArticleFile(file)) burst.touch();
  });
  watcher.on('ready', burst.touch);
  watcher.on('error', (error) =>
    log.warn({ err: error }, 'Watching the articles met an error; the next scan will tell'),
  );
  return {
    async close() {
      burst.stop();
      await watcher.close();
    },
  };
}

function isBelowPassedBy(relative: string): boolean {
  return relative.split(path.sep).some((name) => isPassedBy(name));
}

/** Gathers many touches into few calls; none after it was stopped. */
export function createBurst(call: () => void): { touch(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let endsAt: number | undefined;
  let stopped = false;
  return {
    touch() {
      if (stopped) return;
      const now = performance.now();
      endsAt ??= now + burstMs;
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          endsAt = undefined;
          call();
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
