import type { Interaction } from 'discord.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';
import { botId, channelId, guildId, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';

const token = 'the-user.the-stamp.very-secret-part';
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of opened.splice(0).reverse()) await one.close();
});

async function discordThat(script: Parameters<typeof startScriptedDiscord>[0] = {}): Promise<ScriptedDiscord> {
  const discord = await startScriptedDiscord(script);
  opened.push(discord);
  return discord;
}

function connect(apiUrl: string) {
  const clock = createTestClock();
  const log = createTestLog();
  const fatal: unknown[] = [];
  const interactions: Interaction[] = [];
  const connection: DiscordConnection = createDiscordConnection({
    ...{ token, apiUrl, log, clock, random: createTestRandom(), remembered: createMemory() },
    onInteraction: (interaction) => interactions.push(interaction),
    onFatal: (error) => fatal.push(error),
  });
  opened.push({ close: () => connection.stop() });
  return { connection, clock, log, fatal, interactions };
}

const never = new AbortController().signal;

describe('logging in', () => {
  it('is ready once the servers are there, asking for nothing but the Guilds intent', async () => {
    const discord = await discordThat();
    const { connection } = connect(discord.apiUrl);
    expect(connection.status()).toMatchObject({ state: 'connecting', guilds: 0 });
    await connection.start(never);
    expect(connection.status()).toMatchObject({ state: 'ready', guilds: 1 });
    expect(connection.userId()).toBe(botId);
    expect(connection.applicationId()).toBe(botId);
    expect(discord.gatewayMessages.find(({ op }) => op === 2)).toMatchObject({ d: { intents: 1, token } });
  });

  it('says in words what to do about a token that Discord does not accept, and does not try again', async () => {
    const discord = await discordThat({
      answer: () => ({ status: 401, json: { code: 0, message: '401: Unauthorized' } }),
    });
    const { connection } = connect(discord.apiUrl);
    await expect(connection.start(never)).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
      message: expect.stringMatching(/DISCORD_TOKEN.*discord\.com\/developers/),
    });
    expect(connection.status().state).toBe('closed');
    expect(discord.requests).toHaveLength(1);
  });

  it.each([
    [4004, 'TOKEN_INVALID', /DISCORD_TOKEN/],
    [4010, 'DISCORD_CLOSED', /servers/],
    [4011, 'DISCORD_CLOSED', /servers/],
    [4012, 'DISCORD_CLOSED', /update Heatwire/],
    [4013, 'DISCORD_CLOSED', /intents/],
    [4014, 'DISCORD_CLOSED', /developer portal/],
  ])('a gateway that closes with %i ends it with %s', async (code, errorCode, words) => {
    const discord = await discordThat({ gateway: () => ({ close: code }) });
    const { connection } = connect(discord.apiUrl);
    await expect(connection.start(never)).rejects.toMatchObject({
      code: errorCode,
      message: expect.stringMatching(words),
    });
  });

  it('waits longer from attempt to attempt while Discord is down, and connects when it is back', async () => {
    let down = true;
    const discord = await discordThat({ answer: () => (down ? { status: 503, json: {} } : undefined) });
    const { connection, clock, log } = connect(discord.apiUrl);
    const ready = connection.start(never);
    const waits = () => log.lines.flatMap(({ fields }) => ('waitMs' in fields ? [Number(fields.waitMs)] : []));
    for (const attempts of [1, 2, 3, 4]) {
      await eventually(() => expect(waits()).toHaveLength(attempts));
      if (attempts === 4) down = false;
      await clock.advance(waits().at(-1) ?? 0);
    }
    await ready;
    expect(connection.status().state).toBe('ready');
    const bounds = [1_000, 2_000, 4_000, 8_000];
    waits().forEach((wait, index) => {
      expect(wait).toBeGreaterThanOrEqual((bounds[index] ?? 0) / 2);
      expect(wait).toBeLessThanOrEqual(bounds[index] ?? 0);
    });
  });

  it('keeps trying while nothing listens at the address', async () => {
    const gone = await startScriptedDiscord({});
    await gone.close();
    const { connection, clock, log } = connect(gone.apiUrl);
    const ready = connection.start(never);
    await eventually(() => expect(JSON.stringify(log.lines)).toContain('ECONNREFUSED'));
    await discordThat({ port: Number(new URL(gone.apiUrl).port) });
    await eventually(async () => {
      await clock.advance(1_000);
      expect(connection.status().state).toBe('ready');
    });
    await ready;
  });

  it.each([
    ['nothing there', { status: 404, html: '<h1>Not found</h1>' }],
    ['another site', { status: 200, html: '<h1>Welcome</h1>' }],
  ])('names DISCORD_API_URL when it leads to %s, and keeps trying', async (_, answer) => {
    let mistaken = true;
    const discord = await discordThat({ answer: () => (mistaken ? answer : undefined) });
    const { connection, clock, log } = connect(discord.apiUrl);
    const ready = connection.start(never);
    await eventually(() =>
      expect(JSON.stringify(log.lines)).toContain('DISCORD_API_URL does not lead to a Discord API; trying again'),
    );
    mistaken = false;
    await eventually(async () => {
      await clock.advance(1_000);
      expect(connection.status().state).toBe('ready');
    });
    await ready;
  });

  it('survives a gateway that refuses the first connection, with one connection in the end', async () => {
    const discord = await discordThat({ gateway: (nth) => (nth === 1 ? { refuse: 503 } : 'ready') });
    const { connection } = connect(discord.apiUrl);
    await connection.start(never);
    expect(discord.openConnections()).toBe(1);
    await connection.stop();
    await eventually(() => expect(discord.openConnections()).toBe(0));
  });
});

