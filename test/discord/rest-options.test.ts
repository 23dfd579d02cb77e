import { REST, Routes } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { restOptions } from '../../src/discord/rest-options.ts';
import { type ScriptedAnswer, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';

/** What the library does by itself, and must not do here. */
let discord: ScriptedDiscord;
let answers: ScriptedAnswer[];
let opened: REST[];

beforeEach(async () => {
  answers = [];
  opened = [];
  discord = await startScriptedDiscord({ answer: () => answers.shift() });
});
afterEach(async () => {
  for (const rest of opened) {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  }
  await discord.close();
});

function createRest(withinMs?: number): REST {
  const rest = new REST(restOptions(discord.apiUrl, undefined, withinMs)).setToken('the-token');
  opened.push(rest);
  return rest;
}

const messages = Routes.channelMessages('900000000000000003');
const reply = Routes.webhookMessage('900000000000000001', 'token-of-an-interaction');

it.each<ScriptedAnswer>([
  { status: 500, json: { code: 0 } },
  { status: 502, html: '<h1>Bad gateway</h1>' },
  { status: 503, json: {} },
  { status: 504, html: '<h1>Timeout</h1>' },
  'lost',
])('what failed with %o is not repeated', async (answer) => {
  answers.push(answer);
  await expect(createRest().post(messages, { body: {} })).rejects.toThrow();
  expect(discord.requests).toHaveLength(1);
});

it.each<ScriptedAnswer>([
  { status: 429, json: {} },
  { status: 429, html: '<h1>Slow down</h1>' },
  { status: 429, json: {}, headers: { 'retry-after': '0' } },
  { status: 429, json: {}, headers: { 'retry-after': '3600' } },
  { status: 429, json: { retry_after: 1163 }, headers: { 'retry-after': '1', 'x-ratelimit-scope': 'shared' } },
])(
  'a limit that names no time, a long one or a wrong one (%o) ends the request instead of filling the line',
  async (answer) => {
    answers.push(answer);
    await expect(createRest().post(messages, { body: {} })).rejects.toMatchObject({ name: /^RateLimitError/ });
    expect(discord.requests).toHaveLength(1);
  },
);

it.each<ScriptedAnswer>(['silent', 'stalled'])(
  'an answer that is %s ends the request, once, within its time',
  async (answer) => {
    answers.push(answer);
    await expect(createRest(300).post(messages, { body: {} })).rejects.toThrow(/abort|timeout/i);
    expect(discord.requests).toHaveLength(1);
  },
);

it('a token that was refused is not sent again', async () => {
  answers.push({ status: 401, json: { code: 0, message: '401: Unauthorized' } });
  const rest = createRest();
  await expect(rest.post(messages, { body: {} })).rejects.toMatchObject({ status: 401 });
  await expect(rest.post(messages, { body: {} })).rejects.toThrow(/Expected token/);
  expect(discord.requests).toHaveLength(1);
});

it('an answer to a person that came too late, which is a 401 as well, costs no token', async () => {
  answers.push({ status: 401, json: { code: 50027, message: 'Invalid Webhook Token' } });
  const rest = createRest();
  await expect(rest.patch(reply, { body: {}, auth: false })).rejects.toMatchObject({ code: 50027 });
  await rest.post(messages, { body: {} });
  expect(discord.requests.map(({ authorization }) => authorization)).toEqual([undefined, 'Bot the-token']);
});
