import { Client, Events, GatewayIntentBits, Options, type REST, type RESTOptions } from 'discord.js';
import type { Log } from '../desk/ports.ts';
import { loggable } from './faults.ts';
import { steadySharding } from './sharding.ts';

/** How all REST clients of the bot behave: what failed is not repeated, and no wait is long. */
export function restOptions(apiUrl: string): Partial<RESTOptions> {
  return {
    api: apiUrl,
    retries: 0,
    timeout: 15_000,
    // Short waits are left to the library. A 429 that names no time would otherwise be repeated without a pause.
    rejectOnRateLimit: ({ scope, retryAfter, sublimitTimeout }) =>
      scope === 'shared' || retryAfter <= 0 || retryAfter > 10_000 || sublimitTimeout > 10_000,
    invalidRequestWarningInterval: 100,
  };
}

/** Warns in time: Discord bans an address for a while after 10,000 refused requests within ten minutes. */
export function warnOfRefusals(rest: REST, log: Log): void {
  rest.on('invalidRequestWarning', ({ count, remainingTime }) =>
    log.warn({ count, remainingTime }, 'Discord refuses many requests of the bot, and may soon block this machine'),
  );
}

/** A client that keeps in memory what the commands need: servers, channels, roles, and the bot's own membership. */
export function createClient(apiUrl: string, token: string, log: Log): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: restOptions(apiUrl),
    ws: { buildStrategy: steadySharding },
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
  warnOfRefusals(client.rest, log);
  client.on(Events.Error, (error) => log.error({ error: loggable(error) }, 'The Discord client met an error'));
  client.on(Events.ShardError, (error) => log.debug({ error: loggable(error) }, 'The gateway connection met an error'));
  client.on(Events.Warn, (message) => log.warn({}, message.replaceAll(token, '[token]')));
  client.on(Events.Debug, (message) => {
    // The library shows most of the token here.
    if (!message.startsWith('Provided token')) log.debug({}, message.replaceAll(token, '[token]'));
  });
  return client;
}
