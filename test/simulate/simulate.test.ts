import { expect, it } from 'vitest';
import { brokenBuildNames } from './broken-builds.ts';
import { createSimulatedDatabase } from './database.ts';
import { runSchedules } from './run-schedules.ts';
import { drawSchedule } from './schedule.ts';
import { simulate } from './simulation.ts';

it('whatever fails, and wherever the program is killed, each story is told once and none is lost', async () => {
  const { schedules, failures, counts } = await runSchedules({ from: 1, count: 1_000 }, 2);
  expect(failures.map(({ seed, violations }) => ({ seed, violations }))).toEqual([]);
  expect(schedules).toBe(1_000);
  // A simulation in which nothing happens proves nothing.
  expect(counts['crashes']?.['within a transaction']).toBeGreaterThan(50);
  expect(counts['crashes']?.['a request has left']).toBeGreaterThan(50);
  expect(counts['done']?.['scans']).toBeGreaterThan(4_000);
  for (const done of ['posts', 'edits', 'withdrawals', 'notices']) expect(counts['done']?.[done]).toBeGreaterThan(20);
}, 120_000);

it('the same seed is the same simulation', async () => {
  const seeds = [3, 14, 15, 92, 65, 35];
  const hashes = async (of: readonly number[]): Promise<Map<number, string>> => {
    const database = await createSimulatedDatabase();
    const found = new Map<number, string>();
    for (const seed of of) found.set(seed, (await simulate(drawSchedule(seed), database)).hash);
    return found;
  };
  const once = await hashes(seeds);
  expect(await hashes(seeds.toReversed())).toEqual(once);
  expect(new Set(once.values()).size).toBe(seeds.length);
});

it.concurrent.for(brokenBuildNames)(
  'a program in which this is wrong is found out: %s',
  { timeout: 120_000 },
  async (broken) => {
    const { failures } = await runSchedules({ from: 1, count: 200, broken, untilFailure: true }, 1);
    expect(failures).not.toEqual([]);
  },
);
