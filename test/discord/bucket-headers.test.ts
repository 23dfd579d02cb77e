import { expect, it } from 'vitest';
import { takenAt, usedUpForMs } from '../../src/discord/bucket-headers.ts';

it.each([
  ['0', '4.5', 4_500],
  ['1', '4.5', undefined],
  ['0', 'soon', undefined],
  ['0', '-3', undefined],
  ['0', '1e300', 3_600_000],
  ['0', 'Infinity', undefined],
])('with %s left, and full in %s seconds, a bucket takes no more for %j ms', (remaining, resetAfter, ms) => {
  const headers = { 'X-RateLimit-Remaining': remaining, 'X-RateLimit-Reset-After': resetAfter };
  expect(usedUpForMs(new Headers(headers))).toBe(ms);
});

it('a bucket tells when Discord took a request in, where it tells both when and how soon it is full', () => {
  const both = { 'X-RateLimit-Reset': '1763640004.500', 'X-RateLimit-Reset-After': '4.250' };
  expect(takenAt(new Headers(both))).toBeCloseTo(1_763_640_000_250);
  expect(takenAt(new Headers({ 'X-RateLimit-Reset': '1763640004.500' }))).toBeUndefined();
  expect(takenAt(new Headers({ ...both, 'X-RateLimit-Reset': 'later' }))).toBeUndefined();
});
