import { DefaultRestOptions, type RESTOptions } from 'discord.js';
import type { InvalidRequests } from './invalid-requests.ts';

type MakeRequest = RESTOptions['makeRequest'];

/** Until the headers of an answer are there, in milliseconds. */
const headersWithinMs = 15_000;
/** Until all of an answer is there. The library itself would wait for ever for the rest of a body. */
const answerWithinMs = 20_000;

/**
 * What the library adds to each wait, in milliseconds. A wait that Discord asks for begins as its answer arrives, after the
 * moment that it counts from: this only makes up for times that are rounded, and for servers of it that are not quite one.
 */
export const addedToWaitsMs = 20;

interface Watch {
  readonly invalid: InvalidRequests;
  readonly use: 'post' | 'answer';
}

/** How all REST clients of the bot behave: what failed is not repeated, no wait is long, and refusals are counted. */
export function restOptions(apiUrl: string, watch?: Watch, withinMs = answerWithinMs) {
  const makeRequest = endingWithin(withinMs);
  return {
    api: apiUrl,
    // A repetition by the library is immediate, blind to what the first attempt did, and comes up to three times.
    retries: 0,
    timeout: headersWithinMs,
    offset: addedToWaitsMs,
    // Short waits are left to the library. A 429 that names no time would otherwise be repeated without a pause.
    rejectOnRateLimit: ({ scope, retryAfter, sublimitTimeout }) =>
      scope === 'shared' || retryAfter <= addedToWaitsMs || retryAfter > 10_000 || sublimitTimeout > 10_000,
    makeRequest: watch === undefined ? makeRequest : watched(makeRequest, watch),
  } satisfies Partial<RESTOptions>;
}

function endingWithin(milliseconds: number): MakeRequest {
  return (url, init) => {
    const signals = [AbortSignal.timeout(milliseconds), ...(init.signal ? [init.signal] : [])];
    return DefaultRestOptions.makeRequest(url, { ...init, signal: AbortSignal.any(signals) });
  };
}

/** Sends no request that could bring the limit of invalid requests closer, and counts those that did. */
function watched(makeRequest: MakeRequest, { invalid, use }: Watch): MakeRequest {
  return async (url, init) => {
    invalid.demandRoom(use);
    const answer = await makeRequest(url, init);
    invalid.note(answer.status, answer.headers.get('X-RateLimit-Scope'));
    return answer;
  };
}
