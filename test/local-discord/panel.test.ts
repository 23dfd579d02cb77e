import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskDraft } from '../../src/local-discord/page/panel/article-desk.ts';
import type { PanelAction, PanelAnswer, PanelPermissions } from '../../src/local-discord/page/panel/contract.ts';
import { listenToPanel } from '../support/event-stream.ts';
import { openSocket, type Socket } from '../support/gateway-socket.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let discord: LocalDiscordHarness;
let bot: Socket;
let news: string;
const written: unknown[] = [];

beforeAll(async () => {
  discord = await startLocalDiscord({
    rateLimits: 'off',
    articles: {
      list: async () => ({ articles: [], topics: ['AI'], providers: [], pictures: [] }),
      async write(draft: DeskDraft) {
        written.push(draft);
        return draft.title === 'Refuse me' ? { kind: 'refused', reason: 'No.' } : { kind: 'written', id: 'written/a' };
      },
      async change(id, change) {
        written.push({ id, ...change });
        return { kind: 'written', id };
      },
    },
  });
  news = discord.channels['news'] ?? '';
  bot = openSocket(discord);
  await bot.identify();
  await bot.hears('GUILD_CREATE');
});
afterAll(() => discord.close());

async function send(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${discord.url}/local/panel/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  const answer: PanelAnswer | undefined = text.startsWith('{') ? JSON.parse(text) : undefined;
  return { status: response.status, answer };
}

async function act(action: PanelAction): Promise<PanelAnswer | undefined> {
  return (await send('do', action)).answer;
}

async function permissions(channel = news): Promise<PanelPermissions> {
  return (await fetch(`${discord.url}/local/panel/permissions?channel=${channel}`)).json() as Promise<PanelPermissions>;
}