describe('stopping', () => {
  it('leaves the gateway', async () => {
    const discord = await discordThat();
    const { connection, fatal } = connect(discord.apiUrl);
    await connection.start(never);
    await connection.stop();
    await eventually(() => expect(discord.openConnections()).toBe(0));
    expect(connection.status().state).toBe('closed');
    expect(fatal).toEqual([]);
  });

  it('ends a login that waits for a silent gateway, which does not come back', async () => {
    const discord = await discordThat({ gateway: () => 'mute' });
    const { connection } = connect(discord.apiUrl);
    const stop = new AbortController();
    const start = connection.start(stop.signal);
    await eventually(() => expect(discord.openConnections()).toBe(1));
    stop.abort(new Error('told to stop'));
    await expect(start).rejects.toThrow('told to stop');
    await eventually(() => expect(discord.openConnections()).toBe(0));
    // The library would connect anew half a second later.
    await expect(vi.waitUntil(() => discord.connections() > 1, { timeout: 1_500 })).rejects.toThrow();
  });

  it('ends a login that waits for its next attempt', async () => {
    const discord = await discordThat({ answer: () => ({ status: 503, json: {} }) });
    const { connection, log } = connect(discord.apiUrl);
    const start = connection.start(never);
    await eventually(() => expect(log.lines.some(({ level }) => level === 'warn')).toBe(true));
    const rejected = expect(start).rejects.toThrow();
    await connection.stop();
    await rejected;
    expect(discord.requests).toHaveLength(1);
  });
});

describe('a connection that was ready', () => {
  it.each([
    [4004, 'TOKEN_INVALID'],
    [4014, 'DISCORD_CLOSED'],
  ])('is fatal, once, when the gateway closes it with %i', async (code, errorCode) => {
    const discord = await discordThat();
    const { connection, fatal } = connect(discord.apiUrl);
    await connection.start(never);
    discord.closeGateway(code);
    await eventually(() => expect(fatal).toMatchObject([{ code: errorCode }]));
    expect(connection.status().state).toBe('closed');
  });

  it('comes back by itself when it only broke', async () => {
    const discord = await discordThat();
    const { connection, fatal } = connect(discord.apiUrl);
    await connection.start(never);
    discord.closeGateway(4009);
    await eventually(() => expect(connection.status().state).toBe('reconnecting'));
    await eventually(() => expect(connection.status().state).toBe('ready'));
    expect(discord.gatewayMessages.some(({ op }) => op === 6)).toBe(true);
    expect(fatal).toEqual([]);
  });

  it('hands on interactions', async () => {
    const discord = await discordThat();
    const { connection, interactions } = connect(discord.apiUrl);
    await connection.start(never);
    discord.dispatch('INTERACTION_CREATE', {
      id: '900000000000000100',
      type: 2,
      token: 'interaction-token',
      application_id: botId,
      channel_id: channelId,
      user: { id: '900000000000000200', username: 'reader' },
      entitlements: [],
      authorizing_integration_owners: {},
      data: { id: '900000000000000300', name: 'news', type: 1 },
    });
    await eventually(() => expect(interactions).toHaveLength(1));
  });

  it('knows where it may read the history', async () => {
    const discord = await discordThat();
    const { connection } = connect(discord.apiUrl);
    await connection.start(never);
    expect(connection.mayReadHistory(channelId)).toBe(true);
    expect(connection.mayReadHistory('900000000000000404')).toBeUndefined();
  });

  it.each<[string, (discord: ScriptedDiscord) => void]>([
    ['the connection is broken', (discord) => discord.closeGateway(4000)],
    ['the server is in an outage', (discord) => discord.dispatch('GUILD_DELETE', { id: guildId, unavailable: true })],
  ])('does not know where it may read the history while %s', async (_, befall) => {
    const discord = await discordThat({ gateway: (connection) => (connection === 1 ? 'ready' : 'mute') });
    const { connection } = connect(discord.apiUrl);
    await connection.start(never);
    befall(discord);
    await eventually(() => expect(connection.mayReadHistory(channelId)).toBeUndefined());
  });
});

it('never logs any part of the token', async () => {
  const discord = await discordThat();
  const { connection, log } = connect(discord.apiUrl);
  await connection.start(never);
  await connection.stop();
  const logged = JSON.stringify(log.lines);
  expect(log.lines.filter(({ level }) => level === 'debug').length).toBeGreaterThan(0);
  for (const part of token.split('.')) expect(logged).not.toContain(part);
});
