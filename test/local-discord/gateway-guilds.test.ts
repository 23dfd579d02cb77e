import { createInflate } from 'node:zlib';
import { type Client, type ClientEvents, Events } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from '../support/connect.ts';
import { type RunningGateway, startGateway } from '../support/gateway.ts';
import { until } from '../support/until.ts';

let running: RunningGateway;
let first: string;
let second: string;

beforeEach(async () => {
  running = await startGateway({ limits: { maxConcurrency: 2 } });
  [first = '', second = ''] = running.guildIds;
});
afterEach(() => running.close());

/** The events of guilds that a discord.js client tells of, as they come. */
function watch(client: Client): string[] {
  const seen: string[] = [];
  for (const event of [Events.GuildUnavailable, Events.GuildAvailable, Events.GuildDelete, Events.GuildCreate] as const)
    client.on(event, ({ id }: ClientEvents[typeof event][0]) => seen.push(`${event} ${id}`));
  return seen;
}
const rename = (name: string): void => running.state.channels.update({ ...running.general, name });

describe('a guild that is out', () => {
  it('is unavailable for discord.js, which hears nothing of it, until it is back', async () => {
    const client = await connect(running);
    const seen = watch(client);
    const channel = () => client.channels.cache.get(running.general.id);
    running.control.setOutage(first, true);
    await until('it is out', () => seen.length > 0);
    rename('renamed meanwhile');
    running.control.setOutage(first, false);
    await until('it is back', () => seen.length > 1);
    expect(seen).toEqual([`guildUnavailable ${first}`, `guildAvailable ${first}`]);
    expect(channel()).toMatchObject({ name: 'renamed meanwhile' });
    rename('renamed afterwards');
    await until('it is heard of again', () => Reflect.get(Object(channel()), 'name') === 'renamed afterwards');
    await client.destroy();
  });

  it('is named in READY, told to be out, and described when it is back', async () => {
    running.control.setOutage(first, true);
    const client = await running.ready();
    expect(client.events()).toEqual(['READY', 'GUILD_DELETE', 'GUILD_CREATE']);
    expect(client.heard.filter(({ op }) => op === 0)).toMatchObject([
      {
        d: {
          guilds: [
            { id: first, unavailable: true },
            { id: second, unavailable: true },
          ],
        },
      },
      { d: { id: first, unavailable: true } },
      { d: { id: second, unavailable: false } },
    ]);
    running.control.setOutage(first, false);
    await client.caughtUp();
    expect(client.heard.at(-2)).toMatchObject({ t: 'GUILD_CREATE', d: { id: first, unavailable: false } });
  });

  it('does not keep discord.js from being ready', async () => {
    running.control.setOutage(first, true);
    const client = await connect(running);
    expect(client.guilds.cache.map(({ id, available }) => [id, available])).toEqual([
      [first, false],
      [second, true],
    ]);
    const seen = watch(client);
    running.control.setOutage(first, false);
    await until('it is back', () => seen.length > 0);
    expect(seen).toEqual([`guildAvailable ${first}`]);
    await client.destroy();
  });

  it('answers to REST as ever', async () => {
    running.control.setOutage(first, true);
    expect(await running.get(`/guilds/${first}`)).toMatchObject({ status: 200, body: { id: first } });
    expect(await running.get(`/channels/${running.general.id}`)).toMatchObject({ status: 200 });
  });
});

describe('a guild that the bot is removed from', () => {
  it('is gone for discord.js and for REST, and new when the bot is invited again', async () => {
    const client = await connect(running);
    const seen = watch(client);
    running.control.removeBot(first);
    await until('it is gone', () => seen.length > 0);
    expect(client.guilds.cache.has(first)).toBe(false);
    expect(client.channels.cache.has(running.general.id)).toBe(false);
    expect(await running.get(`/channels/${running.general.id}`)).toMatchObject({ status: 403, body: { code: 50001 } });
    running.control.setOutage(first, true);
    running.control.setOutage(first, false);
    rename('of no concern');
    running.control.inviteBot(first);
    await until('it is there', () => seen.length > 1);
    expect(seen).toEqual([`guildDelete ${first}`, `guildCreate ${first}`]);
    expect(client.guilds.cache.get(first)?.members.me?.id).toBe(client.user.id);
    await client.destroy();
  });

  it('is told of, with all that happened before and after, to a client that was away', async () => {
    const client = await running.ready();
    const session_id = Reflect.get(Object((await client.hears('READY')).d), 'session_id');
    const seq = client.events().length;
    await client.close(4000);
    await until('the server knows', () => !running.state.online);
    rename('before');
    running.control.setOutage(second, true);
    running.control.removeBot(first);
    running.control.setOutage(second, false);
    running.control.inviteBot(first);
    const again = running.open();
    await again.say({ op: 6, d: { token: running.token, session_id, seq } });
    await again.hears('RESUMED');
    expect(again.heard.filter(({ op }) => op === 0).map(({ t, d }) => [t, Reflect.get(Object(d), 'id')])).toEqual([
      ['CHANNEL_UPDATE', running.general.id],
      ['GUILD_DELETE', second],
      ['GUILD_DELETE', first],
      ['GUILD_CREATE', second],
      ['GUILD_CREATE', first],
      ['RESUMED', undefined],
    ]);
    expect(again.heard.find(({ t, d }) => t === 'GUILD_DELETE' && Reflect.get(Object(d), 'id') === first)?.d).toEqual({
      id: first,
    });
  });
});

