import { schedule } from 'node-cron';
import type { Clock } from '../desk/ports.ts';

/** A clock that was set back is noticed within this time. */
const lookedAtEachMs = 30_000;

/**
 * Runs a job at the times of a cron expression (seconds allowed), never while its last run is still going on. The job must
 * not reject.
 *
 * The times are looked up anew after every run and whenever the clock went back, and times that were passed over are made
 * up for by one run. node-cron's own timer would wait until the time that it had in mind came again, for as long as the
 * clock was set back, and would go through every time that a leap forward passed over.
 *
 * @param clock this machine's, by which node-cron goes
 * @returns the way to stop, which waits for a run that is going on
 */
export function scheduleJob(expression: string, run: () => Promise<unknown>, clock: Clock): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;

  async function keepTime(first: number): Promise<void> {
    for (let next = first; !signal.aborted; next = nextMatch(expression)) {
      const came = await comes(next);
      if (came && !signal.aborted) await run();
    }
  }

  /** Whether a time came, or else the clock was set back before it did. */
  async function comes(at: number): Promise<boolean> {
    for (let now = clock.now(); now < at && !signal.aborted; ) {
      await clock.wait(Math.min(at - now, lookedAtEachMs), signal);
      const before = now;
      now = clock.now();
      if (now < before) return false;
    }
    return true;
  }

  const done = keepTime(nextMatch(expression));
  return {
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** When an expression matches next, in milliseconds since 1970, in this machine's time zone. */
function nextMatch(expression: string): number {
  const task = schedule(expression, () => {});
  const next = task.getNextRun();
  void task.destroy();
  // Only one that is stopped has none.
  return next?.getTime() ?? Number.POSITIVE_INFINITY;
}
