/** Milliseconds since 1970. */
interface Clock {
  now(): number;
}

/** A clock that can be set apart from the one that it reads. */
export interface SkewedClock extends Clock {
  /** How far it goes ahead, in milliseconds; behind where it is negative. */
  readonly skewMs: number;
  setSkew(ms: number): void;
}

export function createSkewedClock(clock: Clock): SkewedClock {
  let skewMs = 0;
  return {
    now: () => clock.now() + skewMs,
    get skewMs() {
      return skewMs;
    },
    setSkew(ms) {
      skewMs = ms;
    },
  };
}
