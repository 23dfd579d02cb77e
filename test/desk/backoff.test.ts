import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backoff } from '../../src/desk/backoff.ts';

it('waits longer each time, never beyond the cap, and never all at one moment', () => {
  const limits = { base: 1_000, cap: 60_000 };
  expect([1, 2, 3].map((attempts) => backoff(attempts, 1, limits))).toEqual([1_000, 2_000, 4_000]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempts, at) => {
      const ms = backoff(attempts, at, limits);
      expect(ms).toBeGreaterThanOrEqual(500);
      expect(ms).toBeLessThanOrEqual(60_000);
    }),
  );
  expect(backoff(3, 0, limits)).not.toBe(backoff(3, 0.9, limits));
});
