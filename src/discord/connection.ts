import { type Client, DiscordAPIError, Events, type Interaction, PermissionFlagsBits, type REST } from 'discord.js';
import { backoff } from '../desk/backoff.ts';
import { HeatwireError } from '../desk/errors.ts';
import type { Clock, Log, Random } from '../desk/ports.ts';
import { type ChannelStanding, channelStanding } from './channel-standing.ts';
import { createClient, warnOfRefusals } from './client.ts';
import { loggable } from './faults.ts';
import { createPostingRest } from './posting-rest.ts';
import { type ServerPeople, serverPeople } from './server-people.ts';

export interface DiscordConnection {
  /**
   * For posts and everything else that is not an answer to a person. Interactions are answered through the client's
   * own instance, so that no answer waits for a post, or for a pause that Discord imposed on posts.
   */
  readonly rest: REST;
  /**
   * Logs in, as often as it takes, and resolves when the bot is ready. To be called once.
   *
   * @throws HeatwireError `TOKEN_INVALID`, or `DISCORD_CLOSED` when Discord will not take this bot as it is
   * @throws the signal's reason when it aborts first, or an AbortError when the connection is stopped first
   */
  start(signal: AbortSignal): Promise<void>;
  status(): { readonly state: 'connecting' | 'ready' | 'reconnecting' | 'closed'; readonly guilds: number };
  /** The application's id, once the bot is ready. */
  applicationId(): string | undefined;
  /** The bot's own user, once it is ready. */
  userId(): string | undefined;
  /** Whether the bot may read what was written in a channel; `undefined` for a channel that it does not know. */
  mayReadHistory(channelId: string): boolean | undefined;
  /** How the bot stands in a channel. */
  standing(channelId: string): ChannelStanding;
  /** Where the people of a feed's server can be reached; `undefined` when that is not known just now. */
  server(feed: { readonly guildId?: string; readonly channelId: string }): ServerPeople | undefined;
  stop(): Promise<void>;
}

/**
 * The bot's connection to Discord, or to whatever speaks its API at `apiUrl` (without the version).
 *
 * @param deps.onInteraction called for each interaction; must not throw
 * @param deps.onChannelDeleted called when a channel of a server is deleted while connected; must not throw
 * @param deps.onFatal called when Discord ends, for good, a connection that was ready
 */
export function createDiscordConnection(deps: {
  token: string;
  apiUrl: string;
  log: Log;
  clock: Clock;
  random: Random;
  onInteraction(interaction: Interaction): void;
  onChannelDeleted?(channelId: string): void;
  onFatal(error: HeatwireError): void;
}): DiscordConnection {
  const { token, apiUrl, log, clock, random } = deps;
  const rest = createPostingRest({ apiUrl, token, clock });
  warnOfRefusals(rest, log);
  let state: ReturnType<DiscordConnection['status']>['state'] = 'connecting';
  // A client whose login failed cannot be used again, so every attempt has a new one.
  let client: Client | undefined;
  const stopping = new AbortController();

  /** Follows a client that has become ready. */
  function follow(ready: Client): void {
    state = 'ready';
    ready.on(Events.ShardReconnecting, () => {
      if (state === 'ready') log.warn({}, 'The connection to Discord broke; reconnecting');
      if (state !== 'closed') state = 'reconnecting';
    });
    for (const back of [Events.ShardReady, Events.ShardResume] as const)
      ready.on(back, () => {
        if (state === 'reconnecting') log.info({}, 'Connected to Discord again');
        if (state !== 'closed') state = 'ready';
      });
    ready.on(Events.ShardDisconnect, ({ code }) => {
      if (state === 'closed') return;
      state = 'closed';
      deps.onFatal(finalClose(code));
    });
  }

  return {
    rest,
    async start(aborted) {
      const signal = AbortSignal.any([aborted, stopping.signal]);
      for (let attempts = 1; ; attempts++) {
        signal.throwIfAborted();
        const attempt = createClient(apiUrl, token, log);
        attempt.on(Events.InteractionCreate, deps.onInteraction);
        attempt.on(Events.ChannelDelete, (channel) => {
          if (!channel.isDMBased()) deps.onChannelDeleted?.(channel.id);
        });
        client = attempt;
        try {
          await becomeReady(attempt, token, signal);
          return follow(attempt);
        } catch (error) {
          await attempt.destroy();
          signal.throwIfAborted();
          const final = finalError(error);
          if (final !== undefined) {
            state = 'closed';
            throw final;
          }
          const waitMs = backoff(attempts, random.next(), { base: 1_000, cap: 60_000 });
          const trouble = isNoDiscord(error)
            ? 'DISCORD_API_URL does not lead to a Discord API'
            : 'Discord cannot be reached';
          log.warn({ error: loggable(error), attempts, waitMs }, `${trouble}; trying again`);
          await clock.wait(waitMs, signal);
        }
      }
    },
    status: () => ({ state, guilds: client?.guilds.cache.size ?? 0 }),
    applicationId: () => client?.application?.id,
    userId: () => client?.user?.id,
    mayReadHistory(channelId) {
      const channel = client?.channels.cache.get(channelId);
      // Of a server in an outage only what was true before is known.
      if (channel === undefined || channel.isDMBased() || !channel.guild.available) return undefined;
      const me = channel.guild.members.me;
      return me === null ? undefined : channel.permissionsFor(me).has(PermissionFlagsBits.ReadMessageHistory);
    },
    standing: (channelId) => channelStanding(client, channelId),
    server: (feed) => serverPeople(client, feed),
    async stop() {
      state = 'closed';
      stopping.abort();
      await client?.destroy();
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}

/** Settles with the first of: ready, login failed, closed for good, aborted. */
async function becomeReady(client: Client, token: string, signal: AbortSignal): Promise<void> {
  const settled = new AbortController();
  try {
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { signal: settled.signal });
      client.once(Events.ClientReady, () => resolve());
      client.once(Events.ShardDisconnect, ({ code }) => reject(finalClose(code)));
      client.login(token).catch(reject);
    });
  } finally {
    settled.abort();
  }
}

/** Whether something other than Discord answered: it does not know the gateway's address, or answers without its fields. */
function isNoDiscord(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 404 || error.status === 405;
  return error instanceof TypeError;
}

/** The error that makes further attempts useless, if it is one. */
function finalError(error: unknown): HeatwireError | undefined {
  if (error instanceof HeatwireError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'TokenInvalid' ? tokenInvalid(error) : undefined;
}

/** Why Discord closed the gateway for good; codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes */
function finalClose(code: number): HeatwireError {
  switch (code) {
    case 4004:
      return tokenInvalid(undefined);
    case 4010:
    case 4011:
      return closed(code, 'the bot is on too many servers for one connection, which Heatwire cannot split');
    case 4012:
      return closed(code, 'it no longer speaks this version of the gateway: update Heatwire');
    case 4013:
    case 4014:
      return closed(
        code,
        'it does not grant the intents that Heatwire asks for: check the bot in the developer portal',
      );
    default:
      return closed(code, 'it gave no reason that Heatwire knows');
  }
}

function tokenInvalid(cause: unknown): HeatwireError {
  return new HeatwireError(
    'TOKEN_INVALID',
    'Discord does not accept DISCORD_TOKEN. Copy the token again from https://discord.com/developers/applications (your application, Bot, Reset Token), and restart.',
    { cause },
  );
}

function closed(code: number, why: string): HeatwireError {
  return new HeatwireError('DISCORD_CLOSED', `Discord has closed the connection for good (${code}): ${why}.`);
}
