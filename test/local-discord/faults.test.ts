import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { altered } from '../../src/local-discord/faults/answers.ts';
import { type RequestFault, type RequestFaultKind, requestFaultKinds } from '../../src/local-discord/faults/fault.ts';
import { parseJson } from '../../src/local-discord/json-body.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { until } from '../support/until.ts';

const machine = Date.UTC(2026, 10, 20, 12);
let discord: LocalDiscordHarness;
/** Ends the wait that goes on. */
let waitIsOver: (() => void) | undefined;

beforeAll(async () => {
  const wait = (_ms: number, gone: AbortSignal) =>
    new Promise<void>((resolve) => {
      waitIsOver = resolve;
      gone.addEventListener('abort', () => resolve());
    });
  discord = await startLocalDiscord({ clock: { now: () => machine, wait }, rateLimits: 'off' });
});
afterEach(() => discord.control.faults.clear());
afterAll(() => discord.close());

const news = () => discord.channels['news'] ?? '';
const request = (method: string, path: string, body?: object, signal: AbortSignal | null = null): Promise<Response> =>
  fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    signal,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
const used = (): number => discord.control.faults.list().rules.reduce((sum, rule) => sum + rule.used, 0);

/** What a client sees: the answer, or why there was none. */
async function seen(answer: Promise<Response>): Promise<unknown> {
  try {
    const response = await answer;
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const body = parseJson(text)?.value;
    return { status: response.status, type, text, body, headers: Object.fromEntries(response.headers) };
  } catch (error) {
    const { name, cause } = Object(error);
    return Reflect.get(Object(cause), 'code') ?? name;
  }
}

const having = (part: object): object => expect.objectContaining(part);
const json = (status: number, body: object) => ({ status, type: expect.stringContaining('application/json'), body });
const html = (status: number, text: string) => ({
  status,
  type: expect.stringContaining('text/html'),
  text: expect.stringContaining(text),
});
const isTrue = json(200, expect.objectContaining({ id: expect.any(String) }));
const internal = json(500, { message: '500: Internal Server Error', code: 0 });
const limited = 'You are being rate limited.';
/** The client ends the request, for nothing has come. */
const nothing = 'AbortError';

/** Of every kind: how many messages a post then makes, and what the client sees. */
const sights: Readonly<Record<RequestFaultKind, readonly [made: 0 | 1, sight: unknown]>> = {
  '500-before': [0, internal],
  '500-after': [1, internal],
  '502-before': [0, html(502, '<h1>502 Bad Gateway</h1>')],
  '502-after': [1, html(502, '<h1>502 Bad Gateway</h1>')],
  '503-before': [0, json(503, { message: expect.stringContaining('overloaded'), code: 130000 })],
  '504-before': [0, html(504, '<h1>504 Gateway Time-out</h1>')],
  '504-after': [1, html(504, '<h1>504 Gateway Time-out</h1>')],
  drop: [1, 'UND_ERR_SOCKET'],
  'reset-before': [0, 'ECONNRESET'],
  'reset-after': [1, 'ECONNRESET'],
  'hang-before': [0, nothing],
  'hang-after': [1, nothing],
  stall: [1, nothing],
  slow: [1, isTrue],
  'headers-missing': [1, isTrue],
  'headers-wrong': [1, { ...isTrue, headers: having({ 'x-ratelimit-remaining': expect.any(String) }) }],
  '429-user': [
    0,
    {
      ...json(429, { message: limited, retry_after: 1, global: false }),
      headers: having({
        'retry-after': '1',
        'x-ratelimit-scope': 'user',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': `${(machine + 1000) / 1000}.000`,
      }),
    },
  ],
  '429-global': [
    0,
    {
      ...json(429, { message: limited, retry_after: 1, global: true }),
      headers: having({ 'retry-after': '1', 'x-ratelimit-global': 'true' }),
    },
  ],
  '429-shared': [
    0,
    {
      ...json(429, {
        message: 'The write action you are performing on the channel has hit the write rate limit.',
        retry_after: 1163.097,
        global: false,
        code: 20028,
      }),
      headers: having({ 'retry-after': '1', 'x-ratelimit-scope': 'shared' }),
    },
  ],
  '429-cloudflare': [
    0,
    { ...html(429, 'Error 1015'), headers: expect.not.objectContaining({ 'retry-after': expect.anything() }) },
  ],
  '403-cloudflare': [0, html(403, 'you have been blocked')],
  '403-40333': [0, json(403, { message: 'internal network error', code: 40333 })],
  '401': [0, json(401, { message: '401: Unauthorized', code: 0 })],
  'broken-json': [1, { status: 200, type: 'application/json', text: expect.stringMatching(/^{.*[^}]$/) }],
  'wrong-content-type': [1, html(200, '{"id":')],
};

