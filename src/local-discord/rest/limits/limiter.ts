import { firstIdAt, isSnowflake } from '../../state/snowflake.ts';
import { createBuckets } from './buckets.ts';
import type { Limits } from './defaults.ts';
import { digest, resourceKey } from './keys.ts';
import { matcher, type Params } from './match.ts';
import { bucketRules, type HiddenRule, hiddenRules, type Subject } from './rules.ts';

/** A request, as far as limits depend on it. */
export interface Asked {
  readonly method: string;
  /** Below `/api/v10`. */
  readonly path: string;
  /** Who asks: a token, or the address of a request without one. */
  readonly who: string;
  /** What the JSON body says of a field; `undefined` when it says nothing. */
  field(name: string): Promise<unknown>;
}

/** What limits must know of the state of this Discord. */
export interface Lookups {
  /** Whether an id is that of an application, whose webhooks are the answers to interactions. */
  isApplication(id: string): boolean;
  /** What a channel has now; `null` when it has none, or does not exist. */
  channelText(id: string, field: 'name' | 'topic'): string | null;
  isCrossposted(channelId: string, messageId: string): boolean;
  /** The channel that a webhook, or the answers to an interaction, go to. */
  webhookChannel(id: string, token: string): string | undefined;
}

/** A bucket, as headers tell of it. */
export interface BucketState {
  /** The same for every resource. */
  readonly id: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAfterMs: number;
}

export interface Refused {
  readonly result: 'refused';
  readonly scope: 'user' | 'global' | 'shared';
  readonly retryAfterMs: number;
  readonly bucket?: BucketState;
  readonly refusal?: { readonly code: number; readonly message: string };
}

export type Verdict = Refused | { readonly result: 'admitted'; readonly bucket?: BucketState };

export interface Limiter {
  /** Counts a request if it is within all its limits. */
  ask(asked: Asked, now: number): Promise<Verdict>;
}

export function createLimiter(limits: Limits, lookups: Lookups): Limiter {
  const buckets = createBuckets();
  const routes = bucketRules.map((rule) => ({ rule, match: matcher(rule.route) }));
  const hiddenRoutes = hiddenRules.map((rule) => ({ rule, match: matcher(rule.route) }));
  const callback = matcher('/interactions/:interaction/:token/callback');
  const interactionWebhook = /^\/webhooks\/(\d+)\/./;

  /** Endpoints that Discord exempts from the global limit: docs, "Rate Limits", "Global Rate Limit". */
  function answersInteraction(path: string): boolean {
    const [, application] = interactionWebhook.exec(path) ?? [];
    return callback(path) !== undefined || (application !== undefined && lookups.isApplication(application));
  }

  function subjectOf({ field }: Asked, { channel = '', message = '' }: Params, now: number): Subject {
    return {
      olderThan: (ms) => isSnowflake(message) && BigInt(message) < firstIdAt(now - ms),
      isCrossposted: () => lookups.isCrossposted(channel, message),
      async changes(name) {
        const value = await field(name);
        return value !== undefined && value !== lookups.channelText(channel, name);
      },
    };
  }

  /** What a hidden limit counts. What is shared counts whoever asks, and a webhook's messages count for its channel. */
  function hiddenKey({ per, scope }: HiddenRule, params: Params, who: string): string {
    if (scope === 'user') return resourceKey(per, params, who);
    const { webhook, token } = params;
    if (webhook === undefined || token === undefined) return resourceKey(per, params, 'all');
    const channel = lookups.webhookChannel(webhook, token);
    return channel === undefined ? resourceKey('webhook', params, 'all') : resourceKey(per, { channel }, 'all');
  }

  async function askBucket(asked: Asked, now: number): Promise<{ admitted: boolean; bucket: BucketState } | undefined> {
    for (const { rule, match } of routes) {
      const params = rule.methods.includes(asked.method) ? match(asked.path) : undefined;
      if (params === undefined || (await rule.when?.(subjectOf(asked, params, now))) === false) continue;
      const limit = limits.buckets[rule.name];
      const key = `${rule.name} ${resourceKey(rule.per, params, asked.who)}`;
      const { admitted, remaining, resetAfterMs } = buckets.take(key, limit, now);
      return { admitted, bucket: { id: digest(rule.name), limit: limit.limit, remaining, resetAfterMs } };
    }
    return undefined;
  }

  async function askHidden(asked: Asked, now: number): Promise<Refused | undefined> {
    for (const { rule, match } of hiddenRoutes) {
      const params = rule.methods.includes(asked.method) ? match(asked.path) : undefined;
      if (params === undefined || (await rule.when?.(subjectOf(asked, params, now))) === false) continue;
      const key = `${rule.name} ${hiddenKey(rule, params, asked.who)}`;
      const { admitted, resetAfterMs } = buckets.take(key, limits.buckets[rule.name], now);
      const { scope, refusal } = rule;
      if (!admitted) return { result: 'refused', scope, retryAfterMs: resetAfterMs, ...(refusal && { refusal }) };
    }
    return undefined;
  }

  return {
    async ask(asked, now) {
      if (!answersInteraction(asked.path)) {
        const { admitted, resetAfterMs } = buckets.take(`global ${asked.who}`, limits.global, now);
        if (!admitted) return { result: 'refused', scope: 'global', retryAfterMs: resetAfterMs };
      }
      const route = await askBucket(asked, now);
      const known = route && { bucket: route.bucket };
      if (route?.admitted === false)
        return { result: 'refused', scope: 'user', retryAfterMs: route.bucket.resetAfterMs, ...known };
      return { ...((await askHidden(asked, now)) ?? { result: 'admitted' }), ...known };
    },
  };
}
