import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from '../../../src/local-discord/page/paced.ts';

const act = vi.fn();
beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  act.mockClear();
});

it('what is asked for again and again is done at once, then once a pause, and after the last time', () => {
  const { ask } = paced(act, 200);
  ask();
  expect(act).toHaveBeenCalledTimes(1);
  for (let ms = 0; ms < 1000; ms += 10) {
    ask();
    vi.advanceTimersByTime(10);
  }
  expect(act).toHaveBeenCalledTimes(6);
  vi.advanceTimersByTime(10_000);
  expect(act).toHaveBeenCalledTimes(6);
  ask();
  expect(act).toHaveBeenCalledTimes(7);
});

it('is not done any more once it is stopped', () => {
  const { ask, stop } = paced(act, 200);
  ask();
  ask();
  stop();
  vi.advanceTimersByTime(10_000);
  expect(act).toHaveBeenCalledTimes(1);
});
