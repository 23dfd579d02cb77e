import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RequestFaultKind } from '../../src/local-discord/faults/fault.ts';
import { startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { type Program, startProgram } from '../support/program.ts';
import { botId, channelId, guildId, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';
import { openFiles, placesOf, tracesOf } from '../support/traces.ts';
import { until } from '../support/until.ts';

let newsroom: Newsroom;
let program: Program | undefined;

beforeEach(async () => {
  newsroom = await createNewsroom();
});

afterEach(async () => {
  await program?.kill('SIGKILL');
  await newsroom.remove();
});

function start(env: Record<string, string>): Program {
  program = startProgram({
    ARTICLES_DIR: newsroom.articlesDir,
    DATA_DIR: newsroom.dataDir,
    SCAN_CRON: '* * * * * *',
    LOG_LEVEL: 'trace',
    ...env,
  });
  return program;
}

/** What of a bot token must not be seen: all of it, and the part that is not the bot's id and a time. */
const partsOf = (token: string): string[] => [token, token.slice(token.lastIndexOf('.') + 1)];

it('finds a secret in every way that it may be written', () => {
  const secret = 'Ünder/the+mat?0123456789';
  const planted = [`x${secret}`, encodeURIComponent(secret), Buffer.from(secret).toString('hex')];
  for (const before of ['', 'a', 'ab']) planted.push(Buffer.from(`${before}${secret}!`).toString('base64'));
  planted.push(Buffer.from(`a${secret}`).toString('base64url'), Buffer.from(secret, 'utf16le').toString('latin1'));
  for (const text of planted) expect(placesOf(secret, new Map([['there', text]]))).toEqual(['there']);
  expect(placesOf(secret, new Map([['there', secret.slice(1)]]))).toEqual([]);
});

it('through logins, cards, commands and failures of every kind, no secret is left anywhere', async () => {
  const discord = await startLocalDiscord({ rateLimits: 'off' });
  const news = discord.channels['news'] as string;
  const fault = (kind: RequestFaultKind, method: 'GET' | 'POST', path: string) =>
    discord.control.faults.add({ fault: { kind }, match: { method, path } });
  fault('broken-json', 'GET', '/gateway/bot');
  const heatwire = start({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, FEED_CHANNEL_ID: news });
  const url = await heatwire.ready();

  const post = '/channels/:channel/messages';
  fault('500-after', 'POST', post);
  await newsroom.write('story', { title: 'The story' });
  await discord.waitForMessages(news, 1);
  await until('it is known to be sent', () => heatwire.output().includes('"Delivered"'));
  fault('403-cloudflare', 'POST', post);
  await newsroom.write('other', { title: 'The other story' });
  await until('its post was refused', () => heatwire.output().includes('network protection'));
  const answer = '/interactions/:id/:token/callback';
  for (const kind of [
    '403-40333',
    '500-before',
    '502-before',
    '429-global',
    'drop',
    'reset-before',
    'broken-json',
  ] as const) {
    fault(kind, 'POST', answer);
    await discord.command('help', {}, { channelId: news });
  }
  await discord.command('topics', {}, { channelId: news });
  await discord.dropGateway();
  await until('it is back', async () => (await (await fetch(`${url}/healthz`)).text()).includes('"ready"'));

  const interactionTokens = discord.requests.flatMap(({ path }) => /interactions\/\d+\/([^/]+)/.exec(path)?.[1] ?? []);
  expect(interactionTokens.length).toBeGreaterThan(7);
  const traces = await tracesOf(heatwire, url, newsroom.dataDir);
  expect([...traces.keys()].join()).toMatch(/desk\.db.*index\.db/);
  for (const secret of [...partsOf(discord.token), ...interactionTokens]) expect(placesOf(secret, traces)).toEqual([]);
  expect(await openFiles(newsroom.dataDir)).toEqual([]);
  await discord.close();
}, 60_000);

describe('a Discord that repeats in its refusals what it was asked', () => {
  const token = 'MTAwMDAwMDAwMDAwMDAwMDAx.Gx4Lq9.f_ghijklmnopqrstuvwxyz0123456789-ABCDE';
  const interactionToken = Buffer.from('interaction:900000000000000200:0123456789').toString('base64url');
  let discord: ScriptedDiscord;

  beforeEach(async () => {
    discord = await startScriptedDiscord({
      answer({ method, path, authorization }) {
        if (path === '/gateway/bot') return undefined;
        const message = `${method} ${path} by ${authorization} is not to my liking`;
        const errors = { content: { _errors: [{ code: 'NO', message }] } };
        return { status: 400, json: { message, code: path.endsWith('messages') ? 50035 : 1, errors } };
      },
    });
  });

  afterEach(() => discord.close());

  it('brings no secret into the log or the database', async () => {
    await newsroom.write('story');
    const file = join(newsroom.articlesDir, 'token');
    await writeFile(file, `${token}\n`);
    const heatwire = start({ DISCORD_TOKEN_FILE: file, DISCORD_API_URL: discord.apiUrl, FEED_CHANNEL_ID: channelId });
    const url = await heatwire.ready();
    for (const path of ['/', '/local/state', '/local/panel/requests', '/api/v10/gateway', '/client/main.ts'])
      expect((await fetch(url + path)).status).toBe(404);
    discord.dispatch('INTERACTION_CREATE', {
      ...{ id: String(BigInt(Date.now() - 1_420_070_400_000) << 22n), type: 2, token: interactionToken, version: 1 },
      ...{ application_id: botId, guild_id: guildId, channel_id: channelId, channel: { id: channelId, type: 0 } },
      ...{ app_permissions: '0', entitlements: [], authorizing_integration_owners: {} },
      member: { user: { id: '900000000000000200', username: 'reader' }, permissions: '0', roles: [] },
      data: { id: '1', name: 'help', type: 1 },
    });
    await until('every refusal is in the log', () =>
      ['Not delivered', 'A command failed', 'could not be registered'].every((one) => heatwire.output().includes(one)),
    );
    const traces = await tracesOf(heatwire, url, newsroom.dataDir);
    expect(traces.get('output')).toContain('is not to my liking');
    for (const secret of [...partsOf(token), interactionToken]) expect(placesOf(secret, traces)).toEqual([]);
  });
});

it('a database that cannot be reached is named without its password', async () => {
  const password = 'correct:horse battery';
  const shown = encodeURIComponent(password);
  const ended = start({ DATABASE_URL: `postgres://desk:${shown}@127.0.0.1:1/heatwire?password=${shown}` });
  expect(await ended.ended()).toBe(1);
  expect(ended.output()).toContain('127.0.0.1:1/heatwire');
  expect(placesOf(password, new Map([['output', ended.output()]]))).toEqual([]);
});

it('.env is read, and a wrong secret in it is named but not shown', async () => {
  const wrong = 'a-token-that-lacks-its-parts';
  await writeFile(join(newsroom.articlesDir, '.env'), `DISCORD_TOKEN=${wrong}\n`);
  program = startProgram({}, undefined, newsroom.articlesDir);
  expect(await program.ended()).toBe(1);
  expect(program.output()).toMatch(/^DISCORD_TOKEN is not usable: it wants [^\n]+\n$/);
  expect(placesOf(wrong, new Map([['output', program.output()]]))).toEqual([]);
});
