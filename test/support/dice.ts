import { createSeeded } from '../../src/local-discord/faults/seeded.ts';

/** Everything that a schedule leaves to chance. */
export interface Dice {
  /** From `from` to `to`, both included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** One of the keys, each as likely as its weight says. */
  weighed<T extends string>(weights: Readonly<Partial<Record<T, number>>>): T;
}

/** The same throws for the same seed. */
export function createDice(seed: number): Dice {
  const sequence = createSeeded(seed);
  // Neighbouring seeds begin alike otherwise.
  for (let skipped = 0; skipped < 8; skipped++) sequence.next();

  function pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(sequence.next() * from.length)];
    if (picked === undefined) throw new RangeError('There is nothing to pick from.');
    return picked;
  }

  return {
    whole: (from, to) => from + Math.floor(sequence.next() * (to - from + 1)),
    chance: (probability) => sequence.next() < probability,
    pick,
    weighed<T extends string>(weights: Readonly<Partial<Record<T, number>>>): T {
      const entries = Object.entries(weights) as [T, number][];
      return pick(entries.flatMap(([key, weight]) => Array.from({ length: weight }, () => key)));
    },
  };
}
