import type { Limit } from './window.ts';

const per = (limit: number, seconds: number): Limit => ({ limit, windowMs: seconds * 1000 });

/**
 * The limits of every bucket. Discord documents none of them and says that they change; these were observed. The table in
 * docs/local-discord.md names the source of each.
 */
export const bucketLimits = {
  'gateway address': per(2, 5),
  'message create': per(5, 5),
  'message edit': per(5, 5),
  'message get': per(5, 5),
  'message list': per(5, 5),
  'message delete, younger than 10 s': per(5, 1),
  'message delete': per(3, 1),
  'message delete, older than 14 d': per(30, 120),
  'message bulk delete': per(1, 3),
  crosspost: per(5, 1),
  reaction: per(1, 0.25),
  pin: per(5, 4),
  'pin list': per(1, 5),
  typing: per(5, 5),
  'channel edit': per(5, 15),
  'overwrite edit': per(10, 15),
  'thread create': per(50, 300),
  'thread member edit': per(5, 5),
  'thread member list': per(10, 10),
  'webhook message': per(5, 2),
  'command create': per(5, 20),
  'command edit': per(5, 20),
  'command delete': per(5, 20),
  'command overwrite': per(2, 60),
  'member get': per(5, 1),
  'member edit': per(10, 10),
} as const satisfies Record<string, Limit>;

/** Limits that no header tells of before they are hit. */
export const hiddenLimits = {
  'crossposts of a channel': per(10, 3600),
  'edits of a crossposted message': per(3, 3600),
  'edits of messages older than 1 h': per(3, 20),
  'names of a channel': per(2, 600),
  'topics of a channel': per(2, 600),
  'webhook messages in a channel': per(30, 60),
  'conversations opened': per(10, 10),
} as const satisfies Record<string, Limit>;

export type BucketName = keyof typeof bucketLimits;
export type HiddenName = keyof typeof hiddenLimits;

/** What differs from Discord's limits. */
export interface RateLimitOptions {
  /** Of all requests with one token, or without one from one address; 50 in a second. */
  readonly global?: Limit;
  /** Of answers with 401, 403 and 429 to one address, which then is banned; 10,000 in 10 minutes. */
  readonly invalidRequests?: Limit;
  /** By the names in docs/local-discord.md. */
  readonly buckets?: Partial<Readonly<Record<BucketName | HiddenName, Limit>>>;
}

export interface Limits {
  readonly global: Limit;
  readonly invalidRequests: Limit;
  readonly buckets: Readonly<Record<BucketName | HiddenName, Limit>>;
}

/** All limits: Discord's where nothing else is asked for. */
export function limitsOf({ global, invalidRequests, buckets }: RateLimitOptions): Limits {
  return {
    global: global ?? per(50, 1),
    invalidRequests: invalidRequests ?? per(10_000, 600),
    buckets: { ...bucketLimits, ...hiddenLimits, ...buckets },
  };
}
