import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { startLocalDiscord } from '../support/local-discord.ts';
import { type LimitedDiscord, startLimitedDiscord } from './limits/limited-discord.ts';

const second = 1000;
const minute = 60 * second;
const day = 24 * 60 * minute;

describe('limits of routes', () => {
  let discord: LimitedDiscord;
  beforeAll(async () => {
    discord = await startLimitedDiscord({ global: { limit: 1000, windowMs: second } });
  });
  afterAll(() => discord.close());
  // Nothing that an earlier test did counts any longer.
  beforeEach(() => discord.pass(day));

  const channel = () => `/channels/${discord.channels['news']}`;
  const message = (ageMs = 0) => `${channel()}/messages/${discord.idFrom(ageMs)}`;
  const commands = () => `/applications/${discord.botId}/commands`;

  it.each<[method: string, path: () => string, limit: number, windowMs: number]>([
    ['GET', () => '/gateway/bot', 2, 5 * second],
    ['POST', () => `${channel()}/messages`, 5, 5 * second],
    ['GET', () => `${channel()}/messages`, 5, 5 * second],
    ['GET', () => message(), 5, 5 * second],
    ['PATCH', () => message(), 5, 5 * second],
    ['DELETE', () => message(), 5, second],
    ['DELETE', () => message(minute), 3, second],
    ['DELETE', () => message(15 * day), 30, 120 * second],
    ['POST', () => `${channel()}/messages/bulk-delete`, 1, 3 * second],
    ['POST', () => `${message()}/crosspost`, 5, second],
    ['PUT', () => `${message()}/reactions/%F0%9F%94%A5/@me`, 1, 250],
    ['PUT', () => `${channel()}/pins/${discord.idFrom(0)}`, 5, 4 * second],
    ['PUT', () => `${channel()}/messages/pins/${discord.idFrom(0)}`, 5, 4 * second],
    ['GET', () => `${channel()}/messages/pins`, 1, 5 * second],
    ['POST', () => `${channel()}/typing`, 5, 5 * second],
    ['PATCH', () => channel(), 5, 15 * second],
    ['PUT', () => `${channel()}/permissions/1`, 10, 15 * second],
    ['POST', () => `${channel()}/threads`, 50, 300 * second],
    ['POST', () => `${message()}/threads`, 50, 300 * second],
    ['PUT', () => `${channel()}/thread-members/@me`, 5, 5 * second],
    ['POST', () => `/webhooks/${discord.idFrom(0)}/token`, 5, 2 * second],
    ['POST', commands, 5, 20 * second],
    ['PUT', commands, 2, 60 * second],
    ['DELETE', () => `/applications/${discord.botId}/guilds/${discord.guildId}/commands/1`, 5, 20 * second],
    ['GET', () => `/guilds/${discord.guildId}/members/1`, 5, second],
  ])('%s %s: %s', async (method, path, limit, windowMs) => {
    const url = path();
    for (let remaining = limit - 1; remaining >= 0; remaining -= 1) {
      const { status, headers } = await discord.call(method, url);
      expect(status).not.toBe(429);
      expect(headers).toMatchObject({
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': String(remaining),
        'x-ratelimit-reset-after': (windowMs / 1000).toFixed(3),
        'x-ratelimit-reset': ((discord.now() + windowMs) / 1000).toFixed(3),
        'x-ratelimit-bucket': expect.stringMatching(/^[0-9a-f]{32}$/),
      });
    }
    discord.pass(windowMs / 2);
    const refused = await discord.call(method, url);
    expect(refused).toMatchObject({
      status: 429,
      headers: {
        'x-ratelimit-limit': String(limit),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-scope': 'user',
        'retry-after': String(Math.ceil(windowMs / 2000)),
        via: expect.any(String),
      },
      body: { message: 'You are being rate limited.', retry_after: windowMs / 2000, global: false },
    });
    expect(refused.headers).not.toHaveProperty('x-ratelimit-global');
    discord.pass(windowMs / 2);
    expect((await discord.call(method, url)).status).not.toBe(429);
  });

  it('are those of a channel alone, in a bucket with the same id for every channel', async () => {
    const other = `/channels/${discord.channels['ai']}/messages`;
    for (let sent = 0; sent < 6; sent += 1) await discord.post(`${channel()}/messages`);
    const [here, there] = [await discord.post(`${channel()}/messages`), await discord.post(other)];
    expect([here.status, there.status]).toEqual([429, 200]);
    expect(here.headers['x-ratelimit-bucket']).toBe(there.headers['x-ratelimit-bucket']);
    expect(here.headers['x-ratelimit-bucket']).not.toBe(
      (await discord.call('GET', other)).headers['x-ratelimit-bucket'],
    );
  });

  it('are shared by routes of one bucket', async () => {
    await discord.call('PUT', `${message()}/reactions/x/@me`);
    expect(await discord.call('DELETE', `${message()}/reactions`)).toMatchObject({ status: 429 });
  });

  it('are shared by all paths whose channel can be no channel', async () => {
    for (const id of ['x', '..%2f', '1'.repeat(30), '0x1', '-1']) await discord.post(`/channels/${id}/messages`);
    expect(await discord.post('/channels/y/messages')).toMatchObject({ status: 429 });
  });

  it('hold for routes without one of their own only as a whole', async () => {
    const { status, headers } = await discord.call('GET', '/users/@me');
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
  });

  it('never make anyone wait longer when the clock is set back', async () => {
    for (let sent = 0; sent < 5; sent += 1) await discord.post(`${channel()}/messages`);
    discord.pass(-60 * minute);
    const { status, body } = await discord.post(`${channel()}/messages`);
    expect({ status, retryAfter: body['retry_after'] }).toEqual({ status: 429, retryAfter: 5 });
    discord.pass(5 * second);
    expect(await discord.post(`${channel()}/messages`)).toMatchObject({ status: 200 });
  });
});

