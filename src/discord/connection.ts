import { type Client, Events, type Interaction, PermissionFlagsBits, type REST, Routes, Status } from 'discord.js';
import { backoff } from '../desk/backoff.ts';
import type { Clock, Log, Random } from '../desk/ports.ts';
import { type ChannelStanding, channelStanding } from './channel-standing.ts';
import { createClient } from './client.ts';
import { loggable } from './faults.ts';
import { createInvalidRequests } from './invalid-requests.ts';
import { finalClose, finalError, isNoDiscord, isOutOfSessions } from './login-errors.ts';
import { createPostingRest } from './posting-rest.ts';
import type { Remembered } from './remembered.ts';
import { type ServerPeople, serverPeople } from './server-people.ts';
import { followServers, type ServerEvents } from './servers.ts';
import { createSessionBudget, sessionLimitIn } from './session-budget.ts';
import { createShardHealth, type ShardHealth } from './shard-health.ts';

/** Discord gives up waiting for an answer to an interaction after so long. */
const answerableMs = 3_000;
/** A connection without a sign of life for so long, at two looks in a row, does not come back by itself. */
const givenUpAfterMs = 10 * 60_000;
const lookEveryMs = 60_000;

export interface ConnectionStatus {
  readonly state: 'connecting' | 'ready' | 'reconnecting' | 'closed';
  readonly guilds: number;
  /** Since Discord last answered a heartbeat, or took the bot in; `null` before the first login. */
  readonly heartbeatAgeMs: number | null;
  /** What stands in the way of a login, in words; `null` when nothing does. */
  readonly waitingFor: string | null;
  /** Requests of the last ten minutes that were refused in a way that Discord counts against this machine. */
  readonly invalidRequests: number;
}

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
  status(): ConnectionStatus;
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
 * @param deps.remembered where the budget of logins is kept from start to start
 * @param deps.onInteraction called for each interaction; must not throw
 * @param deps.servers told what happens to the bot's servers
 * @param deps.onFatal called, with a HeatwireError, when Discord ends for good a connection that was ready
 */
