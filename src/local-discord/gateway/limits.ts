/** How much of the gateway a bot may use, and how its guilds are spread. The defaults are Discord's. */
export interface GatewayLimits {
  /** Sessions that may be begun in a stretch of {@link identifyPeriodMs}; resuming is free. */
  readonly identifies: number;
  readonly identifyPeriodMs: number;
  /** How long no other shard with the same remainder by {@link maxConcurrency} may begin after one has. */
  readonly identifyEveryMs: number;
  readonly maxConcurrency: number;
  /** By this many guilds the number of shards is recommended. Discord's number is not published; libraries assume it. */
  readonly guildsPerShard: number;
  /** A shard that would have more guilds is refused. */
  readonly maxGuildsPerShard: number;
}

/** Discord's documentation, "Using Gateway": identifying, rate limiting and sharding. */
export const defaultGatewayLimits: GatewayLimits = {
  identifies: 1000,
  identifyPeriodMs: 24 * 3_600_000,
  identifyEveryMs: 5000,
  maxConcurrency: 1,
  guildsPerShard: 1000,
  maxGuildsPerShard: 2500,
};

/** What one client may send over one connection. */
export const sendLimit = { limit: 120, windowMs: 60_000 };
