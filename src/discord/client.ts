import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import type { Clock, Log } from '../desk/ports.ts';
import { loggable } from './faults.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { restOptions } from './rest-options.ts';
import { identifyWithin, type SessionBudget } from './session-budget.ts';
import { steadySharding } from './sharding.ts';

/**
 * A client that keeps in memory what the commands need: servers, channels, roles, and the bot's own membership.
 *
 * @param deps.onHeartbeat called with a shard's id when Discord answered its heartbeat
 */
export function createClient(deps: {
  apiUrl: string;
  token: string;
  log: Log;
  clock: Clock;
  budget: SessionBudget;
  invalid: InvalidRequests;
  onHeartbeat(shardId: number): void;
}): Client {
  const { apiUrl, token, log, budget, invalid } = deps;
  const client = new Client({
    // As many as Discord recommends: one for each thousand servers.
    shards: 'auto',
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: restOptions(apiUrl, { invalid, use: 'answer' }),
    ws: {
      buildIdentifyThrottler: (manager) => identifyWithin(budget, manager, deps),
      buildStrategy(manager) {
        // The library's name for this event is hidden by another of its exports.
        manager.on('heartbeat', ({ shardId }: { shardId: number }) => deps.onHeartbeat(shardId));
        return steadySharding(manager);
      },
    },
    // Guild, channel, role and permission overwrite caches cannot be limited: the library relies on them.
    makeCache: Options.cacheWithLimits({
      ApplicationCommandManager: 0,
      AutoModerationRuleManager: 0,
      BaseGuildEmojiManager: 0,
      EntitlementManager: 0,
      GuildBanManager: 0,
      GuildInviteManager: 0,
      GuildMemberManager: { maxSize: 0, keepOverLimit: ({ id, client }) => id === client.user.id },
      GuildScheduledEventManager: 0,
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      StageInstanceManager: 0,
      ThreadMemberManager: 0,
      UserManager: { maxSize: 50, keepOverLimit: ({ id, client }) => id === client.user.id },
      VoiceStateManager: 0,
    }),
  });
  client.on(Events.Error, (error) => log.error({ error: loggable(error) }, 'The Discord client met an error'));
  client.on(Events.ShardError, (error) => log.debug({ error: loggable(error) }, 'The gateway connection met an error'));
  client.on(Events.Warn, (message) => log.warn({}, message.replaceAll(token, '[token]')));
  client.on(Events.Debug, (message) => {
    // The library shows most of the token here.
    if (!message.startsWith('Provided token')) log.debug({}, message.replaceAll(token, '[token]'));
  });
  return client;
}
