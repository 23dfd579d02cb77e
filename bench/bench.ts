/** How much of everything there is in a run. */
export interface Scale {
  readonly articles: number;
  readonly feeds: number;
  readonly guilds: number;
  /** Stories that wait for one channel. */
  readonly backlog: number;
  /** Cards that wait for many channels. */
  readonly waiting: number;
}

/** What the aims are about. */
export const full: Scale = { articles: 50_000, feeds: 10_000, guilds: 2_000, backlog: 200, waiting: 100_000 };

/** Enough to see that every bench still works; its figures mean nothing. */
export const small: Scale = { articles: 1_000, feeds: 100, guilds: 10, backlog: 10, waiting: 500 };

/** One line of the table. */
export interface Figure {
  readonly work: string;
  /** What is measured beside it in the same round; absent where nothing compares. */
  readonly yardstick?: string;
  /** Of value and yardstick. */
  readonly unit: 'ms' | 'MB' | '/s' | 'n';
  /** What is aimed at, of the ratio of value to yardstick or of the value itself. */
  readonly aims: readonly Aim[];
}

export interface Aim {
  readonly of: 'ratio' | 'value';
  readonly is: 'at most' | 'at least';
  readonly limit: number;
}

export interface Sample {
  readonly value: number;
  readonly yardstick?: number;
}

/**
 * What is set up and measured together. The first word of a figure's name is that of its bench, as in `choose 10`: a
 * scenario may be that of several benches, and a bench may have several figures.
 */
export interface Scenario<Name extends string = string> {
  readonly figures: Readonly<Record<Name, Figure>>;
  /**
   * Measures everything once, on ground of its own that is gone afterwards. Whoever goes second finds warm caches: work and
   * yardstick take turns in that from round to round.
   *
   * @param round counts from 0
   */
  round(scale: Scale, round: number): Promise<Readonly<Record<Name, Sample>>>;
}

/** A figure over all rounds, by medians: a single run on a shared machine says little. */
export interface Result extends Figure {
  readonly name: string;
  readonly value: number;
  readonly yardstickValue?: number;
  /** Of the medians. */
  readonly ratio?: number;
  /** Of every round, in order. */
  readonly samples: readonly Sample[];
  /** Absent where nothing is aimed at. */
  readonly met?: boolean;
}

export function benchOf(figureName: string): string {
  return figureName.split(' ')[0] ?? '';
}

/** Runs a scenario several times. */
export async function measure(
  scenario: Scenario,
  { scale, rounds }: { scale: Scale; rounds: number },
): Promise<Result[]> {
  const all: Readonly<Record<string, Sample>>[] = [];
  for (let round = 0; round < rounds; round++) all.push(await scenario.round(scale, round));
  return Object.entries(scenario.figures).map(([name, figure]) =>
    resultOf(
      name,
      figure,
      all.flatMap((samples) => samples[name] ?? []),
    ),
  );
}

export function resultOf(name: string, figure: Figure, samples: readonly Sample[]): Result {
  const value = median(samples.map((sample) => sample.value));
  const yardsticks = samples.flatMap(({ yardstick }) => yardstick ?? []);
  const yardstickValue = yardsticks.length > 0 ? median(yardsticks) : undefined;
  const ratio = yardstickValue === undefined ? undefined : value / yardstickValue;
  const met = figure.aims.every(({ of, is, limit }) => {
    const reached = of === 'value' ? value : (ratio ?? Number.NaN);
    return is === 'at most' ? reached <= limit : reached >= limit;
  });
  return {
    ...{ name, ...figure, value, samples },
    ...(yardstickValue !== undefined && { yardstickValue }),
    ...(ratio !== undefined && { ratio }),
    ...(figure.aims.length > 0 && { met }),
  };
}

/** How long a job takes, in milliseconds. */
export async function timed(job: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now();
  await job();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The smallest of the values that is at least as large as this share of them. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;
}

/** The exponent b of y = a·x^b that fits best: the slope of the line through the points on logarithmic axes. */
export function exponent(points: readonly { readonly x: number; readonly y: number }[]): number {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (of: 'x' | 'y'): number => logs.reduce((sum, point) => sum + point[of], 0) / logs.length;
  const [x, y] = [mean('x'), mean('y')];
  const covariance = logs.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return covariance / logs.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}
