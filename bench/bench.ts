/** One measurement: our work beside a yardstick that is run in turn with it, so that both meet the same noise. */
export interface Bench {
  readonly name: string;
  /** What is done, and what the yardstick does, in words. */
  readonly work: string;
  readonly yardstick: string;
  /** Makes fresh ground for one round; `size` is the number of articles. */
  prepare(size: number): Promise<{
    work(): Promise<void>;
    yardstick(): Promise<void>;
    clean(): Promise<void>;
  }>;
}

export interface Result {
  readonly name: string;
  readonly work: string;
  readonly yardstick: string;
  /** Medians over the rounds, in milliseconds. */
  readonly workMs: number;
  readonly yardstickMs: number;
  readonly ratio: number;
}

/** Runs a bench several times and takes medians: a single run on a shared machine says little. */
export async function measure(bench: Bench, { size, rounds }: { size: number; rounds: number }): Promise<Result> {
  const works: number[] = [];
  const yardsticks: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ground = await bench.prepare(size);
    try {
      // Whoever goes second finds warm caches, so they take turns.
      if (round % 2 === 0) works.push(await timed(ground.work));
      yardsticks.push(await timed(ground.yardstick));
      if (round % 2 === 1) works.push(await timed(ground.work));
    } finally {
      await ground.clean();
    }
  }
  const workMs = median(works);
  const yardstickMs = median(yardsticks);
  const { name, work, yardstick } = bench;
  return { name, work, yardstick, workMs, yardstickMs, ratio: workMs / yardstickMs };
}

async function timed(job: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await job();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
