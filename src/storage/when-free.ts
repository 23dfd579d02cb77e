import { setTimeout as wait } from 'node:timers/promises';
import { isBusy } from './failures.ts';

/** How long a transaction waits for another process to let go of the file, in milliseconds. */
const patienceMs = 30_000;

/**
 * Does `work`, which happens wholly or not at all, again and again while another process has the file. SQLite itself would
 * wait too, but with all of the program: nobody would be answered meanwhile. The time is the real one, as the other
 * process's is.
 */
export async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  const since = performance.now();
  for (let pauseMs = 1; ; pauseMs = Math.min(2 * pauseMs, 50)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() - since > patienceMs) throw error;
    }
    await wait(pauseMs);
  }
}
