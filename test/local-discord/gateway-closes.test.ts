import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningGateway, startGateway } from '../support/gateway.ts';
import type { Socket } from '../support/gateway-socket.ts';

// The codes and their meanings: Discord's documentation, "Gateway Close Event Codes".
let running: RunningGateway;

beforeAll(async () => {
  running = await startGateway({ limits: { maxGuildsPerShard: 1 }, privilegedIntents: ['GUILD_MEMBERS'] });
});
afterAll(() => running.close());

const identify = (more: object = {}) => ({
  op: 2,
  d: { token: running.token, intents: 1, properties: {}, shard: [0, 2], ...more },
});
const resume = (more: object = {}) => ({ op: 6, d: { token: running.token, session_id: 'x', seq: 0, ...more } });

async function closeOf(...said: unknown[]): Promise<number> {
  const client = running.open();
  for (const payload of said) await client.say(payload);
  return client.closed;
}

describe('a client is closed before it has a session for', () => {
  it.each<[string, () => unknown, number]>([
    ['an op that there is not', () => ({ op: 99, d: null }), 4001],
    ['an op that only servers send', () => ({ op: 11, d: null }), 4001],
    ['what is not JSON', () => 'hello', 4002],
    ['JSON that is no payload', () => '[]', 4002],
    ['a payload without an op', () => ({ d: null }), 4002],
    ['more than 4,096 bytes', () => identify({ properties: { x: 'x'.repeat(4096) } }), 4002],
    ['more than 4,096 bytes in fewer letters', () => identify({ properties: { x: 'é'.repeat(2048) } }), 4002],
    ['an identify without a token', () => ({ op: 2, d: { intents: 1, properties: {} } }), 4002],
    ['a resume without a sequence', () => ({ op: 6, d: { token: running.token, session_id: 'x' } }), 4002],
    ['a presence before identify', () => ({ op: 3, d: {} }), 4003],
    ['a voice state before identify', () => ({ op: 4, d: {} }), 4003],
    ['asking for members before identify', () => ({ op: 8, d: { guild_id: '1', query: '', limit: 0 } }), 4003],
    ['asking for sounds before identify', () => ({ op: 31, d: { guild_ids: ['1'] } }), 4003],
    ['a wrong token', () => identify({ token: 'wrong' }), 4004],
    ['a wrong token, whatever else is wrong', () => identify({ token: 'wrong', intents: 2 ** 30 }), 4004],
    ['a wrong token on resume', () => resume({ token: 'wrong' }), 4004],
    ['a shard beyond the last', () => identify({ shard: [2, 2] }), 4010],
    ['a shard before the first', () => identify({ shard: [-1, 2] }), 4010],
    ['no shards at all', () => identify({ shard: [0, 0] }), 4010],
    ['more guilds than a shard may have', () => identify({ shard: [0, 1] }), 4011],
    ['more guilds than a shard may have, without sharding', () => identify({ shard: undefined }), 4011],
    ['no intents', () => identify({ intents: undefined }), 4013],
    ['an intent that there is not', () => identify({ intents: 1 << 17 }), 4013],
    ['a number that is no set of intents', () => identify({ intents: 1.5 }), 4013],
    ['more intents than there are', () => identify({ intents: 2 ** 33 + 1 }), 4013],
    ['intents below zero', () => identify({ intents: -1 }), 4013],
    ['an intent that is not switched on', () => identify({ intents: 1 | (1 << 15) }), 4014],
    ['another that is not', () => identify({ intents: 1 | (1 << 8) }), 4014],
  ])('%s', async (_what, payload, code) => {
    expect(await closeOf(payload())).toBe(code);
  });

  it.each([['?v=9&encoding=json'], ['?v=0'], ['']])('an API version other than 10: %j', async (query) => {
    expect(await running.open(query).closed).toBe(4012);
  });

  it.each([['encoding=etf'], ['encoding=json&compress=zstd-stream']])(
    'what this server does not speak: %s',
    async (how) => {
      expect(await running.open(`?v=10&${how}`).closed).toBe(4002);
    },
  );
});

it.each([['?v=9'], ['?v=10']])(
  'a client of %s that sends far too much ends its own connection alone',
  async (query) => {
    const socket = new WebSocket(`${running.url.replace('http', 'ws')}/gateway${query}`);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('error', () => undefined);
    socket.on('open', () => socket.send('x'.repeat(1_000_000)));
    await closed;
    const other = await running.ready({ shard: [0, 2] });
    await other.close(1000);
  },
);

describe('a client with a session is closed for', () => {
  const ready = (): Promise<Socket> => running.ready({ shard: [0, 2] });

  it.each<[string, () => unknown, number]>([
    ['another identify', () => identify(), 4005],
    ['a resume', () => resume(), 4005],
    ['an op that there is not', () => ({ op: 7, d: null }), 4001],
    ['asking for the members of nowhere', () => ({ op: 8, d: { guild_id: 'x' } }), 4002],
  ])('%s', async (_what, payload, code) => {
    const client = await ready();
    await client.say(payload());
    expect(await client.closed).toBe(code);
  });

  it('a sequence that was never reached', async () => {
    const client = await ready();
    const session_id = Reflect.get(Object((await client.hears('READY')).d), 'session_id');
    await client.close(4000);
    expect(await closeOf(resume({ session_id, seq: 99 }))).toBe(4007);
  });

  it('more than 120 payloads within a minute, heartbeats too, and not for as many in two', async () => {
    const [hasty, patient] = [await ready(), await ready()];
    // Each has sent two: to identify, and one heartbeat.
    for (let sent = 2; sent < 120; sent += 1)
      for (const client of [hasty, patient]) await client.say({ op: 1, d: null });
    await Promise.all([hasty, patient].map(({ hears }) => hears('GUILD_CREATE')));
    await hasty.say({ op: 3, d: {} });
    expect(await hasty.closed).toBe(4008);
    running.pass(60_000);
    await patient.caughtUp();
    await patient.close(1000);
  });

  it('having no heart, and may resume', async () => {
    const impatient = await startGateway({ heartbeatMs: 500 });
    const client = impatient.open();
    await client.identify();
    const session_id = Reflect.get(Object((await client.hears('READY')).d), 'session_id');
    expect(await client.closed).toBe(4009);
    const again = impatient.open();
    await again.say({ op: 6, d: { token: impatient.token, session_id, seq: 1 } });
    await again.hears('RESUMED');
    await impatient.close();
  });
});

it('the log says how connections were ended, and why', async () => {
  await closeOf(identify({ intents: 1 << 17 }));
  expect(running.gateway.log.list().at(-1)).toMatchObject({
    way: 'out',
    t: 'Close 4013',
    text: JSON.stringify({ close: 4013, reason: 'Invalid intent(s).' }),
  });
});