describe('a discord.js client with two shards', () => {
  it('has a guild in each, conversations in the first, and goes on with the other when one is dropped', async () => {
    const client = await connect(running, { shards: [0, 1], shardCount: 2 });
    expect(client.guilds.cache.map(({ id, shardId }) => [id, shardId]).sort()).toEqual(
      running.guildIds.map((id) => [id, Number((BigInt(id) >> 22n) % 2n)]).sort(),
    );
    expect(new Set(client.guilds.cache.map(({ shardId }) => shardId))).toEqual(new Set([0, 1]));
    expect(
      running.gateway
        .sessions()
        .map(({ shard }) => shard)
        .sort(),
    ).toEqual([
      [0, 2],
      [1, 2],
    ]);
    const renamed: string[] = [];
    client.on(Events.ChannelUpdate, (_before, after) => 'name' in after && renamed.push(after.name ?? ''));
    rename('once');
    await until('it is heard', () => renamed.length > 0);
    expect(running.state.online).toBe(true);
    await client.destroy();
    await until('both shards have left', () => !running.state.online);
    expect(renamed).toEqual(['once']);
  });
});

it('writes one zlib stream to a client that asks for it', async () => {
  const query = '?v=10&encoding=json&compress=zlib-stream';
  const socket = new WebSocket(`${running.url.replace('http', 'ws')}/gateway${query}`);
  const inflate = createInflate();
  let text = '';
  inflate.on('data', (data) => {
    text += data;
  });
  socket.on('message', (data: Buffer) => {
    expect(data.subarray(-4)).toEqual(Buffer.from('0000ffff', 'hex'));
    inflate.write(data);
  });
  socket.on('open', () => {
    const d = { token: running.token, intents: 1, properties: {} };
    socket.send(JSON.stringify({ op: 2, d }));
    socket.send(JSON.stringify({ op: 1, d: null }));
  });
  await until('the heartbeat is answered', () => text.includes('{"op":11,'));
  expect(text.match(/(?<="op":)\d+(,"t":"[A-Z_]+")?/g)?.slice(0, 4)).toEqual([
    '10',
    '0,"t":"READY"',
    '0,"t":"GUILD_CREATE"',
    '0,"t":"GUILD_CREATE"',
  ]);
  socket.close();
});

it('tells of two thousand guilds without holding up anybody else, each before what happens in it', async () => {
  await running.close();
  running = await startGateway({ guilds: 2000 });
  const last = running.guildIds.at(-1) ?? '';
  const [channel] = running.state.channels.of(last);
  if (channel === undefined) throw new Error('The guild has no channel.');
  const stop = running.gateway.log.subscribe(({ t }) => {
    if (t !== 'GUILD_CREATE') return;
    stop();
    running.state.channels.update({ ...channel, name: 'renamed meanwhile' });
    running.control.removeBot(running.guildIds.at(-2) ?? '');
  });
  const client = running.open();
  await client.identify();
  await client.say({ op: 1, d: null });
  await until('every guild is told of', () => client.heard.some(({ d }) => Reflect.get(Object(d), 'id') === last));
  expect(client.events().filter((t) => t === 'GUILD_CREATE')).toHaveLength(1999);
  expect(client.events().slice(-2)).toEqual(['GUILD_DELETE', 'GUILD_CREATE']);
  expect(client.heard.at(-1)).toMatchObject({ d: { channels: [{ name: 'renamed meanwhile' }, {}] } });
  expect(client.heard.findIndex(({ op }) => op === 11)).toBeLessThan(1000);
});
