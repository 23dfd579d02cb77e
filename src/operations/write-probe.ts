import type { Clock } from '../desk/ports.ts';

const everyMs = 30_000;

/**
 * Tries whether the database can be written, at most twice a minute: that it can be read says nothing of a full disk.
 * A try that failed is made again at the next call.
 */
export function createWriteProbe(deps: { write(value: string): Promise<void>; clock: Clock }): () => Promise<void> {
  let triedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = deps.clock.now();
    if (Math.abs(now - triedAt) < everyMs) return;
    await deps.write(String(now));
    triedAt = now;
  };
}
