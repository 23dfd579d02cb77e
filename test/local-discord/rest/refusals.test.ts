import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';
import { until } from '../../support/until.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

const nowhere = '1234567890123456789';

/** A form with one field, its boundary `b`. */
function formOf(name: string, value: string): string {
  return `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n--b--\r\n`;
}

describe('what does not exist is refused by its code', () => {
  it.each<[string, string, () => string, number, number]>([
    ['a channel', 'GET', () => `/channels/${nowhere}`, 404, 10003],
    ['messages of a channel', 'GET', () => `/channels/${nowhere}/messages`, 404, 10003],
    ['a message', 'GET', () => `${calls.channel()}/messages/${nowhere}`, 404, 10008],
    ['a message to edit', 'PATCH', () => `${calls.channel()}/messages/${nowhere}`, 404, 10008],
    ['a message to delete', 'DELETE', () => `${calls.channel()}/messages/${nowhere}`, 404, 10008],
    ['a message id that is no number', 'GET', () => `${calls.channel()}/messages/latest`, 400, 50035],
    ['a guild', 'GET', () => `/guilds/${nowhere}`, 404, 10004],
    ['a member', 'GET', () => `/guilds/${discord.guildId}/members/${nowhere}`, 404, 10007],
    ['an application', 'GET', () => `/applications/${nowhere}/commands`, 404, 10002],
    ['a command', 'DELETE', () => `/applications/${discord.botId}/commands/${nowhere}`, 404, 10063],
    ['an interaction', 'POST', () => `/interactions/${nowhere}/token/callback`, 404, 10062],
    ['the token of an interaction', 'POST', () => `/webhooks/${discord.botId}/token`, 404, 10015],
    ['a route', 'GET', () => '/weather', 404, 0],
    ['a message in a category', 'POST', () => `${calls.channel('Newsroom')}/messages`, 400, 50008],
  ])('%s', async (_what, method, path, status, code) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : { type: 4, content: 'x' };
    expect(await calls.call(method, path(), body)).toMatchObject({ status, body: { code } });
  });
});

it('a wrong token is refused with 401, whatever is asked', async () => {
  const unauthorized = { status: 401, body: { code: 0, message: '401: Unauthorized' } };
  expect(await calls.call('GET', '/gateway/bot', undefined, 'wrong')).toMatchObject(unauthorized);
  expect(await calls.call('POST', `${calls.channel()}/messages`, { content: 'x' }, 'wrong')).toMatchObject(
    unauthorized,
  );
});

describe('a body that is refused', () => {
  it('is answered with every mistake at its place, and has no effect', async () => {
    const before = await discord.messages(discord.channels['news'] ?? '');
    const embeds = [{ title: 'x' }, { title: 'x'.repeat(257), url: '' }];
    const { status, body } = await calls.post({ content: 'x'.repeat(4001), embeds });
    expect({ status, body }).toEqual({
      status: 400,
      body: {
        code: 50035,
        message: 'Invalid Form Body',
        errors: {
          content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 2000 or fewer in length.' }] },
          embeds: {
            1: {
              title: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 256 or fewer in length.' }] },
              url: {
                _errors: [
                  {
                    code: 'URL_TYPE_INVALID_SCHEME',
                    message: `Scheme "" is not supported. Scheme must be one of ('http', 'https').`,
                  },
                ],
              },
            },
          },
        },
      },
    });
    expect(await discord.messages(discord.channels['news'] ?? '')).toEqual(before);
  });

  it.each([
    ['nothing', {}],
    ['white space', { content: ' \n ' }],
    ['an embed that shows nothing', { embeds: [{ color: 1 }] }],
    ['Components V2 without a component', { flags: 1 << 15, components: [] }],
  ])('a message of %s is empty', async (_what, body) => {
    expect(await calls.post(body)).toMatchObject({ status: 400, body: { code: 50006 } });
  });

  it('what is not JSON, or JSON without end, is refused with 50109', async () => {
    expect(await calls.post('{"content":')).toMatchObject({ status: 400, body: { code: 50109 } });
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    const full = `{"embeds":[${'0,'.repeat(200_000)}0]}`;
    for (const body of [deep, full])
      expect(await calls.post(body)).toMatchObject({ status: 400, body: { code: 50109 } });
  });

  it.each<[string, string, number]>([
    ['text/plain', '{"content":"x"}', 400],
    ['application/x-www-form-urlencoded', 'content=x', 400],
    ['Application/JSON; charset=utf-8', '{"content":"x"}', 200],
    ['Multipart/Form-Data; boundary=b', formOf('payload_json', '{"content":"x"}'), 200],
  ])('%s as the type of a body', async (type, body, status) => {
    const response = await fetch(`${discord.apiUrl}/v10${calls.channel()}/messages`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': type },
      body,
    });
    expect({ status: response.status, body: await response.json() }).toMatchObject({
      status,
      body:
        status === 200 ? { content: 'x' } : { code: 50035, errors: { _errors: [{ code: 'CONTENT_TYPE_INVALID' }] } },
    });
  });

  it('that ends in the middle, as its client is gone, is no failure of the server', async () => {
    const { port } = new URL(discord.url);
    const client = connect(Number(port), '127.0.0.1');
    const head = [
      `POST /api/v10${calls.channel('ai')}/messages HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      `Authorization: Bot ${discord.token}`,
      'Content-Type: application/json',
      'Content-Length: 100',
    ];
    client.write(`${head.join('\r\n')}\r\n\r\n{"content":`);
    const begun = discord.requests.length;
    await until('the request has come', () => discord.requests.length > begun);
    const logged = discord.requestLog.list().length;
    client.destroy();
    await until('it is over', () => discord.requestLog.list().length > logged);
    expect(discord.requestLog.list().at(-1)).toMatchObject({ status: 400, verdict: 'refused' });
    expect(discord.failures).toEqual([]);
  });

  it('what Discord fails to take fails here too, without a word', async () => {
    const content = '☃'.repeat(3387);
    expect(await calls.post({ flags: 1 << 15, components: [{ type: 10, content }] })).toEqual({
      status: 500,
      body: { code: 0, message: '500: Internal Server Error' },
    });
    expect(discord.failures).toEqual([]);
  });
});

it('a failure of the server is told as Discord tells it, and why to whoever runs it', async () => {
  const reason = new Error('The clock has stopped.');
  let stopped = false;
  const broken = await startLocalDiscord({
    clock: {
      now: () => {
        if (stopped) throw reason;
        return Date.now();
      },
    },
  });
  stopped = true;
  const response = await fetch(`${broken.apiUrl}/v10/channels/${broken.channels['news']}/messages`, {
    method: 'POST',
    headers: { authorization: `Bot ${broken.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'x' }),
  });
  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: '500: Internal Server Error', code: 0 });
  expect(broken.failures).toEqual([reason]);
  stopped = false;
  await broken.close();
});