export function createDiscordConnection(deps: {
  token: string;
  apiUrl: string;
  log: Log;
  clock: Clock;
  random: Random;
  remembered: Remembered;
  onInteraction(interaction: Interaction): void;
  servers?: ServerEvents;
  onFatal(error: unknown): void;
}): DiscordConnection {
  const { token, apiUrl, log, clock, random } = deps;
  const invalid = createInvalidRequests(deps);
  const rest = createPostingRest({ apiUrl, token, clock, invalid });
  const budget = createSessionBudget(deps);
  let state: 'connecting' | 'open' | 'closed' = 'connecting';
  let trouble: string | undefined;
  // A client whose login failed cannot be used again, so every attempt has a new one.
  let client: Client | undefined;
  /** Ends what is done for the client. */
  let leaving = new AbortController();
  let shards = createShardHealth();
  const stopping = new AbortController();

  /** Logs in, as often as it takes. */
  async function login(signal: AbortSignal): Promise<void> {
    for (let attempts = 1; ; attempts++) {
      signal.throwIfAborted();
      const health = createShardHealth();
      const onHeartbeat = (shardId: number): void => health.beat(shardId, clock.now());
      const attempt = createClient({ apiUrl, token, log, clock, budget, invalid, onHeartbeat });
      client = attempt;
      leaving = new AbortController();
      followShards(attempt, health);
      followServers(attempt, deps.servers ?? {}, { clock, signal: AbortSignal.any([leaving.signal, signal]) });
      attempt.on(Events.InteractionCreate, (interaction) => {
        if (!isReplay(attempt, interaction)) deps.onInteraction(interaction);
      });
      try {
        await becomeReady(attempt, token, signal);
        trouble = undefined;
        shards = health;
        state = 'open';
        attempt.on(Events.ShardDisconnect, ({ code }) => {
          if (client !== attempt || state === 'closed') return;
          state = 'closed';
          deps.onFatal(finalClose(code));
        });
        return;
      } catch (error) {
        leaving.abort();
        await attempt.destroy();
        signal.throwIfAborted();
        const final = finalError(error);
        if (final !== undefined) {
          state = 'closed';
          throw final;
        }
        await waitAfter(error, attempts, signal);
      }
    }
  }

  async function waitAfter(error: unknown, attempts: number, signal: AbortSignal): Promise<void> {
    const limit = isOutOfSessions(error)
      ? sessionLimitIn(await rest.get(Routes.gatewayBot()).catch(() => undefined))
      : undefined;
    const retryMs = backoff(attempts, random.next(), { base: 1_000, cap: 60_000 });
    const waitMs = Math.max(retryMs, limit?.resetAfterMs ?? 0);
    trouble = isNoDiscord(error)
      ? 'DISCORD_API_URL does not lead to a Discord API'
      : isOutOfSessions(error)
        ? `Discord allows no more logins today, and the next at ${new Date(clock.now() + waitMs).toISOString()}`
        : 'Discord cannot be reached';
    log.warn({ error: loggable(error), attempts, waitMs }, `${trouble}; trying again`);
    await clock.wait(waitMs, signal);
  }

  function followShards(one: Client, health: ShardHealth): void {
    one.on(Events.ShardReconnecting, (shardId) => {
      if (state === 'open' && health.allUp()) log.warn({}, 'The connection to Discord broke; reconnecting');
      health.down(shardId, clock.now());
    });
    const up = (shardId: number): void => {
      const wasUp = health.allUp();
      health.up(shardId, clock.now());
      if (state === 'open' && !wasUp && health.allUp()) log.info({}, 'Connected to Discord again');
    };
    one.on(Events.ShardReady, up);
    one.on(Events.ShardResume, up);
  }

  /** Whether an interaction was made while the connection was broken, and nobody waits for its answer any more. */
  function isReplay({ ws }: Client, interaction: Interaction): boolean {
    const shard = ws.shards.get(interaction.guild?.shardId ?? 0);
    // The library takes the time from the id, and throws when that is none.
    if (shard?.status !== Status.Resuming || !/^\d+$/.test(interaction.id)) return false;
    return clock.now() - interaction.createdTimestamp > answerableMs;
  }

  /** Logs in anew when the library does not bring a connection back: some of its waits have no end. */
  async function watch(signal: AbortSignal): Promise<void> {
    let wasStuck = false;
    for (;;) {
      await clock.wait(lookEveryMs, signal);
      if (signal.aborted || state === 'closed') return;
      // A clock that was set forward makes it look stuck until the next heartbeat.
      const isStuck = (shards.silentMs(clock.now()) ?? 0) > givenUpAfterMs;
      if (isStuck && wasStuck) {
        log.warn({}, 'The connection to Discord does not come back by itself; logging in anew');
        leaving.abort();
        await client?.destroy();
        await login(signal);
      }
      wasStuck = isStuck && !wasStuck;
    }
  }

  return {
    rest,
    async start(aborted) {
      const signal = AbortSignal.any([aborted, stopping.signal]);
      await login(signal);
      watch(signal).catch((error: unknown) => {
        if (!signal.aborted) deps.onFatal(error);
      });
    },
    status() {
      const until = budget.waitsUntil();
      const waitingFor =
        until === undefined ? trouble : `the next login, at ${new Date(until).toISOString()}, after many lately`;
      return {
        state: state !== 'open' ? state : shards.allUp() ? 'ready' : 'reconnecting',
        guilds: client?.guilds.cache.size ?? 0,
        heartbeatAgeMs: shards.silentMs(clock.now()) ?? null,
        waitingFor: waitingFor ?? null,
        invalidRequests: invalid.count(),
      };
    },
    applicationId: () => client?.application?.id,
    userId: () => client?.user?.id,
    mayReadHistory(channelId) {
      const channel = client?.channels.cache.get(channelId);
      // While the connection is broken, and of a server in an outage, only what was true before is known.
      if (state !== 'open' || !shards.allUp()) return undefined;
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
