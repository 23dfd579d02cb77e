import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createBurst } from '../../src/articles/watch-folders.ts';

describe('a burst of changes', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is one call, once files have been quiet', () => {
    const call = vi.fn();
    const burst = createBurst(call);
    for (let touch = 0; touch < 2000; touch++) burst.touch();
    vi.advanceTimersByTime(299);
    expect(call).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(call).toHaveBeenCalledTimes(1);
  });

  it('that does not end is told every two seconds', () => {
    const call = vi.fn();
    const burst = createBurst(call);
    for (let ms = 0; ms < 10_000; ms += 100) {
      burst.touch();
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(1000);
    expect(call).toHaveBeenCalledTimes(5);
  });

  it('is not told after the end of watching', () => {
    const call = vi.fn();
    const burst = createBurst(call);
    burst.touch();
    burst.stop();
    burst.touch();
    vi.advanceTimersByTime(5000);
    expect(call).not.toHaveBeenCalled();
  });
});
