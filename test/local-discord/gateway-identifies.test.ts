import { afterEach, describe, expect, it } from 'vitest';
import type { GatewayLimits } from '../../src/local-discord/gateway/limits.ts';
import { type RunningGateway, startGateway } from '../support/gateway.ts';
import type { Socket } from '../support/gateway-socket.ts';
import { until } from '../support/until.ts';

// Discord's documentation, "Identifying", "Max Concurrency" and "Session Start Limit Object".
const hour = 3_600_000;
let running: RunningGateway;
afterEach(() => running.close());

const start = async (limits: Partial<GatewayLimits>, guilds = 2): Promise<void> => {
  running = await startGateway({ limits, guilds });
};
const budget = async () => {
  const { session_start_limit } = Object((await running.get('/gateway/bot')).body);
  return session_start_limit;
};
/** What a client gets that identifies as a shard: READY, op 9, or the code with which it is closed. */
async function identified(shard: readonly [number, number] = [0, 1]): Promise<[outcome: string | number, Socket]> {
  const client = running.open();
  await client.identify({ shard });
  const answered = until('it is answered', () => client.heard.find(({ op, t }) => op === 9 || t === 'READY'));
  const outcome = await Promise.race([answered.then(({ op, t, d }) => t ?? `op ${op} ${d}`), client.closed]);
  return [outcome, client];
}
const outcome = async (shard?: readonly [number, number]) => (await identified(shard))[0];

describe('the limit of one identify in five seconds', () => {
  it('answers the second with op 9, which is not counted and may be repeated on the same connection', async () => {
    await start({ identifyEveryMs: 5000 });
    expect(await outcome()).toBe('READY');
    running.pass(4999);
    const [heard, client] = await identified();
    expect(heard).toBe('op 9 false');
    expect(await budget()).toMatchObject({ remaining: 999 });
    running.pass(1);
    await client.identify();
    await client.hears('READY');
    expect(await budget()).toMatchObject({ remaining: 998 });
  });

  it('is one for each remainder of the shards by the concurrency', async () => {
    await start({ identifyEveryMs: 5000, maxConcurrency: 2 });
    expect(await budget()).toMatchObject({ max_concurrency: 2 });
    const shards = [0, 1, 2, 3].map((id) => outcome([id, 4]));
    expect(await Promise.all(shards)).toEqual(['READY', 'READY', 'op 9 false', 'op 9 false']);
    running.pass(5000);
    expect(await Promise.all([outcome([2, 4]), outcome([3, 4])])).toEqual(['READY', 'READY']);
  });
});

describe('the budget of identifies', () => {
  it('is told truly, is not used up by what begins no session, and comes back in a day', async () => {
    await start({ identifies: 1000 });
    expect(await budget()).toEqual({ total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 });
    const [, first] = await identified();
    running.pass(hour);
    await outcome();
    const wrong = running.open();
    await wrong.identify({ intents: 1 << 15 });
    expect(await wrong.closed).toBe(4014);
    expect(await budget()).toEqual({ total: 1000, remaining: 998, reset_after: 23 * hour, max_concurrency: 1 });

    const session_id = Reflect.get(Object((await first.hears('READY')).d), 'session_id');
    await first.close(4000);
    const again = running.open();
    await again.say({ op: 6, d: { token: running.token, session_id, seq: 1 } });
    await again.hears('RESUMED');
    expect(await budget()).toMatchObject({ remaining: 998 });

    running.pass(23 * hour);
    expect(await budget()).toMatchObject({ remaining: 1000, reset_after: 0 });
  });

  it('ends every session when it is exceeded, refuses the token, and the log says why', async () => {
    await start({ identifies: 2 });
    const [, client] = await identified();
    expect(await outcome()).toBe('READY');
    expect(await budget()).toMatchObject({ remaining: 0 });
    expect(await outcome()).toBe(4004);
    expect(await client.closed).toBe(4004);
    expect(running.gateway.sessions()).toEqual([]);
    expect(running.state.online).toBe(false);
    expect(running.gateway.log.list().at(-1)?.text).toMatch(/more than 2 identifies/);
    expect(await outcome()).toBe(4004);
    running.pass(24 * hour);
    expect(await outcome()).toBe('READY');
  });
});

describe('the recommended number of shards', () => {
  it.each([
    [1000, 1],
    [2, 2],
    [1, 3],
  ])('with %i guilds per shard is %i for three guilds', async (guildsPerShard, shards) => {
    await start({ guildsPerShard }, 3);
    expect((await running.get('/gateway/bot')).body).toMatchObject({ shards });
  });

  it('is at least one, and the address needs no token', async () => {
    await start({});
    for (const id of running.guildIds) running.control.removeBot(id);
    expect((await running.get('/gateway/bot')).body).toMatchObject({ shards: 1 });
    const open = await fetch(`${running.apiUrl}/v10/gateway`);
    expect(await open.json()).toEqual({ url: `${running.url.replace('http', 'ws')}/gateway` });
    expect((await fetch(`${running.apiUrl}/v10/gateway/bot`)).status).toBe(401);
  });
});
