import { vi } from 'vitest';

/**
 * Waits for a condition by asking again every `everyMs`; the value that was not falsy is returned.
 *
 * @throws when it does not hold within `withinMs`, naming `what`, and at once when asking throws
 */
export function until<T>(what: string, condition: () => T | Promise<T>, withinMs = 20_000, everyMs = 20) {
  return vi.waitUntil(condition, { timeout: withinMs, interval: everyMs }).catch((cause: unknown) => {
    throw new Error(`Waited in vain until ${what}`, { cause });
  });
}
