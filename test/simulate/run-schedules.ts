import { Worker } from 'node:worker_threads';
import { createTally } from '../support/tally.ts';
import type { BrokenBuildName } from './broken-builds.ts';
import type { Violation } from './oracle.ts';

/** Seeds `from`, `from + step`, …, so many of them. */
export interface Job {
  readonly from: number;
  readonly count: number;
  readonly step: number;
  readonly broken?: BrokenBuildName;
  /** Ends with the first schedule that fails. */
  readonly untilFailure: boolean;
}

export interface Failure {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  /** What happens in a smaller schedule that fails likewise. */
  readonly shrunk?: readonly string[];
}

export interface Report {
  readonly schedules: number;
  readonly failures: readonly Failure[];
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** Runs schedules in as many threads as asked for. */
export async function runSchedules(
  {
    from,
    count,
    broken,
    untilFailure = false,
  }: { from: number; count: number; broken?: BrokenBuildName; untilFailure?: boolean },
  threads: number,
): Promise<Report> {
  const jobs = Array.from({ length: Math.min(threads, count) }, (_, index): Job => {
    const share = Math.ceil((count - index) / threads);
    return { from: from + index, count: share, step: threads, untilFailure, ...(broken && { broken }) };
  });
  const reports = await Promise.all(jobs.map(runInThread));
  const tally = createTally();
  for (const { counts } of reports) tally.addAll(counts);
  return {
    schedules: reports.reduce((sum, { schedules }) => sum + schedules, 0),
    failures: reports.flatMap(({ failures }) => failures).sort((a, b) => a.seed - b.seed),
    counts: tally.counts(),
  };
}

function runInThread(job: Job): Promise<Report> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: job,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      // Most of what a simulation makes is thrown away at once.
      resourceLimits: { maxYoungGenerationSizeMb: 64 },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
