import { createHash } from 'node:crypto';
import type { Tally } from '../support/tally.ts';
import { checkAtRest } from './at-rest.ts';
import type { SimulatedDatabase } from './database.ts';
import { unsettled, type Violation } from './oracle.ts';
import { createPlay } from './play.ts';
import type { Schedule } from './schedule.ts';
import { createStage } from './stage.ts';

export interface Result {
  readonly violations: readonly Violation[];
  readonly trace: readonly string[];
  /** The same for the same schedule and the same program. */
  readonly hash: string;
  readonly tally: Tally;
}

const minute = 60_000;
const hour = 60 * minute;

/** Lets one schedule happen, then everything come to rest; what `database` held before does not matter. */
export async function simulate({ seed, steps }: Schedule, database: SimulatedDatabase): Promise<Result> {
  const stage = createStage(seed, database);
  const play = createPlay(stage);
  const { scheduler, machine, discord, newsroom, oracle, violations, violated, trace, tally } = stage;

  async function pass(ms: number): Promise<void> {
    await scheduler.run(scheduler.now() + ms);
  }

  function isAtRest(): boolean {
    return !database
      .committed()
      .values()
      .some(({ state }) => unsettled.includes(state));
  }

  /** Nothing goes wrong any more, and everybody gets time. */
  async function rest(): Promise<void> {
    machine.spare();
    stage.faults.clear();
    while (machine.program() === undefined) await pass(minute);
    play.mend(seed % 2 === 0);
    await pass(2 * hour);
    for (let scans = 0; scans < 2; scans++) {
      const scanned = play.scan();
      await pass(minute);
      if (!(await scanned)) violated('other', 'a scan fails though nothing is wrong');
      for (let waits = 0; waits < 12 && !isAtRest(); waits++) await pass(30 * minute);
    }
    const messages = [...discord.messages.values()];
    const { exists } = discord;
    const found = { newsroom, oracle, messages, rows: database.committed(), feeds: stage.feeds(), exists };
    const excused = checkAtRest({ ...found, now: scheduler.now }, violated);
    for (const [excuse, times] of excused) tally.add('excused', excuse, times);
  }

  try {
    machine.boot();
    for (const { afterMs, action } of steps) {
      await pass(afterMs);
      if (violations.length > 0) break;
      play.take(action);
    }
    if (violations.length === 0) await rest();
  } catch (error) {
    violated('other', String(error));
  } finally {
    stage.close();
  }
  tally.add('done', 'steps', scheduler.steps());
  const hash = createHash('sha256').update(trace.join('\n')).digest('hex').slice(0, 16);
  return { violations, trace, hash, tally };
}