describe('limits that no header tells of', () => {
  let discord: LimitedDiscord;
  beforeAll(async () => {
    discord = await startLimitedDiscord();
  });
  afterAll(() => discord.close());
  beforeEach(() => discord.pass(day));

  const news = () => `/channels/${discord.channels['news']}`;
  const resource = { message: 'The resource is being rate limited.', global: false };
  const channelWrites = {
    code: 20028,
    message: 'The write action you are performing on the channel has hit the write rate limit.',
  };

  it.each<
    [what: string, method: string, path: () => string, limit: number, windowMs: number, scope: string, body: object]
  >([
    ['crossposts', 'POST', () => `${news()}/messages/1/crosspost`, 10, 60 * minute, 'shared', resource],
    ['messages of a webhook', 'POST', () => `/webhooks/${discord.idFrom(0)}/t`, 30, minute, 'shared', resource],
    [
      'edits of messages older than an hour',
      'PATCH',
      () => `${news()}/messages/${discord.idFrom(2 * 60 * minute)}`,
      3,
      20 * second,
      'user',
      { code: 30046, message: 'Maximum number of edits to messages older than 1 hour reached. Try again later.' },
    ],
    [
      'conversations',
      'POST',
      () => '/users/@me/channels',
      10,
      10 * second,
      'user',
      { code: 40003, message: 'You are opening direct messages too fast.' },
    ],
  ])('%s', async (_what, method, path, limit, windowMs, scope, body) => {
    const url = path();
    // As fast as the bucket bears.
    const pauseMs = Math.floor(windowMs / limit / 2);
    for (let sent = 0; sent < limit; sent += 1) {
      expect(await discord.call(method, url)).not.toMatchObject({ status: 429 });
      discord.pass(pauseMs);
    }
    const refused = await discord.call(method, url);
    const waitMs = windowMs - pauseMs * limit;
    expect(refused).toMatchObject({
      status: 429,
      headers: { 'x-ratelimit-scope': scope, 'retry-after': String(Math.ceil(waitMs / second)) },
      body: { ...body, retry_after: waitMs / second, global: false },
    });
    expect(refused.headers['x-ratelimit-remaining']).not.toBe('0');
    discord.pass(waitMs);
    expect(await discord.call(method, url)).not.toMatchObject({ status: 429 });
  });

  it('names and topics of a channel, each by itself, and only those that change', async () => {
    const edit = (body: object) => discord.call('PATCH', news(), { body });
    const same = { name: 'news', topic: 'The news' };
    for (const body of [{ name: 'a' }, { name: 'b', topic: 'The news' }]) await edit(body);
    expect(await edit({ name: 'c' })).toMatchObject({
      status: 429,
      headers: { 'x-ratelimit-scope': 'shared', 'x-ratelimit-remaining': '2', 'retry-after': '600' },
      body: channelWrites,
    });
    expect(await edit({ topic: 'Other news' })).not.toMatchObject({ status: 429 });
    discord.pass(15 * second);
    expect(await edit(same)).not.toMatchObject({ status: 429 });
    expect(await edit({ rate_limit_per_user: 5 })).not.toMatchObject({ status: 429 });
  });
});

it('12 messages of a discord.js client are none of them refused, as it obeys the headers', async () => {
  const rateLimits = { buckets: { 'message create': { limit: 3, windowMs: 300 } } };
  const discord = await startLocalDiscord({ rateLimits });
  const client = await connect(discord);
  const channel = await client.channels.fetch(discord.channels['news'] ?? '');
  if (!channel?.isSendable()) throw new Error('There is a channel to post to.');
  await Promise.all(Array.from({ length: 12 }, (_, index) => channel.send(`${index}`)));
  expect(discord.requests.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual(
    Array(12).fill(200),
  );
  await client.destroy();
  await discord.close();
});
