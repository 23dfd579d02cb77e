/** One measurement: our work beside a yardstick that is run in turn with it, so that both meet the same noise. */
export interface Bench {
  readonly name: string;
  /** What is done, and what the yardstick does, in words. */
  readonly work: string;
  readonly yardstick: string;
  readonly unit: 'ms' | 'MB';
  /** What is aimed at, in {@link unit}, where that is more than a ratio. */
  readonly aim?: number;
  /** Makes fresh ground for one round; `size` is the number of articles. Both resolve to what they took. */
  prepare(size: number): Promise<{
    work(): Promise<number>;
    yardstick(): Promise<number>;
    clean(): Promise<void>;
  }>;
}

export interface Result extends Omit<Bench, 'prepare'> {
  /** Medians over the rounds. */
  readonly workTook: number;
  readonly yardstickTook: number;
  readonly ratio: number;
}

/** Runs a bench several times and takes medians: a single run on a shared machine says little. */
export async function measure(
  { prepare, ...bench }: Bench,
  { size, rounds }: { size: number; rounds: number },
): Promise<Result> {
  const works: number[] = [];
  const yardsticks: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const ground = await prepare(size);
    try {
      // Whoever goes second finds warm caches, so they take turns.
      if (round % 2 === 0) works.push(await ground.work());
      yardsticks.push(await ground.yardstick());
      if (round % 2 === 1) works.push(await ground.work());
    } finally {
      await ground.clean();
    }
  }
  const workTook = median(works);
  const yardstickTook = median(yardsticks);
  return { ...bench, workTook, yardstickTook, ratio: workTook / yardstickTook };
}

/** How long a job takes, in milliseconds. */
export async function timed(job: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await job();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
