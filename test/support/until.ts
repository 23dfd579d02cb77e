import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a condition by asking again every `everyMs`; the value that was not falsy is returned.
 *
 * @throws when it does not hold within `withinMs`, naming `what`, and at once when asking throws
 */
export async function until<T>(what: string, condition: () => T | Promise<T>, withinMs = 20_000, everyMs = 20) {
  const end = performance.now() + withinMs;
  try {
    for (;;) {
      const value = await condition();
      if (value) return value as Exclude<T, false | null | undefined | 0 | ''>;
      if (performance.now() >= end) throw new Error(`It did not come true within ${withinMs} ms.`);
      await sleep(everyMs);
    }
  } catch (cause) {
    throw new Error(`Waited in vain until ${what}`, { cause });
  }
}
