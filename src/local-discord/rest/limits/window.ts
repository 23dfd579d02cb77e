/** How many requests may be made in any stretch of time of this length. */
export interface Limit {
  readonly limit: number;
  readonly windowMs: number;
}

/** When the requests that still count were made, oldest first. */
export type Hits = readonly number[];

/** What became of a request, and what is left after it. */
export interface Taken {
  readonly admitted: boolean;
  readonly hits: Hits;
  readonly remaining: number;
  /** Until one more is free again than is now; when nothing remains, how long to wait. At most the window. */
  readonly resetAfterMs: number;
}

/**
 * Counts a request, unless there were too many before it. The window slides: whoever keeps to it keeps to fixed windows
 * and to buckets that refill bit by bit as well, which Discord has both been seen to use. A request that is refused does
 * not count.
 *
 * @param now in the unit of the window; it may be earlier than the hits, as clocks are set back
 */
export function take(before: Hits, { limit, windowMs }: Limit, now: number): Taken {
  const counting = before.filter((at) => at > now - windowMs).map((at) => Math.min(at, now));
  const admitted = counting.length < limit;
  const hits = admitted ? [...counting, now] : counting;
  const [oldest = now] = hits;
  return { admitted, hits, remaining: limit - hits.length, resetAfterMs: oldest + windowMs - now };
}
