import { afterEach, describe, expect, it } from 'vitest';
import type { RateLimitOptions } from '../../../src/local-discord/rest/limits/defaults.ts';
import { limitsOf } from '../../../src/local-discord/rest/limits/defaults.ts';
import { createLimiter } from '../../../src/local-discord/rest/limits/limiter.ts';
import { type LimitedDiscord, startLimitedDiscord } from './limited-discord.ts';

let discord: LimitedDiscord;
afterEach(() => discord.close());

async function start(options?: RateLimitOptions | 'off'): Promise<void> {
  discord = await startLimitedDiscord(options);
}

const me = (authorization?: string | null) =>
  discord.call('GET', '/users/@me', authorization === undefined ? {} : { authorization });
const callback = () => discord.call('POST', '/interactions/1/token/callback', { authorization: null });

async function times(count: number, ask: () => Promise<unknown>): Promise<void> {
  for (let asked = 0; asked < count; asked += 1) await ask();
}

describe('the global limit', () => {
  const refused = {
    status: 429,
    headers: { 'retry-after': '1', 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' },
    body: { message: 'You are being rate limited.', global: true },
  };

  it('is 50 in a second of the clock', async () => {
    await start();
    await times(50, me);
    const answer = await me();
    expect(answer).toMatchObject(refused);
    expect(answer.body['retry_after']).toBe(1);
    expect(answer.headers).not.toHaveProperty('x-ratelimit-bucket');
    discord.pass(1000);
    expect((await me()).status).toBe(200);
  });

  it('is 50 in any second, also across the border of two', async () => {
    await start();
    discord.pass(900);
    await times(50, me);
    discord.pass(200);
    const answer = await me();
    expect(answer).toMatchObject(refused);
    expect(answer.body['retry_after']).toBe(0.8);
    discord.pass(800);
    expect((await me()).status).toBe(200);
  });

  it('is of one token, and of one address without any', async () => {
    await start({ global: { limit: 2, windowMs: 1000 } });
    await times(2, me);
    expect((await me()).status).toBe(429);
    expect((await me('Bot other')).status).toBe(401);
    await times(2, () => me(null));
    expect((await me(null)).status).toBe(429);
  });

  it('leaves out what answers interactions, and nothing else that needs no bot token', async () => {
    await start({ global: { limit: 1, windowMs: 1000 } });
    await me(null);
    expect(await callback()).toMatchObject({ status: 404, body: { code: 10062 } });
    const followUp = await discord.call('POST', `/webhooks/${discord.botId}/token`, { authorization: null });
    expect(followUp).toMatchObject({ status: 404, headers: { 'x-ratelimit-limit': '5' } });
    const webhook = `/webhooks/${discord.idFrom(0)}/token`;
    expect(await discord.call('POST', webhook, { authorization: null })).toMatchObject({ status: 429 });
  });

  it('and every other limit can be switched off', async () => {
    await start('off');
    const path = `/channels/${discord.channels['news']}/messages`;
    await times(60, () => discord.call('GET', path));
    const { status, headers } = await discord.call('GET', path);
    expect(status).toBe(200);
    expect(headers).not.toHaveProperty('x-ratelimit-limit');
  });
});

describe('an address with too many invalid requests', () => {
  const tenMinutes = 600_000;
  const invalidRequests = { limit: 4, windowMs: tenMinutes };

  it('is answered by Cloudflare until the window of the first of them ends, whatever it asks', async () => {
    await start({ invalidRequests });
    await me('Bot wrong');
    discord.pass(tenMinutes - 90_500);
    await times(3, () => me('Bot wrong'));
    for (const answer of [await me(), await callback()]) {
      expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '91' } });
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.text).toContain('Error 1015');
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    }
    discord.pass(90_500);
    expect((await me()).status).toBe(200);
  });

  it('counts 401, 403 and 429, but neither other refusals nor limits of what is shared', async () => {
    await start({ invalidRequests, buckets: { crosspost: { limit: 100, windowMs: 1000 } } });
    const crosspost = `/channels/${discord.channels['news']}/messages/1/crosspost`;
    await times(20, () => discord.call('POST', crosspost));
    await times(2, () => discord.call('GET', '/gateway/bot'));
    await times(2, () => discord.call('GET', '/gateway/bot'));
    await me('Bot wrong');
    expect((await me()).status).toBe(200);
    await discord.setPermissions(discord.channels['news'] ?? '', { deny: ['ViewChannel'] });
    expect((await discord.call('GET', `/channels/${discord.channels['news']}`)).status).toBe(403);
    expect((await me()).headers['content-type']).toMatch(/^text\/html/);
  });
});

describe('what goes to one channel by webhooks', () => {
  it('is limited together, whichever webhook and interaction it comes from', async () => {
    await start();
    const channels: Readonly<Record<string, string>> = { one: '11', two: '11', elsewhere: '12' };
    const { ask } = createLimiter(limitsOf({}), {
      isApplication: () => false,
      channelText: () => null,
      isCrossposted: () => false,
      webhookChannel: (_id, token) => channels[token],
    });
    const send = (token: string, now: number) =>
      ask({ method: 'POST', path: `/webhooks/7/${token}`, who: 'someone', field: async () => undefined }, now);
    for (let sent = 0; sent < 30; sent += 1) await send(sent % 2 === 0 ? 'one' : 'two', sent * 500);
    expect(await send('two', 15_000)).toMatchObject({
      result: 'refused',
      scope: 'shared',
      retryAfterMs: 45_000,
      bucket: { limit: 5 },
    });
    expect(await send('elsewhere', 15_000)).toMatchObject({ result: 'admitted' });
  });
});
