import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { scheduleJob } from '../../src/schedule/job.ts';
import { createTestClock } from '../support/clock.ts';

const minute = 60_000;
const hour = 60 * minute;

/** A machine whose clock may be set, while its timers go on; node-cron goes by the same clock. */
function createMachine() {
  const timers = createTestClock(Date.UTC(2026, 10, 20, 12, 3));
  let ahead = 0;
  const now = (): number => {
    vi.setSystemTime(timers.now() + ahead);
    return Date.now();
  };
  return {
    clock: { ...timers, now },
    set(by: number) {
      ahead += by;
    },
    async pass(ms: number) {
      await timers.advance(ms);
      now();
    },
  };
}

let machine: ReturnType<typeof createMachine>;
let runs: string[];

beforeEach(() => {
  machine = createMachine();
  runs = [];
  vi.useFakeTimers({ toFake: ['Date'] });
  machine.clock.now();
});
afterEach(() => {
  vi.useRealTimers();
});

function every5Minutes(work = async () => {}) {
  const { clock } = machine;
  const run = (): Promise<void> => {
    runs.push(new Date(clock.now()).toISOString().slice(11, 16));
    return work();
  };
  return scheduleJob('*/5 * * * *', run, clock);
}

it('runs at the times of its expression, until it is stopped', async () => {
  const job = every5Minutes();
  await machine.pass(13 * minute);
  await job.stop();
  await machine.pass(hour);
  expect(runs).toEqual(['12:05', '12:10', '12:15']);
});

it('does not pause for an hour when the clock is set back by one', async () => {
  const job = every5Minutes();
  machine.set(-hour);
  await machine.pass(8 * minute);
  await job.stop();
  expect(runs).toEqual(['11:05', '11:10']);
});

it('runs once for all the times that a clock set forward passed over, were it years of them', async () => {
  const job = every5Minutes();
  machine.set(20 * 365 * 24 * hour + 3 * minute);
  await machine.pass(minute);
  expect(runs).toEqual(['12:06']);
  await machine.pass(5 * minute);
  await job.stop();
  expect(runs).toEqual(['12:06', '12:10']);
});

it('does not begin again before it has ended, and a stop waits for the end', async () => {
  const ends: (() => void)[] = [];
  const job = every5Minutes(() => new Promise((resolve) => void ends.push(resolve)));
  await machine.pass(30 * minute);
  expect(runs).toEqual(['12:05']);
  ends[0]?.();
  await machine.pass(5 * minute);
  expect(runs).toEqual(['12:05', '12:35']);

  let stopped = false;
  const stopping = job.stop().then(() => {
    stopped = true;
  });
  await machine.pass(minute);
  expect(stopped).toBe(false);
  ends[1]?.();
  await stopping;
});
