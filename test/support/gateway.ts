import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { createControl } from '../../src/local-discord/control.ts';
import { createFaults } from '../../src/local-discord/faults/faults.ts';
import { createSkewedClock } from '../../src/local-discord/faults/skewed-clock.ts';
import { createGateway } from '../../src/local-discord/gateway/gateway.ts';
import type { GatewayLimits } from '../../src/local-discord/gateway/limits.ts';
import { createInteractions } from '../../src/local-discord/interactions/interactions.ts';
import { createRest } from '../../src/local-discord/rest/rest.ts';
import { makeMessage, nothing } from '../../src/local-discord/state/draft.ts';
import type { Message } from '../../src/local-discord/state/model.ts';
import type { PrivilegedIntent } from '../../src/local-discord/state/privileged-intents.ts';
import { openState } from '../../src/local-discord/state/state.ts';
import type { World } from '../../src/local-discord/state/world.ts';
import { openSocket } from './gateway-socket.ts';

export interface GatewaySetup {
  /** How many guilds there are; two when absent. */
  readonly guilds?: number;
  readonly limits?: Partial<GatewayLimits>;
  readonly privilegedIntents?: readonly PrivilegedIntent[];
  readonly heartbeatMs?: number;
}

export type RunningGateway = Awaited<ReturnType<typeof startGateway>>;

/** The gateway and REST on a port, with the state behind them: for what no bot can bring about. Its clock stands still. */
export async function startGateway({ guilds = 2, limits, privilegedIntents = [], ...setup }: GatewaySetup = {}) {
  let time = Date.UTC(2026, 10, 20, 12);
  const clock = createSkewedClock({ now: () => time });
  const random = { id: () => randomBytes(12).toString('base64url') };
  const world: World = {
    bot: { username: 'Newsbot' },
    people: ['owner', 'member'],
    guilds: Array.from({ length: guilds }, (_, place) => ({
      name: `Guild ${place}`,
      owner: 'owner',
      members: ['member'],
      channels: [{ name: 'general' }, { name: 'stories', type: 15 }],
    })),
  };
  const state = openState({ dataFile: ':memory:', clock, random, world, nonceWindowMs: 0, privilegedIntents });
  const faults = createFaults({ clock });
  const gateway = createGateway(state, {
    random,
    faults: faults.gateway,
    heartbeatMs: setup.heartbeatMs ?? 41_250,
    limits: { identifyEveryMs: 0, ...limits },
  });
  const interactions = createInteractions(state, { random, answerWithinMs: 3000 });
  const rest = createRest(state, interactions, { rateLimits: {}, limiting: { isOn: () => false }, gateway });
  const app = new Hono().route('/api', rest);
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  gateway.attach(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { token, ownerId, guildId } = state.identity;
  const [general] = state.channels.of(guildId);
  if (general === undefined) throw new Error('The guild has no channel.');

  return {
    state,
    gateway,
    control: createControl(state),
    url,
    apiUrl: `${url}/api`,
    token,
    guildIds: state.guilds.all().map(({ id }) => id),
    /** The first channel of the first guild. */
    general,
    open: (query?: string) => openSocket({ url, token }, query === undefined ? {} : { query }),
    /** A client that is ready and has heard of every guild. */
    async ready(identify: object = {}) {
      const client = openSocket({ url, token });
      await client.identify(identify);
      await client.hears('READY');
      await client.caughtUp();
      return client;
    },
    /** What REST answers to the bot. */
    async get(path: string): Promise<{ status: number; body: unknown }> {
      const response = await fetch(`${url}/api/v10${path}`, { headers: { authorization: `Bot ${token}` } });
      return { status: response.status, body: await response.json() };
    },
    /** A message of the owner, who is a person. */
    postAsOwner(channelId: string, message: Partial<Message>): Message {
      const author = state.user(ownerId);
      if (author === undefined) throw new Error('There is no owner.');
      const posted = { ...makeMessage(state, channelId, nothing, { author }), ...message };
      state.messages.post(posted);
      return posted;
    },
    /** Moves the clock. */
    pass(ms: number): void {
      time += ms;
    },
    async close(): Promise<void> {
      faults.close();
      await gateway.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      state.close();
    },
  };
}
