import type { Remembered } from '../../src/discord/remembered.ts';

/** Settings that are kept for as long as a test holds them. */
export function createMemory(): Remembered {
  const settings = new Map<string, string>();
  return {
    get: async (key) => settings.get(key),
    set: async (key, value) => void settings.set(key, value),
  };
}
