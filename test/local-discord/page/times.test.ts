import { describe, expect, it } from 'vitest';
import { formatTime, messageTime } from '../../../src/local-discord/page/client/time.ts';

describe('times', () => {
  const now = Date.UTC(2026, 10, 21, 12);
  const hour = 3_600_000;

  it.each([
    [now - hour, 'Today at 11:00 AM'],
    [now - 24 * hour, 'Yesterday at 12:00 PM'],
    [now - 48 * hour, '11/19/2026 12:00 PM'],
    [Number.NaN, ''],
  ])('next to a message: %s is %s', (at, said) => {
    expect(messageTime(at, now, 'UTC')).toBe(said);
  });

  it.each([
    [now - 30_000, '30 seconds ago'],
    [now - 2 * hour, '2 hours ago'],
    [now - 25 * hour, '1 day ago'],
    [now + 3 * 24 * hour, 'in 3 days'],
  ])('told from now: %s is %s', (at, said) => {
    expect(formatTime(at, 'R', now)).toBe(said);
  });

  it('that no calendar holds are not told', () => {
    expect(formatTime(9_999_999_999_999_000, 'f', now)).toBeUndefined();
  });
});
