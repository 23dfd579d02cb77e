import { REST } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInvalidRequests, HeldBack, type InvalidRequests } from '../../src/discord/invalid-requests.ts';
import { outcomeOf } from '../../src/discord/outcome.ts';
import { createPostingRest } from '../../src/discord/posting-rest.ts';
import { restOptions } from '../../src/discord/rest-options.ts';
import { createTestClock, type TestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import { type ScriptedAnswer, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';

const minute = 60_000;
let clock: TestClock;
let log: ReturnType<typeof createTestLog>;
let invalid: InvalidRequests;

beforeEach(() => {
  clock = createTestClock();
  log = createTestLog();
  invalid = createInvalidRequests({ clock, log });
});

function refuse(times: number): void {
  for (let time = 0; time < times; time++) invalid.note(403, null);
}

/** How long a request of this use has to wait, in milliseconds. */
function waitOf(use: 'post' | 'answer'): number {
  try {
    invalid.demandRoom(use);
    return 0;
  } catch (error) {
    if (error instanceof HeldBack) return error.afterMs;
    throw error;
  }
}

it('posts wait at a fifth of what Discord allows, until the first of them are ten minutes old; people are answered', async () => {
  refuse(1_000);
  await clock.advance(4 * minute);
  refuse(999);
  expect(waitOf('post')).toBe(0);
  refuse(1);
  expect(waitOf('post')).toBe(6 * minute);
  expect(waitOf('answer')).toBe(0);
  await clock.advance(6 * minute);
  expect(waitOf('post')).toBe(0);
  expect(invalid.count()).toBe(1_000);
});

it('nothing is sent at half of what Discord allows', () => {
  refuse(5_000);
  expect(waitOf('answer')).toBe(10 * minute);
});

it('a clock that is set back does not lengthen the wait', async () => {
  refuse(2_000);
  await clock.advance(-60 * minute);
  expect(waitOf('post')).toBe(10 * minute);
});

it('it is told in the log, before it is serious and when it is', () => {
  refuse(2_000);
  expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(3);
  expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
});

describe('both REST clients', () => {
  let discord: ScriptedDiscord;
  let answer: ScriptedAnswer;
  beforeEach(async () => {
    answer = { status: 204 };
    discord = await startScriptedDiscord({ answer: () => answer });
  });
  afterEach(() => discord.close());

  const posting = () => createPostingRest({ apiUrl: discord.apiUrl, token: 'the-token', clock, invalid });
  const answering = () => new REST(restOptions(discord.apiUrl, { invalid, use: 'answer' })).setToken('the-token');
  const route = '/channels/900000000000000003/messages';

  it.each<[ScriptedAnswer, number]>([
    [{ status: 401, json: { code: 0 } }, 2],
    [{ status: 403, json: { code: 50013 } }, 2],
    [{ status: 403, html: '<h1>Blocked</h1>' }, 2],
    [{ status: 429, json: { retry_after: 60 }, headers: { 'retry-after': '60', 'x-ratelimit-scope': 'user' } }, 2],
    [{ status: 429, html: '<h1>Slow down</h1>' }, 2],
    [{ status: 429, json: { retry_after: 60 }, headers: { 'retry-after': '60', 'x-ratelimit-scope': 'shared' } }, 0],
    [{ status: 404, json: { code: 10003 } }, 0],
    [{ status: 500, json: {} }, 0],
    [{ status: 204 }, 0],
  ])('of %o they count %i', async (given, count) => {
    answer = given;
    for (const rest of [posting(), answering()]) await rest.post(route, { body: {} }).catch(() => undefined);
    expect(invalid.count()).toBe(count);
  });

  it('share one count: what the one met holds the other back, and a post waits in the outbox', async () => {
    answer = { status: 403, json: { code: 50013, message: 'Missing Permissions' } };
    refuse(1_999);
    await expect(answering().post(route, { body: {} })).rejects.toMatchObject({ code: 50013 });
    const outcome = await posting().post(route, { body: {} }).catch(outcomeOf);
    expect(outcome).toMatchObject({ result: 'later', afterMs: 10 * minute });
    expect(discord.requests).toHaveLength(1);
  });
});
