import type { Clock } from '../desk/ports.ts';

/** For one request with its answer's body, in milliseconds. The library's own timeout ends with the headers. */
const deadlineMs = 20_000;
/** The same once the program is asked to stop: supervisors kill after ten seconds. What was sent is found at the next start. */
const lastMs = 5_000;
/** Why a deadline is called off. Made once: an abort without a reason makes an error with a stack each time. */
const answered = 'answered';

/** Runs one request to its end, or to the deadline, whichever comes first. */
export type InTime = <T>(request: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** @param deps.stopping the program is asked to stop: what is under way has little time left */
export function createInTime({ clock, stopping }: { clock: Clock; stopping: AbortSignal }): InTime {
  async function untilDeadline(over: AbortSignal): Promise<void> {
    await clock.wait(deadlineMs, AbortSignal.any([over, stopping]));
    if (stopping.aborted) await clock.wait(lastMs, over);
  }

  return async <T>(request: (signal: AbortSignal) => Promise<T>): Promise<T> => {
    const over = new AbortController();
    // Apart from the other one: to abort a request that is done costs the library an error all the same.
    const tooLate = new AbortController();
    try {
      return await new Promise<T>((resolve, reject) => {
        request(tooLate.signal).then(resolve, reject);
        void untilDeadline(over.signal).then(() => {
          if (over.signal.aborted) return;
          const error = new DOMException('Discord did not answer in time', 'TimeoutError');
          tooLate.abort(error);
          reject(error);
        });
      });
    } finally {
      over.abort(answered);
    }
  };
}
