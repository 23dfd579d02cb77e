import { expect, it } from 'vitest';
import { createRests } from '../../src/desk/rests.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';

function someRests() {
  const timers = createTestClock();
  let ahead = 0;
  const clock = { ...timers, now: () => timers.now() + ahead };
  const setClock = (ms: number): void => {
    ahead = ms;
  };
  return { rests: createRests({ clock, random: createTestRandom() }), clock: timers, setClock };
}

it('a rest lasts as long as was asked', async () => {
  const { rests, clock } = someRests();
  rests.begin('c', 5_000);
  rests.pause('d', 7_000);
  expect(rests.nextEnd()).toBe(clock.now() + 5_000);
  await clock.advance(5_000);
  expect(['c', 'd'].filter(rests.includes)).toEqual(['d']);
  expect(rests.size()).toBe(1);
  await clock.advance(2_000);
  expect(rests.includes('d')).toBe(false);
  expect(rests.nextEnd()).toBeUndefined();
});

it('lasts longer with each failure in a row, and a pause is none', async () => {
  const { rests, clock } = someRests();
  const lasts = (): number => (rests.nextEnd() ?? 0) - clock.now();
  for (let failures = 0; failures < 8; failures++) rests.begin('c');
  expect(lasts()).toBeGreaterThan(60_000);
  rests.pause('c', 10);
  await clock.advance(10);
  rests.begin('c');
  expect(lasts()).toBeLessThanOrEqual(1_000);
});

it('no channel rests for as long as a clock was set back', () => {
  const { rests, setClock } = someRests();
  rests.begin('c', 5_000);
  rests.pause('d', 5_000);
  setClock(-3_600_000);
  expect(['c', 'd'].filter(rests.includes)).toEqual([]);
});
