/**
 * How far before the claim a channel is read back, in milliseconds: the clock may have been an hour ahead then, or have been
 * set back by an hour since, and a quarter of an hour wrong besides.
 */
const clockSkewMs = 135 * 60_000;

/**
 * From when on, by Discord's clock, a channel is looked through for a card that was claimed at `claimedAt`; all in
 * milliseconds since 1970.
 */
export function readFrom(claimedAt: number, now: number): number {
  return Math.min(claimedAt, now) - clockSkewMs;
}
