import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/desk/transport-port.ts';
import { type ErrorClass, errorPolicy } from '../../src/discord/error-policy.ts';
import { outcomeOf } from '../../src/discord/outcome.ts';
import { ToldToWait } from '../../src/discord/posting-rest.ts';
import type { Obstacle } from '../../src/news/feed.ts';

type Result = Outcome['result'];

const url = 'https://discord.com/api/v10/webhooks/1/secret-of-a-webhook';
const body = { body: { content: 'secret-of-a-body' }, files: undefined };

function answer(status: number, code: number | undefined, message = 'Words of Discord'): DiscordAPIError {
  const raw = code === undefined ? { error: '' } : { code, message };
  // As the library builds it; an answer in HTML has no code.
  return new DiscordAPIError(raw, code as number, status, 'POST', url, body);
}

function reasonOf(outcome: Outcome): string {
  return 'reason' in outcome ? outcome.reason : '';
}

function network(code: string, name = 'Error'): Error {
  return Object.assign(new Error(`${code} secret-of-a-body`), { code, name });
}

describe("Discord's error codes", () => {
  it.each<[ErrorClass, number, Result, Obstacle | undefined]>([
    ['target gone', 10003, 'blocked', 'gone'],
    ['target removed', 10004, 'blocked', 'removed'],
    ['target lacks rights', 50013, 'blocked', 'rights'],
    ['target unsuitable', 40058, 'blocked', 'unsuitable'],
    ['item bad', 200000, 'refused', undefined],
    ['transient', 40006, 'later', undefined],
    ['global stop', 50014, 'stop', undefined],
    ['done already', 40033, 'gone', undefined],
  ])('%s (such as %i): %s, with the remedy of the policy', (means, code, result, obstacle) => {
    const outcome = outcomeOf(answer(400, code));
    expect(outcome).toMatchObject({ result, ...(obstacle && { obstacle }) });
    if (result !== 'gone') expect(outcome).toMatchObject({ reason: errorPolicy.get(code)?.remedy });
    expect(errorPolicy.get(code)?.means).toBe(means);
  });

  it('10008 means that the message is gone', () => {
    expect(outcomeOf(answer(404, 10008))).toEqual({ result: 'gone' });
  });

  it('a known code counts more than the status it comes with', () => {
    expect(outcomeOf(answer(400, 50013)).result).toBe('blocked');
    expect(outcomeOf(answer(403, 40006)).result).toBe('later');
    expect(outcomeOf(answer(401, 50027)).result).toBe('blocked');
  });

  it('an invalid form is refused with the paths that Discord complains about', () => {
    const errors = {
      embeds: { 0: { url: { _errors: [{ code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }] } } },
    };
    const raw = { code: 50035, message: 'Invalid Form Body', errors };
    const outcome = outcomeOf(new DiscordAPIError(raw, 50035, 400, 'POST', url, body));
    expect(outcome).toEqual({
      result: 'refused',
      reason: 'Discord does not accept what it holds: embeds[0].url[URL_TYPE_INVALID_URL]: Not a well formed URL.',
    });
  });
});

describe('HTTP statuses without a known code', () => {
  it.each<[number, number | undefined, Result]>([
    [400, 99_999, 'refused'],
    [401, 0, 'stop'],
    [401, undefined, 'stop'],
    [403, 99_999, 'blocked'],
    [403, undefined, 'later'],
    [404, 0, 'later'],
    [404, undefined, 'later'],
    [405, 0, 'refused'],
    [408, 0, 'later'],
    [413, undefined, 'refused'],
  ])('%i (code %s) is %s', (status, code, result) => {
    expect(outcomeOf(answer(status, code)).result).toBe(result);
  });

  it.each<[number, Result]>([
    [500, 'unanswered'],
    [502, 'unanswered'],
    [503, 'unanswered'],
    [504, 'unanswered'],
    [520, 'unanswered'],
  ])('%i is %s', (status, result) => {
    expect(outcomeOf(new HTTPError(status, 'Words', 'POST', url, body)).result).toBe(result);
  });
});

describe('the network', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
    '%s proves that nothing was sent',
    (code) => {
      expect(outcomeOf(network(code)).result).toBe('later');
      expect(outcomeOf(new TypeError('fetch failed', { cause: network(code) })).result).toBe('later');
    },
  );

  it.each([
    network('ECONNRESET'),
    network('EPIPE'),
    network('UND_ERR_SOCKET'),
    network('UND_ERR_HEADERS_TIMEOUT'),
    network('UND_ERR_BODY_TIMEOUT'),
    new DOMException('This operation was aborted', 'AbortError'),
    new DOMException('Too late', 'TimeoutError'),
    new SyntaxError('Unexpected end of JSON input'),
    'not even an error',
  ])('%s leaves it open', (error) => {
    expect(outcomeOf(error).result).toBe('unanswered');
  });

  it('the library without a token, which it forgets after a 401, is a stop', () => {
    const error = new Error('Expected token to be set for this request, but none was present');
    expect(outcomeOf(error).result).toBe('stop');
  });
});

describe('rate limits', () => {
  it.each([
    [20016, /slow mode/],
    [20022, /announcements/],
    [20028, /channel/],
    [20029, /server/],
    [30046, /older than an hour/],
    [40062, /limiting/],
    [130000, /overloaded/],
    [undefined, /less often/],
    [50013, /less often/],
  ])('%s is waited out as long as Discord asks, and says why', (code, words) => {
    expect(outcomeOf(new ToldToWait(code, 7_000))).toEqual({
      result: 'later',
      reason: expect.stringMatching(words),
      afterMs: 7_000,
    });
  });

  it('that name no time have one where their kind is known, else leave it to the caller', () => {
    expect(outcomeOf(new ToldToWait(30046, undefined))).toMatchObject({ result: 'later', afterMs: 3_600_000 });
    expect(outcomeOf(new ToldToWait(undefined, undefined))).not.toHaveProperty('afterMs');
  });

  it('that the library foresees are waited out as long as it would wait', () => {
    const limit = {
      ...{
        global: false,
        hash: 'h',
        limit: 5,
        majorParameter: '1',
        method: 'POST',
        route: '/channels/:id/messages',
        url,
      },
      ...{ retryAfter: 12_000, scope: 'user' as const, sublimitTimeout: 0, timeToReset: 12_000 },
    };
    expect(outcomeOf(new RateLimitError(limit))).toMatchObject({ result: 'later', afterMs: 12_000 });
  });
});

it('never tells what was sent, or where to', () => {
  const errors = [
    ...[400, 401, 403, 404].flatMap((status) => [0, 50013, 50035, undefined].map((code) => answer(status, code))),
    new HTTPError(500, 'Words', 'POST', url, body),
    network('ECONNRESET'),
    network('ECONNREFUSED'),
  ];
  for (const error of errors) expect(JSON.stringify(outcomeOf(error))).not.toContain('secret');
});

it('keeps its reasons short, however long Discord speaks', () => {
  expect(reasonOf(outcomeOf(answer(400, 99_999, 'x'.repeat(100_000)))).length).toBeLessThan(400);
});
