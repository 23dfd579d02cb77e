import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBuckets } from '../../../src/local-discord/rest/limits/buckets.ts';
import { type Hits, type Limit, type Taken, take } from '../../../src/local-discord/rest/limits/window.ts';

const limits = fc.record({ limit: fc.integer({ min: 1, max: 6 }), windowMs: fc.integer({ min: 1, max: 1000 }) });
const steps = (min: number) => fc.array(fc.integer({ min, max: 700 }), { maxLength: 60 });

/** What becomes of requests, each so long after the one before. */
function history(limit: Limit, gaps: readonly number[]): readonly { readonly now: number; readonly taken: Taken }[] {
  let now = 1_000_000;
  let hits: Hits = [];
  return gaps.map((gap) => {
    now += gap;
    const taken = take(hits, limit, now);
    hits = taken.hits;
    return { now, taken };
  });
}

describe('a window that slides', () => {
  it('never admits more than the limit in any stretch of its length', () => {
    fc.assert(
      fc.property(limits, steps(0), (limit, gaps) => {
        const admitted = history(limit, gaps).filter(({ taken }) => taken.admitted);
        for (const { now } of admitted) {
          const within = admitted.filter((other) => other.now > now - limit.windowMs && other.now <= now);
          expect(within.length).toBeLessThanOrEqual(limit.limit);
        }
      }),
    );
  });

  it('admits whoever waits as long as it says when nothing remains', () => {
    fc.assert(
      fc.property(limits, steps(0), (limit, gaps) => {
        for (const { now, taken } of history(limit, gaps)) {
          if (taken.remaining === 0) expect(take(taken.hits, limit, now + taken.resetAfterMs).admitted).toBe(true);
          else expect(take(taken.hits, limit, now).admitted).toBe(true);
        }
      }),
    );
  });

  it('never asks for a wait longer than itself, nor for none, wherever the clock jumps', () => {
    fc.assert(
      fc.property(limits, steps(-5000), (limit, gaps) => {
        for (const { taken } of history(limit, gaps)) {
          expect(taken.resetAfterMs).toBeGreaterThan(0);
          expect(taken.resetAfterMs).toBeLessThanOrEqual(limit.windowMs);
          expect(taken.remaining).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});

describe('buckets', () => {
  const limit = { limit: 1, windowMs: 1000 };

  it('are bounded, whatever keys come, and forget those unused longest first', () => {
    const buckets = createBuckets(10);
    for (let key = 0; key < 1000; key += 1) buckets.take(`key ${key}`, limit, 0);
    expect(buckets.size()).toBe(10);
    expect(buckets.take('key 999', limit, 0).admitted).toBe(false);
    expect(buckets.take('key 0', limit, 0).admitted).toBe(true);
  });

  it('forget the expired ones before any other', () => {
    const buckets = createBuckets(3);
    buckets.take('long', { limit: 1, windowMs: 60_000 }, 0);
    for (const key of ['a', 'b']) buckets.take(key, limit, 0);
    buckets.take('new', limit, 5000);
    expect(buckets.size()).toBe(2);
    expect(buckets.take('long', { limit: 1, windowMs: 60_000 }, 5000).admitted).toBe(false);
  });
});
