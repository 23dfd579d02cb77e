import { randomBytes } from 'node:crypto';
import type { Clock, Random } from './desk/ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      // A longer delay than Node's timers take would fire at once.
      const timer = setTimeout(done, Math.min(ms, 2 ** 31 - 1));
      signal?.addEventListener('abort', done);
    }),
};

export const systemRandom: Random = {
  next: () => Math.random(),
  id: () => randomBytes(12).toString('base64url'),
};
