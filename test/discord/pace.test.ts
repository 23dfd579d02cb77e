import { expect, it } from 'vitest';
import { createPace } from '../../src/discord/pace.ts';
import { createSeeded } from '../../src/local-discord/faults/seeded.ts';
import { createScheduler } from '../simulate/scheduler.ts';

const second = 1_000;

/**
 * Sends as fast as the pace lets it, to a Discord that counts the requests of every second.
 *
 * @param way how long a request is under way, in milliseconds, and its answer
 * @param ahead how much Discord's clock is ahead
 */
async function send(
  requests: number,
  { way, ahead = 0, tells = true }: { way(): number; ahead?: number; tells?: boolean },
): Promise<{ arrivals: readonly number[]; most: number }> {
  const scheduler = createScheduler(Date.UTC(2026, 10, 20, 12), 10 * requests + 100);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void scheduler.after(ms, resolve));
  const pace = createPace({ now: () => Math.floor(scheduler.now()), wait, breathe: () => wait(0) });
  const arrivals: number[] = [];
  for (let request = 0; request < requests; request++)
    void pace(async () => {
      await wait(way());
      const now = scheduler.now();
      arrivals.push(now);
      await wait(way());
      const told = {
        'X-RateLimit-Reset': ((now + ahead + 5_000) / second).toFixed(3),
        'X-RateLimit-Reset-After': '5.000',
      };
      return new Response(null, { headers: tells ? told : {} });
    });
  await scheduler.run(scheduler.now() + requests * second);
  const inSecondFrom = (from: number): number => arrivals.filter((at) => at >= from && at < from + second).length;
  return { arrivals, most: Math.max(...arrivals.map(inSecondFrom)) };
}

function rateOf(arrivals: readonly number[]): number {
  return (arrivals.length - 1) / (((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / second);
}

const steady = (ms: number) => () => ms;
/** Mostly fast, now and then much slower. */
function uneven(least: number): () => number {
  const { next } = createSeeded(7);
  return () => least + (next() < 0.1 ? next() * 200 : next() * 8);
}

it.each([
  ['near', steady(2), 0],
  ['far away', steady(90), 0],
  ['far away, with a clock of its own', steady(90), -3_600_000],
])('uses all that a Discord %s allows, and no more', async (_, way, ahead) => {
  const { arrivals, most } = await send(1_000, { way, ahead });
  expect(arrivals).toHaveLength(1_000);
  expect(most).toBe(50);
  // The first answers show how long the way is; until then a second passes after each of them.
  expect(rateOf(arrivals.slice(300))).toBeGreaterThan(49.5);
});

it.each([3, 90])('never sends too much on a way of %i ms and more that is sometimes slow', async (least) => {
  const { arrivals, most } = await send(2_000, { way: uneven(least), ahead: 12_345 });
  expect(arrivals).toHaveLength(2_000);
  expect(most).toBeLessThanOrEqual(50);
  expect(rateOf(arrivals)).toBeGreaterThan(47);
});

it('keeps to the limit where nothing tells when a request arrived', async () => {
  const { most } = await send(500, { way: uneven(20), tells: false });
  expect(most).toBeLessThanOrEqual(50);
});

it('never lets a heap of requests leave at once', async () => {
  const { arrivals } = await send(200, { way: steady(2) });
  const inTenthFrom = (from: number): number => arrivals.filter((at) => at >= from && at < from + 100).length;
  expect(Math.max(...arrivals.map(inTenthFrom))).toBeLessThanOrEqual(10);
});

it('a request that fails keeps no other from leaving', async () => {
  const scheduler = createScheduler(0, 1_000);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void scheduler.after(ms, resolve));
  const pace = createPace({ now: scheduler.now, wait, breathe: () => wait(0) });
  let left = 0;
  const sent = Array.from({ length: 120 }, () =>
    pace(() => {
      left += 1;
      throw new Error('no network');
    }).catch(() => undefined),
  );
  await scheduler.run(5_000);
  await Promise.all(sent);
  expect(left).toBe(120);
});
