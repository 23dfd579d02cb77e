import { vi } from 'vitest';

/** Waits until an assertion holds: long enough for a busy machine, and no longer than it takes. */
export function eventually<T>(assertion: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(assertion, { timeout: 15_000, interval: 20 });
}
