import { isFailed, runSchedule, type Verdict } from './run-schedule.ts';
import { drawSchedule, type Theme } from './schedule.ts';

export interface ChaosOptions {
  /** Of the first schedule; each further one has the next number. */
  readonly seed: number;
  readonly schedules: number;
  /** Schedules that are played at the same time. */
  readonly atOnce: number;
  /** What all schedules are about; each has its own when absent. */
  readonly theme?: Theme;
  /** The name of a program that is wrong on purpose. */
  readonly broken?: string;
  /** Begins no further schedule once one has failed. */
  readonly untilFailed?: boolean;
  /** Told of each schedule as it ends. */
  onVerdict?(verdict: Verdict): void;
}

/** Plays schedules. What happens in each is drawn from its seed; processes and their timing are real, and never the same. */
export async function runChaos(options: ChaosOptions): Promise<Verdict[]> {
  const { seed, schedules, atOnce, theme, broken, untilFailed = false, onVerdict } = options;
  const verdicts: Verdict[] = [];
  let next = seed;

  async function lane(): Promise<void> {
    while (next < seed + schedules && !(untilFailed && verdicts.some(isFailed))) {
      const schedule = drawSchedule(next++, theme);
      const verdict = await runSchedule(schedule, broken);
      verdicts.push(verdict);
      onVerdict?.(verdict);
    }
  }

  await Promise.all(Array.from({ length: atOnce }, lane));
  return verdicts.sort((a, b) => a.schedule.seed - b.schedule.seed);
}
