import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Outcome } from '../../src/desk/transport-port.ts';
import { createInvalidRequests } from '../../src/discord/invalid-requests.ts';
import { outcomeOf } from '../../src/discord/outcome.ts';
import { createPostingRest } from '../../src/discord/posting-rest.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import { type ScriptedAnswer, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';

let discord: ScriptedDiscord;
let answers: ScriptedAnswer[];

beforeEach(async () => {
  answers = [];
  discord = await startScriptedDiscord({ answer: () => answers.shift() });
});
afterEach(() => discord.close());

function poster() {
  const clock = createTestClock();
  const rest = createPostingRest({
    apiUrl: discord.apiUrl,
    token: 'the-token',
    clock,
    invalid: createInvalidRequests({ clock, log: createTestLog() }),
  });
  const post = (channelId = '900000000000000003'): Promise<Outcome> =>
    rest
      .post(`/channels/${channelId}/messages`, { body: { content: 'News' } })
      .then(() => ({ result: 'delivered', messageId: '1' }), outcomeOf);
  return { clock, post };
}

const limited = (json: object, headers: Record<string, string> = {}): ScriptedAnswer => ({
  status: 429,
  json,
  headers,
});

it.each<[string, ScriptedAnswer, number | undefined]>([
  ['the header', limited({}, { 'retry-after': '3' }), 3_000],
  ['the body', limited({ retry_after: 2.5 }), 2_500],
  ['the longer of both', limited({ code: 30046, retry_after: 3000 }, { 'retry-after': '3' }), 3_000_000],
  ['the header, where it is the longer', limited({ retry_after: 0.3 }, { 'retry-after': '1' }), 1_000],
  ['nobody, where the answer is not of Discord', { status: 429, html: '<h1>Slow down</h1>' }, undefined],
  [
    'nobody, where there is no number',
    limited({ retry_after: 'soon' }, { 'retry-after': 'Wed, 21 Oct 2026' }),
    undefined,
  ],
  ['nobody, where the number is not above zero', limited({ retry_after: -1 }, { 'retry-after': '0' }), undefined],
  ['the body, but six hours at most', limited({ retry_after: 1e12 }), 6 * 3_600_000],
  [
    'the header, where the body is endless',
    limited({ retry_after: 3000, x: 'x'.repeat(5e6) }, { 'retry-after': '3' }),
    3_000,
  ],
])('a refused post is sent once, and waits as long as is said by %s', async (_, answer, afterMs) => {
  answers.push(answer);
  const outcome = await poster().post();
  expect(outcome.result).toBe('later');
  expect('afterMs' in outcome ? outcome.afterMs : undefined).toBe(afterMs);
  expect(discord.requests).toHaveLength(1);
});

it('says what is limited', async () => {
  answers.push(limited({ code: 30046, retry_after: 3000 }));
  expect(await poster().post()).toMatchObject({ reason: expect.stringContaining('older than an hour') });
});

it.each<[string, ScriptedAnswer]>([
  ['header', limited({}, { 'x-ratelimit-global': 'true', 'retry-after': '40' })],
  ['body', limited({ global: true, retry_after: 40 })],
])('no request to any channel leaves before a limit of everything (by the %s) is over', async (_, answer) => {
  answers.push(answer);
  const { clock, post } = poster();
  expect(await post()).toMatchObject({ result: 'later', afterMs: 40_000 });
  await clock.advance(30_000);
  expect(await post('900000000000000004')).toMatchObject({ result: 'later', afterMs: 10_000 });
  expect(discord.requests).toHaveLength(1);
  await clock.advance(10_000);
  expect(await post('900000000000000004')).toMatchObject({ result: 'delivered' });
});

it('a limit of one channel holds no other up', async () => {
  answers.push(limited({ retry_after: 40 }));
  const { post } = poster();
  expect(await post()).toMatchObject({ result: 'later' });
  expect(await post('900000000000000004')).toMatchObject({ result: 'delivered' });
});

it('a burst flows: what is used up for a moment is waited for before a request leaves', async () => {
  const usedUp = {
    status: 200,
    json: { id: '1' },
    headers: {
      'x-ratelimit-bucket': 'posts',
      'x-ratelimit-limit': '5',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '0.2',
    },
  };
  answers.push(usedUp, usedUp, usedUp);
  const { post } = poster();
  for (const outcome of await Promise.all([post(), post(), post()])) expect(outcome.result).toBe('delivered');
  expect(discord.requests).toHaveLength(3);
});

it.each<[object, Outcome['result']]>([
  [{ code: 130000, message: 'API resource is currently overloaded.' }, 'later'],
  [{ code: 0, message: 'Service Unavailable' }, 'unanswered'],
  [{}, 'unanswered'],
])('a 503 with %o is %s', async (json, result) => {
  answers.push({ status: 503, json });
  expect((await poster().post()).result).toBe(result);
  expect(discord.requests).toHaveLength(1);
});