/** Whether the bot may post an embed, and the code that it is refused with. */
async function post(channel = news): Promise<number> {
  const response = await fetch(`${discord.apiUrl}/v10/channels/${channel}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ embeds: [{ title: 'Told' }] }),
  });
  return response.ok ? 0 : ((await response.json()) as { code: number }).code;
}

describe('what the bot may do in a channel', () => {
  it('is shown with the reason, and what is set there', async () => {
    const view = await permissions();
    expect(view).toMatchObject({
      guild: { name: 'Test Guild', hasBot: true, isOut: false },
      channel: { name: 'news' },
      roles: [{ name: '@everyone' }, { name: 'Newsbot' }],
    });
    expect(view.channels.map(({ name }) => name)).toEqual(['news', 'ai', 'announcements', 'general', 'stories']);
    const bit = (name: string) => view.bits.find((one) => one.name === name);
    expect(bit('EMBED_LINKS')).toMatchObject({ held: true, reason: 'Given by @everyone.', bot: 'neutral' });
    expect(bit('MANAGE_WEBHOOKS')).toMatchObject({ held: false, reason: 'No role gives it.' });
  });

  it.each([
    ['the bot there', 'bot', 50013, 'EMBED_LINKS', 'Denied here for Newsbot.'],
    ['everyone there', 'everyone', 50001, 'VIEW_CHANNEL', 'Denied here for @everyone.'],
  ])('is taken from %s and given back, and the bot hears of it', async (_, whom, code, permission, reason) => {
    const overwrite = (value: 'deny' | 'neutral') =>
      act({ do: 'overwrite', channel: news, whom: whom === 'bot' ? 'bot' : 'everyone', permission, value });
    const before = bot.heard.length;
    expect(await overwrite('deny')).toEqual({ result: 'done' });
    expect(await post()).toBe(code);
    const denied = (await permissions()).bits.find(({ name }) => name === permission);
    expect(denied).toMatchObject({ held: false, reason, [whom]: 'deny' });
    expect(bot.heard.slice(before).map(({ t }) => t)).toContain('CHANNEL_UPDATE');
    await overwrite('neutral');
    expect(await post()).toBe(0);
  });

  it('is everything for an administrator, nothing but looking on for who is timed out', async () => {
    const { roles, guild } = await permissions();
    const role = roles.at(-1)?.id ?? '';
    await act({ do: 'timeout', guild: guild.id, minutes: 5 });
    expect(await post()).not.toBe(0);
    expect((await permissions()).timedOutForMs).toBeGreaterThan(0);
    await act({ do: 'role', role, permission: 'ADMINISTRATOR', on: true });
    expect(await post()).toBe(0);
    expect((await permissions()).bits.every(({ reason }) => reason === 'Administrator, by the role Newsbot.')).toBe(
      true,
    );
    await act({ do: 'role', role, permission: 'ADMINISTRATOR', on: false });
    await act({ do: 'timeout', guild: guild.id, minutes: 0 });
    expect(await post()).toBe(0);
    expect((await permissions()).roles.at(-1)?.permissions).not.toContain('ADMINISTRATOR');
  });
});

it('a channel is made and deleted, a server goes out, and the bot leaves and comes back', async () => {
  const { id: guild } = (await permissions()).guild;
  const made = await act({ do: 'create channel', guild, name: ' Late News ', type: 0 });
  const id = made?.result === 'done' ? (made.id ?? '') : '';
  expect((await permissions(id)).channel.name).toBe('late-news');
  expect(await post(id)).toBe(0);
  await act({ do: 'delete channel', channel: id });
  expect(await post(id)).toBe(10003);

  await act({ do: 'outage', guild, on: true });
  expect((await permissions()).guild.isOut).toBe(true);
  await act({ do: 'outage', guild, on: false });
  await act({ do: 'bot', guild, on: false });
  expect(await permissions()).toMatchObject({ guild: { hasBot: false }, bits: { 0: { held: false } } });
  await act({ do: 'bot', guild, on: true });
  expect(await post()).toBe(0);
  const heard = bot.heard.map(({ t }) => t).filter((t) => t !== 'CHANNEL_UPDATE' && t !== 'GUILD_MEMBER_UPDATE');
  expect(heard.slice(-6)).toEqual([
    'CHANNEL_CREATE',
    'CHANNEL_DELETE',
    'GUILD_DELETE',
    'GUILD_CREATE',
    'GUILD_DELETE',
    'GUILD_CREATE',
  ]);
});

it('a fault is made, befalls a request, and is told of with that request', async () => {
  const panel = await listenToPanel(discord);
  const rule = { match: { method: 'POST', path: '/channels/:channel/messages' }, fault: { kind: '500-after' } };
  expect(await act({ do: 'faults', order: { do: 'add', rule } })).toMatchObject({ result: 'done' });
  const before = (await discord.messages(news)).length;
  await post();
  expect((await discord.messages(news)).length).toBe(before + 1);
  await panel.hears(
    ({ t, d }) => t === 'REQUESTS' && d.some(({ verdict, status }) => verdict === 'fault' && status === 500),
  );
  await panel.hears(({ t, d }) => t === 'FAULTS' && d.rules.some(({ used, match }) => used === 1 && match !== ''));
  expect(await act({ do: 'faults', order: { do: 'clear' } })).toEqual({ result: 'done' });
  await panel.hears(({ t, d }) => t === 'FAULTS' && d.rules.length === 0);
  await panel.close();
});

it('tells of the sessions and payloads of the gateway, and never of a token', async () => {
  const panel = await listenToPanel(discord);
  const sessions = await panel.hears(({ t, d }) => t === 'SESSIONS' && d.length > 0);
  expect(sessions.d).toMatchObject([{ shard: [0, 1], intents: ['GUILDS'], connected: true }]);
  const told = await panel.hears(({ t }) => t === 'PAYLOADS');
  const payloads = told.t === 'PAYLOADS' ? told.d : [];
  expect(payloads.slice(0, 3)).toMatchObject([
    { way: 'out', op: 10 },
    { way: 'in', op: 2, shard: [0, 1] },
    { way: 'out', op: 0, t: 'READY', s: 1, shard: [0, 1], session: expect.stringMatching(/^.{6}$/) },
  ]);
  await bot.say(`{"op":1,"d":null,"to\\u006ben":"${discord.token}"}`);
  await panel.hears(({ t, d }) => t === 'PAYLOADS' && d.some(({ op }) => op === 1));
  const all = panel.events.flatMap((event) => (event.t === 'PAYLOADS' ? event.d : []));
  const texts = await Promise.all(
    all.map(async ({ n }) => (await fetch(`${discord.url}/local/panel/payloads/${n}`)).text()),
  );
  expect(texts.join('\n')).toContain('"token":"…"');
  expect(texts.join('\n') + JSON.stringify(panel.events)).not.toContain(discord.token);
  expect((await fetch(`${discord.url}/local/panel/payloads/999999`)).status).toBe(404);
  await panel.close();
});

describe('an article', () => {
  const draft = { title: 'Sheep', excerpt: '', topics: ['AI'], provider: ' ', heat: 90, published: true };
  const empty = { link: ' ', picture: '' };

  it('is handed to the desk without what was left empty', async () => {
    written.length = 0;
    expect((await send('articles', { ...draft, ...empty })).answer).toEqual({ result: 'done', id: 'written/a' });
    const addresses = { link: 'https://a.example/sheep', picture: 'http://a.example/sheep.png' };
    await send('articles', { ...draft, ...addresses });
    await send('articles/change', { id: 'written/a', heat: 100 });
    expect(written).toEqual([
      { title: 'Sheep', topics: ['AI'], heat: 90, published: true },
      { title: 'Sheep', topics: ['AI'], heat: 90, published: true, ...addresses },
      { id: 'written/a', heat: 100 },
    ]);
  });

  it('is refused with what is wrong, field by field', async () => {
    written.length = 0;
    const addresses = { link: 'https://me:secret@a.example/', picture: 'javascript:alert(1)' };
    const wrong = { ...draft, title: ' \u200b', heat: 1.5, ...addresses };
    const { answer } = await send('articles', wrong);
    const address = 'An address that begins with http:// or https://, without a password.';
    expect(answer).toMatchObject({
      fields: { title: 'An article needs a title.', heat: 'A whole number.', link: address, picture: address },
    });
    expect(written).toEqual([]);
    const refused = await send('articles', { ...draft, ...empty, title: 'Refuse me' });
    expect(refused.answer).toEqual({ result: 'failed', reason: 'No.' });
  });

  it('cannot be written where there is no desk for it', async () => {
    const bare = await startLocalDiscord();
    expect((await fetch(`${bare.url}/local/panel/articles`)).status).toBe(404);
    const panel = await listenToPanel(bare);
    expect(panel.events[0]).toMatchObject({ t: 'VITALS', d: { articles: false, guilds: 2, messages: 0 } });
    await panel.close();
    await bare.close();
  });
});

it('what is no action, and ids of what is not there, change nothing', async () => {
  const nowhere = '100000000000000000';
  const bodies: unknown[] = [
    '',
    '{',
    '[]',
    'null',
    { do: 'everything' },
    { do: 'overwrite', channel: news, whom: 'bot', permission: '__proto__', value: 'deny' },
    { do: 'overwrite', channel: nowhere, whom: 'bot', permission: 'VIEW_CHANNEL', value: 'deny' },
    { do: 'role', role: nowhere, permission: 'ADMINISTRATOR', on: true },
    { do: 'timeout', guild: nowhere, minutes: 5 },
    { do: 'timeout', guild: discord.guildId, minutes: 1e9 },
    { do: 'outage', guild: nowhere, on: true },
    { do: 'create channel', guild: discord.guildId, name: ' \u200b', type: 0 },
    { do: 'delete channel', channel: nowhere },
    { do: 'faults', order: { do: 'add', rule: { fault: { kind: 'mischief' } } } },
    { do: 'faults', order: { do: 'remove', id: 'x' } },
    { do: 'faults' },
    `{"do":"${'x'.repeat(100_000)}"}`,
  ];
  for (const body of bodies) {
    const { answer } = await send('do', body);
    expect(answer?.result, JSON.stringify(body).slice(0, 80)).toBe('failed');
  }
  expect((await send('do', { do: 'faults', order: { do: 'drop' } }, { origin: 'https://evil.example' })).status).toBe(
    403,
  );
  expect((await fetch(`${discord.url}/local/panel/permissions?channel=${nowhere}`)).status).toBe(204);
  expect(discord.failures).toEqual([]);
});
