import type { Clock, Log } from '../desk/ports.ts';

/** Discord counts over so long, in milliseconds, and then bans the address of a machine for a while beyond 10,000. */
const windowMs = 10 * 60_000;
/**
 * So many, and no more posts leave until there are fewer: a fifth of what Discord allows, since other programs may share
 * the address, the count begins anew with the program, and a clock that is set forward forgets it.
 */
const mostForPosts = 2_000;
/** So many, and not even people are answered. */
const mostForAnswers = 5_000;
const warnedEvery = 500;

/** A request was not sent, so that Discord does not ban this machine. */
export class HeldBack extends Error {
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('Discord refused many requests of the last ten minutes, so none is sent for a while');
    this.name = 'HeldBack';
    this.afterMs = afterMs;
  }
}

/** Watches over the requests that Discord calls invalid, of all REST clients together. */
export interface InvalidRequests {
  /** Takes an answer into account. `scope` is its `X-RateLimit-Scope`. */
  note(status: number, scope: string | null): void;
  /** How many there were in the last ten minutes. */
  count(): number;
  /** @throws HeldBack when a request of this use had better not be sent */
  demandRoom(use: 'post' | 'answer'): void;
}

/** https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
export function createInvalidRequests({ clock, log }: { clock: Clock; log: Log }): InvalidRequests {
  let times: number[] = [];

  /** Those of the last ten minutes, oldest first. What seems to lie ahead, because the clock was set back, counts as now. */
  function recent(): readonly number[] {
    const now = clock.now();
    times = times.filter((at) => at > now - windowMs).map((at) => Math.min(at, now));
    return times;
  }

  return {
    note(status, scope) {
      if (!isInvalid(status, scope)) return;
      times.push(clock.now());
      const count = recent().length;
      if (count === mostForPosts) log.error({ count }, 'Discord refuses too many requests: posts wait for ten minutes');
      else if (count % warnedEvery === 0)
        log.warn({ count }, 'Discord refuses many requests of the bot, and may soon block this machine');
    },
    count: () => recent().length,
    demandRoom(use) {
      const most = use === 'post' ? mostForPosts : mostForAnswers;
      const before = recent();
      const lastToLeave = before[before.length - most];
      if (lastToLeave !== undefined) throw new HeldBack(lastToLeave + windowMs - clock.now());
    },
  };
}

/** Limits that a bot shares with others are not its own fault. */
function isInvalid(status: number, scope: string | null): boolean {
  return status === 401 || status === 403 || (status === 429 && scope !== 'shared');
}
