import { availableParallelism } from 'node:os';
import type { FileBelow } from './folder-listing.ts';
import { type FileReading, readArticle } from './read-article.ts';
import { type Job, type ReadingWorker, startReadingWorker } from './reading-worker.ts';

/**
 * Files read at a time in this thread. Each may take 1 MiB and keep the program busy for a tenth of a second; more at a time
 * would hardly be faster.
 */
const readsHere = 8;

/** So many files have to wait before threads are started for them, which takes as long as reading a hundred. */
const worthThreads = 100;

/** How many files a thread is given in one message. */
const groupSize = 16;

/** How long threads stay without anything to read, in milliseconds: they take memory. */
const idleMs = 1000;

/** One core is left to this thread, which has to write and to answer. */
const mostThreads = Math.max(1, Math.min(3, availableParallelism() - 1));

/** Reads article files: a few in this thread, many in threads of their own, which go away when they have nothing to do. */
export function createReaders(
  program = new URL('./reading-program.ts', import.meta.url),
): (file: FileBelow) => Promise<FileReading> {
  const waiting: Job[] = [];
  let workers: ReadingWorker[] = [];
  let here = 0;
  let away = 0;
  let threads = mostThreads;
  let idle: NodeJS.Timeout | undefined;

  function start(): void {
    try {
      const worker = startReadingWorker(program, share, (left, guilty) => {
        workers = workers.filter((other) => other !== worker);
        // One that fails of itself would do so again: without threads all goes on, only slower.
        if (left.length > 0 && !guilty) threads = 0;
        waiting.unshift(...left);
        share();
      });
      workers.push(worker);
    } catch {
      // The machine has no more for this program.
      threads = workers.length;
    }
  }

  function share(): void {
    if (waiting.length >= worthThreads) while (workers.length < threads) start();
    for (const worker of workers)
      while (waiting.length > 0 && worker.isFree()) worker.take(waiting.splice(0, groupSize));
    while (workers.length === 0 && waiting.length > 0 && here < readsHere) void readHere(waiting.shift());
  }

  async function readHere(job: Job | undefined): Promise<void> {
    if (job === undefined) return;
    here += 1;
    job.done(await readArticle(job));
    here -= 1;
    share();
  }

  function endWorkers(): void {
    for (const worker of workers.splice(0)) worker.end();
  }

  return async (file) => {
    away += 1;
    clearTimeout(idle);
    const reading = await new Promise<FileReading>((done) => {
      // What is asked for in one go is shared out together.
      if (waiting.push({ ...file, done }) === 1) queueMicrotask(share);
    });
    away -= 1;
    if (away === 0) idle = setTimeout(endWorkers, idleMs).unref();
    return reading;
  };
}
