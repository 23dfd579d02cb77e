import type { Clock } from '../desk/ports.ts';

/**
 * How long a file must have been left alone to count as finished, in milliseconds. Less than a second: of scans that
 * come every second, the next one says what is wrong.
 */
export const settlingMs = 900;
/** When files that were too young are looked at again, in milliseconds, if no scan comes first. */
export const lookAgainMs = 3000;

/** Tells files that may still be in the making, and makes sure that they are looked at again. */
export interface Settling {
  /** Whether a file that last changed at `changedAt` (milliseconds since 1970) may still be in the making. */
  isYoung(changedAt: number): boolean;
  /** Calls `changed` a while after files were found too young. Returns the way to stop. */
  watch(changed: () => void): { close(): void };
}

export function createSettling(clock: Pick<Clock, 'now' | 'wait'>): Settling {
  let lookLater = (): void => {};
  return {
    isYoung(changedAt) {
      // Of a time further ahead nothing can be told: it is of another machine's clock, or of before this one was set back.
      const isYoung = Math.abs(clock.now() - changedAt) < settlingMs;
      if (isYoung) lookLater();
      return isYoung;
    },
    watch(changed) {
      let waiting = new AbortController();
      lookLater = () => {
        waiting.abort();
        const latest = new AbortController();
        waiting = latest;
        void clock.wait(lookAgainMs, latest.signal).then(() => latest.signal.aborted || changed());
      };
      return {
        close() {
          lookLater = () => {};
          waiting.abort();
        },
      };
    },
  };
}

/** For who wants to know at once: every file counts as finished. */
export const impatient: Settling = { isYoung: () => false, watch: () => ({ close() {} }) };
