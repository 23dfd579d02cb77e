/** The first moment of Discord's calendar, 2015-01-01, in milliseconds since 1970. */
const epoch = 1_420_070_400_000n;
/** Clients take ids for 17 to 19 digits, so a clock near the epoch must not make shorter ones. */
const smallest = 10n ** 17n;

export interface Snowflakes {
  /** A new id, greater than every id before it. */
  next(): string;
  /** An id for something that is as if made at a moment before the first id was; milliseconds since 1970. */
  at(time: number): string;
}

/**
 * Makes ids in order of time, also when many are made in one millisecond or the clock steps back.
 *
 * @param last the greatest id of earlier runs
 */
export function createSnowflakes(now: () => number, last: bigint): Snowflakes {
  let latest = last > smallest ? last : smallest;
  return {
    next() {
      const byTime = firstIdAt(now());
      latest = byTime > latest ? byTime : latest + 1n;
      return String(latest);
    },
    at(time) {
      const id = firstIdAt(time);
      return id > smallest ? String(id) : this.next();
    },
  };
}

/** The least id that a moment (milliseconds since 1970) can have. */
export function firstIdAt(time: number): bigint {
  const elapsed = BigInt(Math.trunc(time)) - epoch;
  return elapsed > 0n ? elapsed << 22n : 0n;
}

/** The moment in which an id was made, in milliseconds since 1970. */
export function timeOf(id: string): number {
  return Number((BigInt(id) >> 22n) + epoch);
}

/** Whether a text can be an id at all, so that it may be looked up as a 64-bit integer. */
export function isSnowflake(text: string): boolean {
  return /^[0-9]{1,18}$|^[1-8][0-9]{18}$/.test(text);
}
