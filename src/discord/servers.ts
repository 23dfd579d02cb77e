import { type Client, Events, GatewayDispatchEvents, type Guild } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../desk/ports.ts';

/** Changes that come together count as one after this time, in milliseconds: a role that is edited changes many channels. */
const togetherMs = 250;

/** What happens to the servers of the bot. Nothing of it may throw. */
export interface ServerEvents {
  /** All servers of the bot, those in an outage included: after each login, and when one invites it. */
  onServers?(guildIds: ReadonlySet<string>): void;
  /** A server removed the bot, or is no more. An outage is no removal. */
  onServerRemoved?(guildId: string): void;
  /** Which channels these servers have, or what the bot may do there, may have changed: look again. */
  onChannelsChanged?(guildIds: ReadonlySet<string>): void;
  onChannelDeleted?(channelId: string): void;
}

const listed = z.object({ guilds: z.array(z.object({ id: z.string() })) });
const withId = z.object({ id: z.string(), unavailable: z.boolean().optional() });

/**
 * Follows what a client hears of its servers, until `signal` aborts.
 *
 * The library keeps servers that removed the bot, and channels that were deleted, while it was not connected: what the
 * gateway tells counts here, and the library is made to forget them.
 */
export function followServers(
  client: Client,
  events: ServerEvents,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): void {
  /** The servers of each shard whose session has begun. */
  const shards = new Map<number, Set<string>>();
  const changed = new Set<string>();
  /** When the bot's timeouts end: nothing is heard of that. */
  const timeouts = new Map<string, number>();

  function tellServers(): void {
    // A server of a shard that was not heard of would count as one that removed the bot.
    if (shards.size < (client.options.shardCount ?? 1)) return;
    events.onServers?.(new Set([...shards.values()].flatMap((ids) => [...ids])));
  }

  function change({ id }: Guild): void {
    const isFirst = changed.size === 0;
    changed.add(id);
    if (isFirst) void clock.wait(togetherMs, signal).then(tellChanged);
  }

  function tellChanged(): void {
    const guildIds = new Set(changed);
    changed.clear();
    if (signal.aborted) return;
    forgetDeletedChannels(client, guildIds);
    for (const guildId of guildIds) awaitTimeout(guildId);
    events.onChannelsChanged?.(guildIds);
  }

  function awaitTimeout(guildId: string): void {
    const guild = client.guilds.cache.get(guildId);
    const until = guild?.members.me?.communicationDisabledUntilTimestamp ?? 0;
    if (guild === undefined || until <= clock.now() || timeouts.get(guildId) === until) return;
    timeouts.set(guildId, until);
    void clock.wait(until - clock.now(), signal).then(() => {
      if (timeouts.get(guildId) !== until) return;
      timeouts.delete(guildId);
      if (!signal.aborted) change(guild);
    });
  }

  client.ws.on(GatewayDispatchEvents.Ready, (data, shardId) => {
    const ready = listed.safeParse(data);
    if (!ready.success) return;
    const ids = new Set(ready.data.guilds.map(({ id }) => id));
    shards.set(shardId, ids);
    const lost = client.guilds.cache.filter((guild) => guild.shardId === shardId && !ids.has(guild.id));
    for (const guild of lost.values()) forget(guild);
    tellServers();
  });
  client.ws.on(GatewayDispatchEvents.GuildCreate, (data, shardId) => {
    const created = withId.safeParse(data);
    const ids = shards.get(shardId);
    if (!created.success || ids === undefined || ids.has(created.data.id)) return;
    ids.add(created.data.id);
    tellServers();
  });
  client.ws.on(GatewayDispatchEvents.GuildDelete, (data, shardId) => {
    const deleted = withId.safeParse(data);
    if (!deleted.success || deleted.data.unavailable === true) return;
    shards.get(shardId)?.delete(deleted.data.id);
    events.onServerRemoved?.(deleted.data.id);
  });

  for (const arrived of [Events.GuildCreate, Events.GuildAvailable] as const) client.on(arrived, change);
  client.once(Events.ClientReady, () => client.guilds.cache.forEach(change));
  client.on(Events.GuildUpdate, (_, guild) => change(guild));
  client.on(Events.GuildRoleUpdate, (_, { guild }) => change(guild));
  client.on(Events.GuildRoleDelete, ({ guild }) => change(guild));
  client.on(Events.GuildMemberUpdate, (_, { id, guild }) => {
    if (id === client.user?.id) change(guild);
  });
  client.on(Events.ChannelUpdate, (_, channel) => {
    if (!channel.isDMBased()) change(channel.guild);
  });
  client.on(Events.ThreadUpdate, (_, { guild }) => change(guild));
  client.on(Events.ThreadListSync, (_, guild) => change(guild));
  client.on(Events.ChannelDelete, (channel) => {
    if (!channel.isDMBased()) events.onChannelDeleted?.(channel.id);
  });
  client.on(Events.ThreadDelete, ({ id }) => events.onChannelDeleted?.(id));
}

function forget(guild: Guild): void {
  for (const id of guild.channels.cache.keys()) guild.client.channels.cache.delete(id);
  guild.client.guilds.cache.delete(guild.id);
}

/**
 * What servers have was heard anew; the library then still knows by its id what they had before. It keeps the channels of
 * all servers together: they are gone through once, however many servers come at a login.
 */
function forgetDeletedChannels({ channels }: Client, guildIds: ReadonlySet<string>): void {
  channels.cache.sweep(
    (channel) => !channel.isDMBased() && guildIds.has(channel.guildId) && !channel.guild.channels.cache.has(channel.id),
  );
}
