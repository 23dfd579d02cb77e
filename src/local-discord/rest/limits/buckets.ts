import { type Hits, type Limit, type Taken, take } from './window.ts';

export interface Buckets {
  /** Counts a request in the bucket of this key. */
  take(key: string, limit: Limit, now: number): Taken;
  /** How many buckets are remembered. */
  size(): number;
}

/**
 * Buckets by key, made as they are asked for.
 *
 * @param max how many are remembered: then the expired ones are forgotten, and if there are none, the one unused longest
 */
export function createBuckets(max = 5000): Buckets {
  const buckets = new Map<string, { readonly hits: Hits; readonly windowMs: number }>();

  function makeRoom(now: number): void {
    for (const [key, { hits, windowMs }] of buckets) if ((hits.at(-1) ?? 0) <= now - windowMs) buckets.delete(key);
    const [unusedLongest] = buckets.keys();
    if (buckets.size >= max && unusedLongest !== undefined) buckets.delete(unusedLongest);
  }

  return {
    take(key, limit, now) {
      const taken = take(buckets.get(key)?.hits ?? [], limit, now);
      // Deleted and set again, a key moves to the end of the map's order.
      if (!buckets.delete(key) && buckets.size >= max) makeRoom(now);
      buckets.set(key, { hits: taken.hits, windowMs: limit.windowMs });
      return taken;
    },
    size: () => buckets.size,
  };
}
