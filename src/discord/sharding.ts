import { type IShardingStrategy, SimpleShardingStrategy, WebSocketShardStatus } from 'discord.js';

type GatewayManager = ConstructorParameters<typeof SimpleShardingStrategy>[0];

/**
 * The library's own strategy, mended in two places where @discordjs/ws 1.2.3 would leave a connection behind that
 * nobody owns, and that would answer every interaction a second time:
 *
 * - A first connection that breaks makes the login fail, although the shard goes on trying by itself. Here the login
 *   goes on as well; a close that is final is told by `shardDisconnect`.
 * - A shard that is destroyed while it connects comes back half a second later, and its destruction never settles.
 */
export function steadySharding(manager: GatewayManager): IShardingStrategy {
  const shards = new SimpleShardingStrategy(manager);
  return {
    spawn: (ids) => shards.spawn(ids),
    connect: () => shards.connect().catch(() => undefined),
    send: (id, payload) => shards.send(id, payload),
    fetchStatus: () => shards.fetchStatus(),
    async destroy(options) {
      const states = await shards.fetchStatus();
      // The manager also calls this before it spawns the first shard.
      if (states.size === 0) return;
      // Every connection begins with this question: unanswered, no shard connects again.
      manager.options.retrieveSessionInfo = () => new Promise(() => undefined);
      const destroyed = shards.destroy(options);
      if (states.every((state) => state !== WebSocketShardStatus.Connecting)) await destroyed;
    },
  };
}