describe.each(requestFaultKinds)('%s', (kind) => {
  it('looks as it should, and the message is there only if the request was carried out', async () => {
    discord.control.faults.add({ match: { method: 'POST', path: '/channels/:channel/messages' }, fault: { kind } });
    const before = (await discord.messages(news())).length;
    const client = new AbortController();
    const sight = seen(request('POST', `/channels/${news()}/messages`, { content: kind }, client.signal));
    await until('the fault is met', () => used() === 1);
    const [made, wanted] = sights[kind];
    await until('the message is there', async () => (await discord.messages(news())).length === before + made);
    if (wanted === nothing) client.abort();
    if (kind === 'slow') await until('it is waited for', () => waitIsOver).then((over) => over());
    expect(await sight).toEqual(wanted instanceof Object ? having(wanted) : wanted);
    expect(await discord.messages(news())).toHaveLength(before + made);
    // It was once only, and the server is well.
    expect((await request('GET', '/users/@me')).status).toBe(200);
    expect((await request('POST', `/channels/${news()}/messages`, { content: 'after' })).status).toBe(200);
  });
});

it('a route is meant however a client writes its @', async () => {
  discord.control.faults.add({ match: { path: '/users/@me' }, fault: { kind: '500-before' } });
  expect((await request('GET', '/users/%40me')).status).toBe(500);
});

it('a body that stalls has headers, and as much of it as half', async () => {
  discord.control.faults.add({ fault: { kind: 'stall' } });
  const client = new AbortController();
  const response = await request('GET', '/users/@me', undefined, client.signal);
  const length = Number(response.headers.get('content-length'));
  const reader = response.body?.getReader();
  expect((await reader?.read())?.value).toHaveLength(Math.floor(length / 2));
  const rest = reader?.read();
  client.abort();
  await expect(rest).rejects.toThrow();
});

describe('headers of rate limits', () => {
  const told = () =>
    Response.json(
      {},
      { headers: { 'x-ratelimit-limit': '5', 'x-ratelimit-remaining': '0', 'x-ratelimit-bucket': 'b' } },
    );
  it.each<
    [Extract<RequestFault, { kind: 'headers-wrong' }> | { kind: 'headers-missing' }, string | null, string | null]
  >([
    [{ kind: 'headers-wrong' }, '5', 'b'],
    [{ kind: 'headers-wrong', remaining: 3 }, '3', 'b'],
    [{ kind: 'headers-missing' }, null, null],
  ])('after %o', async (fault, remaining, bucket) => {
    const { status, headers } = await altered(told(), fault);
    expect([status, headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-bucket')]).toEqual([
      200,
      remaining,
      bucket,
    ]);
    expect(headers.get('content-type')).toBe('application/json');
  });
});

describe('a skewed clock', () => {
  it('shows in Date, in ids and in timestamps, and goes back with the rest', async () => {
    const { faults } = discord.control;
    const hour = 3_600_000;
    const post = async () => {
      const response = await request('POST', `/channels/${news()}/messages`, { content: 'now' });
      const { id, timestamp } = Object(await response.json());
      const made = Number(BigInt(id) >> 22n) + 1_420_070_400_000;
      return { date: Date.parse(response.headers.get('date') ?? ''), made, timestamp: Date.parse(timestamp) };
    };
    faults.skew(hour);
    expect(faults.list().skewMs).toBe(hour);
    expect(await post()).toEqual({ date: machine + hour, made: machine + hour, timestamp: machine + hour });
    faults.skew(-hour);
    // Ids never go back.
    expect(await post()).toEqual({ date: machine - hour, made: machine + hour, timestamp: expect.any(Number) });
    faults.clear();
    expect(faults.list().skewMs).toBe(0);
  });
});
