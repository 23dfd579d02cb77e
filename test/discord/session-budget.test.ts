import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSessionBudget,
  nextSession,
  type SessionLimit,
  sessionLimitIn,
} from '../../src/discord/session-budget.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const plenty: SessionLimit = { total: 1_000, remaining: 1_000, resetAfterMs: day };
const never = new AbortController().signal;

/** When sessions begin that are asked for at these times, each as soon as it may after the one before. */
function sessionsOf(askedAfterMs: readonly number[], limit = plenty): number[] {
  let [now, spreadUntil] = [0, 0];
  return askedAfterMs.map((pause) => {
    const next = nextSession(spreadUntil, now + pause, limit);
    now = next.at;
    spreadUntil = next.spreadUntil;
    return now;
  });
}

describe('the budget of logins', () => {
  it('lets thirty in a row begin at once', () => {
    expect(sessionsOf(Array(30).fill(0))).toEqual(Array(30).fill(0));
    expect(nextSession(0, day, plenty).at).toBe(day);
  });

  it('never lets more than 540 begin within a day, however a supervisor restarts it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10 * minute }), { minLength: 1_200, maxLength: 1_200 }),
        (pauses) => {
          const times = sessionsOf(pauses);
          times.forEach((time, index) => {
            const within = times.filter((other) => other >= time && other < time + day).length;
            if (within > 540) throw new Error(`${within} sessions within a day, from the ${index}th on`);
          });
        },
      ),
      { numRuns: 10 },
    );
  });

  it('makes nobody wait for longer than three minutes', () => {
    const times = sessionsOf(Array(700).fill(0));
    expect(Math.max(...times.map((time, index) => time - (times[index - 1] ?? 0)))).toBeLessThan(3 * minute);
  });

  it.each([
    ['nothing is left', 0, 5 * hour],
    ['ten are left', 10, hour / 2],
    ['enough are left', 100, 0],
  ])('keeps to what Discord says when %s', (_, remaining, waitMs) => {
    expect(nextSession(0, 0, { total: 1_000, remaining, resetAfterMs: 5 * hour }).at).toBe(waitMs);
  });

  it('waits no longer after a clock was set back', () => {
    expect(nextSession(day, 0, plenty).at).toBeLessThan(3 * minute);
  });

  it.each([
    [{}],
    [{ session_start_limit: {} }],
    [{ session_start_limit: { total: 0, remaining: 1, reset_after: 1 } }],
    [null],
  ])('does without a limit that is none: %j', (answer) => expect(sessionLimitIn(answer)).toBeUndefined());
});

describe('a login after many', () => {
  it('waits, also in the next process, and says for how long', async () => {
    const clock = createTestClock();
    const remembered = createMemory();
    const before = createSessionBudget({ remembered, clock, log: createTestLog() });
    for (let login = 0; login < 30; login++) await before.spend(plenty, never);
    expect(before.waitsUntil()).toBeUndefined();

    const log = createTestLog();
    const after = createSessionBudget({ remembered, clock, log });
    let begun = false;
    const spent = after.spend(plenty, never).then(() => {
      begun = true;
    });
    await clock.advance(2 * minute);
    expect(begun).toBe(false);
    expect(after.waitsUntil()).toBe(clock.now() - 2 * minute + 172_800);
    expect(log.lines).toMatchObject([
      { level: 'warn', fields: { waitMs: 172_800 }, message: expect.stringContaining('many logins lately') },
    ]);
    await clock.advance(minute);
    await spent;
    expect(after.waitsUntil()).toBeUndefined();
  });

  it('ends its wait when it is stopped, without counting', async () => {
    const clock = createTestClock();
    const remembered = createMemory();
    const budget = createSessionBudget({ remembered, clock, log: createTestLog() });
    const stop = new AbortController();
    const spent = budget.spend({ ...plenty, remaining: 0 }, stop.signal);
    await clock.advance(minute);
    stop.abort(new Error('told to stop'));
    await expect(spent).rejects.toThrow('told to stop');
    expect(await remembered.get('discord.sessions')).toBeUndefined();
    expect(budget.waitsUntil()).toBeUndefined();
  });
});
