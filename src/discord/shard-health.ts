/** What is known of the shards of a connection; times in milliseconds since 1970. */
export interface ShardHealth {
  /** The shard's session has begun, or goes on. */
  up(shardId: number, now: number): void;
  /** Its connection broke. */
  down(shardId: number, now: number): void;
  /** Discord answered a heartbeat. Without a session that says nothing: what was asked for then may never come. */
  beat(shardId: number, now: number): void;
  allUp(): boolean;
  /** How long the most silent shard has shown no sign of life; `undefined` before the first session. */
  silentMs(now: number): number | undefined;
}

export function createShardHealth(): ShardHealth {
  const shards = new Map<number, { readonly isUp: boolean; readonly aliveAt: number }>();
  return {
    up: (shardId, now) => void shards.set(shardId, { isUp: true, aliveAt: now }),
    down(shardId, now) {
      shards.set(shardId, { isUp: false, aliveAt: shards.get(shardId)?.aliveAt ?? now });
    },
    beat(shardId, now) {
      if (shards.get(shardId)?.isUp === true) shards.set(shardId, { isUp: true, aliveAt: now });
    },
    allUp: () => [...shards.values()].every(({ isUp }) => isUp),
    silentMs(now) {
      if (shards.size === 0) return undefined;
      return Math.max(0, ...[...shards.values()].map(({ aliveAt }) => now - aliveAt));
    },
  };
}
