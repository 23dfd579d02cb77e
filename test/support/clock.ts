import type { Clock, Random } from '../../src/desk/ports.ts';
import { createSeeded } from '../../src/local-discord/faults/seeded.ts';

export interface TestClock extends Clock {
  /** Moves time on, resolving every wait that comes due on the way, in order. */
  advance(ms: number): Promise<void>;
}

/** A clock that moves only when told to. */
export function createTestClock(start = Date.UTC(2026, 10, 20, 12)): TestClock {
  let time = start;
  const waiting = new Set<{ at: number; done: () => void }>();
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    now: () => time,
    breathe: settle,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wait = {
          at: time + ms,
          done: () => {
            waiting.delete(wait);
            signal?.removeEventListener('abort', wait.done);
            resolve();
          },
        };
        waiting.add(wait);
        signal?.addEventListener('abort', wait.done);
      }),
    async advance(ms) {
      const until = time + ms;
      await settle();
      for (;;) {
        const next = [...waiting].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > until) break;
        time = Math.max(time, next.at);
        next.done();
        await settle();
      }
      time = until;
      await settle();
    },
  };
}

/** For parts that nobody asks to stop. */
export const neverStopping: AbortSignal = new AbortController().signal;

/** Numbers and ids that are the same in every run. */
export function createTestRandom(seed = 1): Random {
  const { next } = createSeeded(seed);
  let ids = 0;
  return { next, id: () => `id${String(++ids).padStart(14, '0')}` };
}
