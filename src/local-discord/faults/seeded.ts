/** A sequence of numbers from 0 up to but not including 1. */
export interface Sequence {
  next(): number;
}

/** The same numbers for the same seed, in every run. Mulberry32, by Tommy Ettinger; good enough to choose, not to guard. */
export function createSeeded(seed: number): Sequence {
  let state = seed | 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
