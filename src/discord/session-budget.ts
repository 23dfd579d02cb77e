import { type IIdentifyThrottler, SimpleIdentifyThrottler } from 'discord.js';
import { z } from 'zod';
import type { Clock, Log } from '../desk/ports.ts';
import type { Remembered } from './remembered.ts';

const day = 24 * 3_600_000;
/** Sessions that may begin without a pause: nobody who restarts the program a few times shall wait. */
const inARow = 30;
/** How old what Discord says of the budget may be. */
const freshMs = 60_000;
/** Where the budget is remembered from start to start. */
const settingKey = 'discord.sessions';

/** How many sessions Discord lets a bot begin within 24 hours: `session_start_limit` of `GET /gateway/bot`. */
export interface SessionLimit {
  readonly total: number;
  readonly remaining: number;
  readonly resetAfterMs: number;
}

const answerForm = z.object({
  session_start_limit: z.object({
    total: z.number().min(1),
    remaining: z.number(),
    reset_after: z.number().min(0).max(day),
  }),
});

/** Reads an answer of `GET /gateway/bot`; `undefined` when it names no limit. */
export function sessionLimitIn(answer: unknown): SessionLimit | undefined {
  const read = answerForm.safeParse(answer);
  if (!read.success) return undefined;
  const { total, remaining, reset_after: resetAfterMs } = read.data.session_start_limit;
  return { total, remaining, resetAfterMs };
}

/**
 * When the next session may begin, and what is to be remembered when it does; times in milliseconds since 1970.
 *
 * The program keeps to half of the day's budget, evenly spread but for the first few. That is remembered as one moment:
 * the one at which all sessions so far would have begun, had they been spread evenly. When Discord says that less than a
 * tenth is left, because others use the same token, that is spread until the budget is renewed.
 */
export function nextSession(
  spreadUntil: number,
  now: number,
  { total, remaining, resetAfterMs }: SessionLimit = { total: 1_000, remaining: 1_000, resetAfterMs: 0 },
): { readonly at: number; readonly spreadUntil: number } {
  const apart = day / (total / 2);
  // A clock that was set back must not make it wait for longer than one that is right.
  const spread = Math.min(Math.max(spreadUntil, now), now + inARow * apart);
  const scarce = remaining < total / 10 ? resetAfterMs / Math.max(1, remaining) : 0;
  const at = Math.max(now, spread - (inARow - 1) * apart, now + scarce);
  return { at, spreadUntil: Math.max(spread, at) + apart };
}

/** Begins sessions at a pace that cannot use up the day's budget, also when something restarts the program again and again. */
export interface SessionBudget {
  /** Waits until one more session may begin, and remembers that it does. @throws the signal's reason */
  spend(limit: SessionLimit | undefined, signal: AbortSignal): Promise<void>;
  /** Until when it waits, in milliseconds since 1970; `undefined` when it does not. */
  waitsUntil(): number | undefined;
}

export function createSessionBudget(deps: { remembered: Remembered; clock: Clock; log: Log }): SessionBudget {
  const { remembered, clock, log } = deps;
  let spreadUntil: number | undefined;
  let waitsUntil: number | undefined;
  let turn: Promise<void> = Promise.resolve();

  async function spend(limit: SessionLimit | undefined, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    spreadUntil ??= Number((await remembered.get(settingKey)) ?? 0) || 0;
    const next = nextSession(spreadUntil, clock.now(), limit);
    const waitMs = next.at - clock.now();
    if (waitMs > 0) {
      waitsUntil = next.at;
      const about = { waitMs, until: new Date(next.at).toISOString(), remaining: limit?.remaining };
      log.warn(about, 'There were many logins lately; waiting with the next, because Discord allows a number a day');
      await clock.wait(waitMs, signal);
      waitsUntil = undefined;
      signal.throwIfAborted();
    }
    spreadUntil = next.spreadUntil;
    // Before the session begins: one that is counted without having begun does no harm.
    await remembered.set(settingKey, String(spreadUntil));
  }

  return {
    spend(limit, signal) {
      const spent = turn.then(() => spend(limit, signal));
      turn = spent.catch(() => undefined);
      return spent;
    },
    waitsUntil: () => waitsUntil,
  };
}

/** Lets shards identify in the order and at the distance that Discord asks for, within the budget. */
export async function identifyWithin(
  budget: SessionBudget,
  manager: { fetchGatewayInformation(force?: boolean): Promise<{ session_start_limit: { max_concurrency: number } }> },
  { clock, log }: { clock: Clock; log: Log },
): Promise<IIdentifyThrottler> {
  const first = await manager.fetchGatewayInformation();
  const spaced = new SimpleIdentifyThrottler(first.session_start_limit.max_concurrency);
  let known = { at: clock.now(), limit: sessionLimitIn(first) };

  async function limitNow(): Promise<SessionLimit | undefined> {
    if (Math.abs(clock.now() - known.at) < freshMs) return known.limit;
    const answer = await manager.fetchGatewayInformation(true).catch(() => undefined);
    known = { at: clock.now(), limit: sessionLimitIn(answer) };
    return known.limit;
  }

  return {
    async waitForIdentify(shardId, signal) {
      // The library would identify even after a failure that is not the signal's.
      await limitNow()
        .then((limit) => budget.spend(limit, signal))
        .catch((err: unknown) => {
          signal.throwIfAborted();
          log.error({ err }, 'Logins cannot be remembered; logging in all the same');
        });
      await spaced.waitForIdentify(shardId, signal);
    },
  };
}
