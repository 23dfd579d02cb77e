import { describe, expect, it } from 'vitest';
import { brokenBuildNames, brokenBuilds } from './broken-builds.ts';
import { reportFailure } from './report.ts';
import { runChaos } from './run-chaos.ts';
import { isFailed } from './run-schedule.ts';
import { drawSchedule } from './schedule.ts';

it('draws the same schedule for the same seed, and another for another', () => {
  expect(drawSchedule(7)).toEqual(drawSchedule(7));
  expect(drawSchedule(7)).not.toEqual(drawSchedule(8));
});

it('whatever breaks, each story is told once in each channel', async () => {
  const verdicts = await runChaos({ seed: 1, schedules: 20, atOnce: 5 });
  expect(verdicts).toHaveLength(20);
  const failures = verdicts.filter(isFailed).map((verdict) => reportFailure(verdict));
  expect(failures.join('\n')).toBe('');
}, 300_000);

describe.concurrent('a program that is wrong on purpose is found out', () => {
  it.for(brokenBuildNames)('%s', { timeout: 120_000 }, async (broken, { expect }) => {
    const { theme, finding } = brokenBuilds[broken];
    const verdicts = await runChaos({ seed: 1, schedules: 3, atOnce: 1, theme, broken, untilFailed: true });
    expect(verdicts.flatMap((verdict) => verdict[finding])).not.toEqual([]);
  });
});
