import { setTimeout as sleep } from 'node:timers/promises';
import { speed } from './shared-time.ts';

/** So often it is looked whether time has leapt, in milliseconds of this machine. */
const lookEveryMs = 20;

/** Waits by a fast clock; ends at once when the signal aborts. */
export async function waitBy(clock: { now(): number }, ms: number, signal?: AbortSignal): Promise<void> {
  const end = clock.now() + ms;
  for (let left = ms; left > 0 && !signal?.aborted; left = end - clock.now()) {
    const pauseMs = Math.min(lookEveryMs, left / speed);
    // What rejects is the signal.
    await sleep(pauseMs, undefined, signal && { signal }).catch(() => undefined);
  }
}
