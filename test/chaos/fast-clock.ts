import { systemClock as slow } from '../../src/clock.ts';
import type { Clock } from '../../src/desk/ports.ts';
import { waitBy } from './wait-by.ts';

/*
 * Takes the place of src/clock.ts in a program under chaos, whose `Date` is fast already: back-offs of minutes and the
 * minutes for which Discord knows a nonce pass in seconds, in the same proportion as ever.
 */

export { systemRandom } from '../../src/clock.ts';

export const systemClock: Clock = {
  ...slow,
  wait: (ms, signal) => waitBy(slow, ms, signal),
};
