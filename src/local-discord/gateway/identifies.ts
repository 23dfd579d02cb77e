import { type Hits, take } from '../rest/limits/window.ts';
import type { GatewayLimits } from './limits.ts';

/** Discord's session start limit object. */
export interface SessionStartLimit {
  readonly total: number;
  readonly remaining: number;
  /** Milliseconds until `remaining` is `total` again; 0 while it is. */
  readonly reset_after: number;
  readonly max_concurrency: number;
}

/** Counts how often a bot begins a session, over all its shards. */
export interface Identifies {
  limit(): SessionStartLimit;
  /**
   * Counts one session that a shard begins. One that comes too soon after another is not counted, since it begins none:
   * "1,000 sessions (meaning successfully calling IDENTIFY)", discord/discord-api-docs#215.
   */
  begin(shardId: number): 'begun' | 'too soon' | 'spent';
}

/** @param now milliseconds since 1970; it may go back */
export function createIdentifies(
  { identifies: total, identifyPeriodMs, identifyEveryMs, maxConcurrency }: GatewayLimits,
  now: () => number,
): Identifies {
  const latest = new Map<number, Hits>();
  let since = 0;
  let used = 0;

  /** Begins to count anew when the period is over. */
  function settle(): void {
    since = Math.min(since, now());
    if (now() - since >= identifyPeriodMs) used = 0;
  }

  return {
    limit() {
      settle();
      const reset_after = used === 0 ? 0 : since + identifyPeriodMs - now();
      return { total, remaining: total - used, reset_after, max_concurrency: maxConcurrency };
    },
    begin(shardId) {
      settle();
      if (used >= total) return 'spent';
      const key = shardId % maxConcurrency;
      const { admitted, hits } = take(latest.get(key) ?? [], { limit: 1, windowMs: identifyEveryMs }, now());
      latest.set(key, hits);
      if (!admitted) return 'too soon';
      if (used === 0) since = now();
      used += 1;
      return 'begun';
    },
  };
}
