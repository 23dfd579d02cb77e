import { type MessagePort, Worker } from 'node:worker_threads';
import type { FileBelow } from './folder-listing.ts';
import { wholeFileProblem } from './parse-article.ts';
import { type FileReading, settled } from './read-article.ts';

/** A file to read, and whom to tell. */
export interface Job extends FileBelow {
  done(reading: FileReading): void;
}

/** Far more than the largest file takes; a thread that wants more ends, and the program goes on. */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 32 };

/** Groups of files that a thread has at a time: enough for as long as this one may be busy otherwise. */
const groupsAhead = 16;

export interface ReadingWorker {
  /** Whether it can take a group now. */
  isFree(): boolean;
  take(group: readonly Job[]): void;
  end(): void;
}

/**
 * Starts a thread that reads files. What ends it is one file's fault if it was at work on one.
 *
 * @param freed called when it has done a group
 * @param died called with the files that it leaves; `guilty`: whether one was to blame, which is not among them
 */
export function startReadingWorker(
  program: URL,
  freed: () => void,
  died: (left: readonly Job[], guilty: boolean) => void,
): ReadingWorker {
  /** Which of the files that were ever given to it the thread is at work on, counted from 1. */
  const current = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(program, { workerData: current, resourceLimits });
  const groups: { readonly first: number; readonly jobs: readonly Job[] }[] = [];
  let given = 0;
  worker.unref();

  worker.on('message', (readings: readonly FileReading[]) => {
    const group = groups.shift();
    if (groups.length === 0) worker.unref();
    for (const [place, job] of group?.jobs.entries() ?? []) job.done(readings[place] ?? { kind: 'unsettled' });
    freed();
  });
  // The end follows.
  worker.on('error', () => {});
  worker.on('exit', () => {
    const left = groups
      .splice(0)
      .flatMap(({ first, jobs }) => jobs.map((job, place) => ({ job, number: first + place })));
    const guilty = left.find(({ number }) => number === current[0])?.job;
    guilty?.done(settled(wholeFileProblem(guilty.file, 'more than this program can take in', 'a simpler file')));
    died(
      left.map(({ job }) => job).filter((job) => job !== guilty),
      guilty !== undefined,
    );
  });

  return {
    isFree: () => groups.length < groupsAhead,
    take(jobs) {
      worker.ref();
      groups.push({ first: given + 1, jobs });
      given += jobs.length;
      worker.postMessage(jobs.map(({ root, file }): FileBelow => ({ root, file })));
    },
    end: () => void worker.terminate(),
  };
}

/**
 * The thread's side: answers each group of files that comes with what they come to.
 *
 * @param read without letting anything else of this thread happen in between, as groups would mix
 */
export function serveReadings(
  port: MessagePort,
  current: Int32Array,
  read: (file: FileBelow) => Promise<FileReading>,
): void {
  let number = 0;
  port.on('message', async (files: readonly FileBelow[]) => {
    const readings: FileReading[] = [];
    for (const file of files) {
      current[0] = ++number;
      readings.push(await read(file));
      current[0] = 0;
    }
    port.postMessage(readings);
  });
}
