import { systemRandom as random } from '../../src/clock.ts';
import type { Clock } from '../../src/desk/ports.ts';
import { joinTime } from './shared-time.ts';
import { waitBy } from './wait-by.ts';

/*
 * Takes the place of src/clock.ts in a program under chaos: back-offs of minutes and the minutes for which Discord knows a
 * nonce pass in seconds, in the same proportion as ever.
 */

const time = joinTime({ file: process.env['CHAOS_TIME'] ?? '', beganAt: Number(process.env['CHAOS_BEGAN_AT']) });

export const systemRandom = random;

export const systemClock: Clock = {
  now: time.now,
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
  wait: (ms, signal) => waitBy(time, ms, signal),
};
