import { Events, type TextChannel } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from '../support/connect.ts';
import { openSocket } from '../support/gateway-socket.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { until } from '../support/until.ts';

let discord: LocalDiscordHarness;

beforeAll(async () => {
  // Clients log in one after another here, more often than twice in five seconds.
  discord = await startLocalDiscord({ rateLimits: { buckets: { 'gateway address': { limit: 100, windowMs: 5000 } } } });
});
afterAll(() => discord.close());

const open = (query = '?v=10&encoding=json', headers = {}) => openSocket(discord, { query, headers });
const identify = (more: object = {}) => ({
  op: 2,
  d: { token: discord.token, intents: 1, properties: {}, ...more },
});
const post = async (content: string, channel = 'general'): Promise<void> => {
  const response = await fetch(`${discord.apiUrl}/v10/channels/${discord.channels[channel]}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content }),
  });
  if (!response.ok) throw new Error(await response.text());
};

describe('a client that keeps to it', () => {
  it('gets hello, READY with an unavailable guild, the guild, and an answer to its heartbeat', async () => {
    const client = open();
    await client.say(identify());
    expect(await client.hears(10)).toMatchObject({ d: { heartbeat_interval: expect.any(Number) } });
    expect(await client.hears('READY')).toMatchObject({
      s: 1,
      d: {
        v: 10,
        user: { id: discord.botId, bot: true },
        guilds: Object.values(discord.guildIds).map((id) => ({ id, unavailable: true })),
        application: { id: discord.botId, flags: 0 },
      },
    });
    expect(await client.hears('GUILD_CREATE')).toMatchObject({ s: 2, d: { unavailable: false, name: 'Test Guild' } });
    await client.say({ op: 1, d: 2 });
    expect(await client.hears(11)).toBeDefined();
    await client.close(1000);
  });

  it('hears of messages only with the intent for them', async () => {
    const [deaf, hearing] = [open(), open()];
    await deaf.say(identify());
    await hearing.say(identify({ intents: 1 | (1 << 9) }));
    await Promise.all([deaf.hears('GUILD_CREATE'), hearing.hears('GUILD_CREATE')]);
    await post('hello');
    expect(await hearing.hears('MESSAGE_CREATE')).toMatchObject({
      d: { content: 'hello', guild_id: discord.guildId },
    });
    await discord.setPermissions(discord.channels['ai'] ?? '', {});
    await deaf.hears('CHANNEL_UPDATE');
    expect(deaf.heard.map(({ t }) => t)).not.toContain('MESSAGE_CREATE');
    await Promise.all([deaf.close(1000), hearing.close(1000)]);
  });

  it('gets what it missed when it resumes, once and in order', async () => {
    const first = open();
    await first.say(identify({ intents: 1 | (1 << 9) }));
    const ready = await first.hears('READY');
    await first.caughtUp();
    await first.close(4000);
    await post('missed 1');
    await post('missed 2');

    const session_id = Reflect.get(Object(ready.d), 'session_id');
    const second = open();
    await second.say({ op: 6, d: { token: discord.token, session_id, seq: 3 } });
    await second.hears('RESUMED');
    expect(second.heard.slice(1).map(({ s, t, d }) => [s, t, Reflect.get(Object(d), 'content')])).toEqual([
      [4, 'MESSAGE_CREATE', 'missed 1'],
      [5, 'MESSAGE_CREATE', 'missed 2'],
      [6, 'RESUMED', undefined],
    ]);

    const ahead = open();
    await ahead.say({ op: 6, d: { token: discord.token, session_id, seq: 99 } });
    expect(await ahead.closed).toBe(4007);
    await second.close(1000);
  });

  it.each([
    ['never was', async () => 'unknown'],
    [
      'was ended by the client',
      async () => {
        const client = open();
        await client.say(identify());
        const ready = await client.hears('READY');
        await client.close(1000);
        return Reflect.get(Object(ready.d), 'session_id');
      },
    ],
  ])('is told that a session is invalid that %s', async (_what, session) => {
    const session_id = await session();
    const client = open();
    await client.say({ op: 6, d: { token: discord.token, session_id, seq: 0 } });
    expect(await client.hears(9)).toMatchObject({ d: false });
    await client.close(1000);
  });

  it.each(['/elsewhere', '//', '/%'])('is turned away from %s', async (path) => {
    const socket = new WebSocket(discord.url.replace('http', 'ws'), {
      finishRequest: (request) => {
        request.path = path;
        request.end();
      },
    });
    const refused = new Promise<Error>((resolve) => socket.on('error', resolve));
    expect(String(await refused)).toMatch(/403/);
    expect((await discord.state()).guilds).toHaveLength(1);
  });

  it('cannot be a page of another origin', async () => {
    expect(String(await open(undefined, { origin: 'https://evil.example' }).failed)).toMatch(/403/);
    expect(String(await open(undefined, { host: 'evil.example' }).failed)).toMatch(/403/);
  });
});

describe('a discord.js client whose connection is dropped', () => {
  it('resumes, and hears what happened meanwhile', async () => {
    const client = await connect(discord, { intents: ['Guilds', 'GuildMessages'] });
    const contents: string[] = [];
    client.on(Events.MessageCreate, ({ content }) => contents.push(content));
    const resumed = new Promise<number>((resolve) =>
      client.once(Events.ShardResume, (_shard, replayed) => resolve(replayed)),
    );
    const reconnecting = new Promise<void>((resolve) => client.once(Events.ShardReconnecting, () => resolve()));

    await discord.dropGateway();
    await reconnecting;
    await post('while away');
    await resumed;
    await until('the message is heard', () => contents.includes('while away'));
    expect(contents.filter((content) => content === 'while away')).toHaveLength(1);
    await client.destroy();
  });

  it('is seen to be offline once it has left, and people are told so', async () => {
    const client = await connect(discord);
    await client.application.commands.set([{ name: 'news', description: 'News' }]);
    expect((await discord.state()).bot.online).toBe(true);
    await client.destroy();
    await until('the bot is offline', async () => !(await discord.state()).bot.online);
    expect(await discord.command('news')).toEqual({ result: 'failed', reason: 'The bot is offline.' });
  });

  it('does not hear of messages where it may not look', async () => {
    const client = await connect(discord, { intents: ['Guilds', 'GuildMessages'] });
    const channel = client.channels.cache.get(discord.channels['news'] ?? '') as TextChannel;
    await channel.send('before');
    await discord.setPermissions(channel.id, { deny: ['ViewChannel'] });
    await expect(channel.send('after')).rejects.toMatchObject({ code: 50001 });
    await client.destroy();
  });
});
