import type { Server } from 'node:http';
import { join } from 'node:path';
import { Hono } from 'hono';
import { type Control, createControl } from './control.ts';
import { createFaultControl, type FaultControl } from './faults/control.ts';
import { createFaults } from './faults/faults.ts';
import { isUnanswered } from './faults/middleware.ts';
import { createSkewedClock } from './faults/skewed-clock.ts';
import { createGateway } from './gateway/gateway.ts';
import type { GatewayLimits } from './gateway/limits.ts';
import { guard } from './guard.ts';
import { createInteractions } from './interactions/interactions.ts';
import type { Pictures } from './page/media.ts';
import { createPage } from './page/page.ts';
import type { ArticleDesk } from './page/panel/article-desk.ts';
import { createPanel } from './page/panel/panel.ts';
import type { RateLimitOptions } from './rest/limits/defaults.ts';
import { createLimitSwitch } from './rest/limits/limit-switch.ts';
import { createRequestLog, type RequestLog } from './rest/request-log.ts';
import { createRest } from './rest/rest.ts';
import type { Limits } from './state/limits.ts';
import type { PrivilegedIntent } from './state/privileged-intents.ts';
import { openState } from './state/state.ts';
import type { World } from './state/world.ts';

export interface LocalDiscordOptions {
  /** Where everything is kept; `:memory:` for nowhere. */
  readonly dataFile: string;
  readonly clock: {
    /** Milliseconds since 1970. */
    now(): number;
    /** Resolves after so many milliseconds, or when the signal is aborted; by the machine's timers where absent. */
    wait?(ms: number, signal: AbortSignal): Promise<void>;
  };
  /** New identifiers of at least 16 characters of the base64url alphabet. */
  readonly random: { id(): string };
  /** What there is at the first start. */
  readonly world: World;
  /** Told of what should not happen: why a request was answered with 500. */
  onFailure(error: unknown): void;
  /** The folder of the page. */
  readonly clientDir?: string;
  /** The path of the picture at an address, if this machine has it. */
  readonly pictures?: Pictures;
  /** Where articles can be written and changed from the page; without it the page has no such thing. */
  readonly articles?: ArticleDesk;
  /** How long a nonce stands for the message that it was first posted with. */
  readonly nonceWindowMs?: number;
  /** How much there may be of what Discord limits, where it differs from Discord. */
  readonly limits?: Partial<Limits>;
  /** How long the bot has for its first answer to an interaction. */
  readonly answerWithinMs?: number;
  /** What differs from Discord's rate limits; `off` for none, until they are switched on. */
  readonly rateLimits?: RateLimitOptions | 'off';
  /** How often a client of the gateway gives a sign of life. */
  readonly heartbeatMs?: number;
  /** What differs from Discord's limits of the gateway. */
  readonly gatewayLimits?: Partial<GatewayLimits>;
  /** The privileged intents that the bot's application has; none when absent, as a new one at Discord. */
  readonly privilegedIntents?: readonly PrivilegedIntent[];
}

/** A Discord on this machine: some guilds, one bot, and people who can be played on a page. */
export interface LocalDiscord {
  /** REST below `/api`, the page at `/`. The caller serves it. */
  readonly app: Hono;
  /**
   * Takes the gateway's WebSocket connections of the server that serves {@link app}. Returns the way to end them all: to
   * be called before that server is closed, which waits for every connection that has become a WebSocket.
   */
  attach(server: Server): () => Promise<void>;
  /** The bot's token: secret, for this server only. */
  readonly token: string;
  /** The ids of all guilds by their names. */
  readonly guildIds: Readonly<Record<string, string>>;
  /** The first guild, and its channels by their names. */
  readonly guildId: string;
  readonly channelIds: Readonly<Record<string, string>>;
  readonly botId: string;
  readonly ownerId: string;
  readonly memberId: string;
  readonly strangerId: string;
  /** The latest requests to the API. */
  readonly requests: Pick<RequestLog, 'list' | 'subscribe'>;
  readonly control: Control & {
    /** Closes every connection to the gateway; sessions can be resumed. */
    dropGateway(code?: number): void;
    /** Asks every client of the gateway for a heartbeat out of turn. */
    askHeartbeats(): void;
    /** Switches rate limits on or off; what was counted before stays counted. */
    limitRates(on: boolean): void;
    /** Lets things go wrong that otherwise work. */
    readonly faults: FaultControl;
  };
  close(): Promise<void>;
}

/** @throws when `dataFile` was written by another version of this program */
export function createLocalDiscord(options: LocalDiscordOptions): LocalDiscord {
  const { random, nonceWindowMs = 3 * 60_000, answerWithinMs = 3000, pictures = () => undefined } = options;
  const { articles, onFailure, heartbeatMs = 41_250, rateLimits = {}, gatewayLimits = {} } = options;
  const { clientDir = join(import.meta.dirname, 'page/client') } = options;
  const clock = createSkewedClock(options.clock);
  const faults = createFaults({ clock, ...(options.clock.wait && { wait: options.clock.wait }) });
  const state = openState({ ...options, clock, nonceWindowMs });
  const interactions = createInteractions(state, { random, answerWithinMs });
  const gateway = createGateway(state, { random, faults: faults.gateway, heartbeatMs, limits: gatewayLimits });
  const { identity } = state;
  const control = createControl(state);
  const limiting = createLimitSwitch(rateLimits !== 'off');
  const faultControl = createFaultControl(faults.plan, gateway);

  const app = new Hono();
  app.onError((error, context) => {
    onFailure(error);
    return context.json({ message: '500: Internal Server Error', code: 0 }, 500);
  });
  app.use('*', guard);
  const requests = createRequestLog({ now: () => options.clock.now(), isUnanswered });
  app.use('/api/*', requests.middleware, faults.middleware);
  app.route(
    '/api',
    createRest(state, interactions, { rateLimits: rateLimits === 'off' ? {} : rateLimits, limiting, gateway }),
  );
  app.route(
    '/local/panel',
    createPanel({ state, gateway, requests, limiting, control, faults: faultControl, ...(articles && { articles }) }),
  );
  app.route('/', createPage(state, interactions, { clientDir, edition: random.id(), pictures }));

  return {
    app,
    attach(server) {
      gateway.attach(server);
      return gateway.close;
    },
    token: identity.token,
    guildId: identity.guildId,
    botId: identity.botId,
    guildIds: Object.fromEntries(state.guilds.all().map(({ name, id }) => [name, id])),
    channelIds: Object.fromEntries(state.channels.of(identity.guildId).map(({ name, id }) => [name, id])),
    ownerId: identity.ownerId,
    memberId: identity.memberId,
    strangerId: identity.strangerId,
    requests,
    control: {
      ...control,
      dropGateway: gateway.drop,
      askHeartbeats: gateway.askHeartbeats,
      limitRates: limiting.set,
      faults: faultControl,
    },
    async close() {
      faults.close();
      await gateway.close();
      state.close();
    },
  };
}
