import { createTestRandom } from '../support/clock.ts';

/** Chances that are the same whenever they are thrown for the same seed. */
export interface Dice {
  /** A whole number from 0 up to, without, `below`. */
  number(below: number): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  pick<T>(items: readonly [T, ...T[]]): T;
}

/** Dice of their own for each case of a seed, so that any one can be thrown again without those before it. */
export function createDice(seed: number, number: number): Dice {
  const { next } = createTestRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    number: below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)] ?? items[0],
  };
}

/** At least one of the items. */
export function some<T>(items: readonly T[], otherwise: T): [T, ...T[]] {
  const [first = otherwise, ...rest] = items;
  return [first, ...rest];
}
