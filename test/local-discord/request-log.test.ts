import { afterEach, expect, it } from 'vitest';
import type { LoggedRequest } from '../../src/local-discord/rest/request-log.ts';
import { until } from '../support/until.ts';
import { type LimitedDiscord, startLimitedDiscord } from './limits/limited-discord.ts';

let discord: LimitedDiscord;
afterEach(() => discord.close());

const latest = (): LoggedRequest | undefined => discord.requestLog.list().at(-1);
const news = () => `/channels/${discord.channels['news']}`;

it('says of each request what it was, what became of it, and what is left of its bucket', async () => {
  discord = await startLimitedDiscord();
  const heard: LoggedRequest[] = [];
  const stop = discord.requestLog.subscribe((request) => heard.push(request));
  await discord.post(`${news()}/messages?wait=true`);
  expect(latest()).toEqual({
    id: 1,
    at: discord.now(),
    durationMs: 0,
    method: 'POST',
    path: `/v10${news()}/messages`,
    route: '/v10/channels/:channel/messages',
    status: 200,
    verdict: 'ok',
    bucket: { id: expect.any(String), limit: 5, remaining: 4, resetAfterMs: 5000 },
  });
  stop();
  await discord.post('/somewhere');
  expect(latest()).toMatchObject({ id: 2, status: 404, verdict: 'missing', code: 0, reason: '404: Not Found' });
  expect(latest()).not.toHaveProperty('route');
  expect(heard.map(({ id }) => id)).toEqual([1]);
});

it('tells what was refused from what was limited, and why', async () => {
  discord = await startLimitedDiscord();
  const embeds = [{ title: 'fine' }, { title: 'x'.repeat(300) }];
  await discord.call('POST', `${news()}/messages`, { body: { embeds } });
  expect(latest()).toMatchObject({
    status: 400,
    verdict: 'refused',
    code: 50035,
    reason: 'Invalid Form Body at embeds.1.title',
  });
  await discord.call('GET', '/users/@me', { authorization: 'Bot wrong' });
  expect(latest()).toMatchObject({ status: 401, verdict: 'refused', reason: '401: Unauthorized' });
  for (let asked = 0; asked < 3; asked += 1) await discord.call('GET', '/gateway/bot');
  expect(latest()).toMatchObject({ status: 429, verdict: 'limited', reason: 'You are being rate limited.' });
});

it('tells what was made to go wrong, also when nothing was answered', async () => {
  discord = await startLimitedDiscord();
  discord.failNext({ path: /users/ }, '500-before');
  await discord.call('GET', '/users/@me');
  expect(latest()).toMatchObject({ status: 500, verdict: 'fault', reason: '500-before' });
  discord.failNext({ path: /users/ }, 'drop');
  await expect(discord.call('GET', '/users/@me')).rejects.toThrow();
  const hung = await until('it is logged', () => discord.requestLog.list()[1]);
  expect(hung).toMatchObject({ verdict: 'hung', reason: 'drop' });
  expect(hung).not.toHaveProperty('status');
});

it('never holds a token, wherever in a path it stands', async () => {
  discord = await startLimitedDiscord();
  const secret = 'aW50ZXJhY3Rpb246MTIz';
  for (const path of [
    `/interactions/1/${secret}/callback`,
    `/webhooks/${discord.botId}/${secret}/messages/%40original`,
    `/webhooks/1/lowercase`,
    `//webhooks/1/${secret}`,
    `/Webhooks/1/${secret}`,
    `/%77ebhooks/1/${secret}?token=${secret}`,
    `/${discord.token}`,
    `/users/${discord.token}`,
  ])
    await discord.post(path);
  const logged = JSON.stringify(discord.requestLog.list());
  for (const token of [secret, discord.token, 'lowercase']) expect(logged).not.toContain(token);
  expect(discord.requestLog.list()[1]?.path).toBe(`/v10/webhooks/${discord.botId}/…/messages/@original`);
});

it('keeps the latest 200 requests, and no path or reason longer than people read', async () => {
  discord = await startLimitedDiscord('off');
  await discord.post(`/${'x/'.repeat(5000)}`);
  expect(latest()?.path.length).toBeLessThan(100);
  const body = { name: 'news', description: 'News', name_localizations: { ['x'.repeat(5000)]: 'news' } };
  await discord.call('POST', `/applications/${discord.botId}/commands`, { body });
  expect(latest()).toMatchObject({ code: 50035, reason: expect.stringMatching(/^.{60,300}$/) });
  for (let asked = 0; asked < 201; asked += 1) await discord.call('GET', '/users/@me');
  expect(discord.requestLog.list()).toHaveLength(200);
  expect(discord.requestLog.list()[0]).toMatchObject({ id: 4 });
});
