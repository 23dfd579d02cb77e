import { REST, type RESTOptions, type ResponseLike } from 'discord.js';
import { z } from 'zod';
import type { Clock } from '../desk/ports.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { createPace, type Pace } from './pace.ts';
import { restOptions } from './rest-options.ts';

/** More than Discord is known to ask for: a wrong number must not silence a channel for days. */
const longestWaitMs = 6 * 60 * 60_000;
/** Discord's refusals are far below this, in bytes; whatever is longer is not one. */
const longestRefusal = 16_384;
/** The error code by which a 503 says that nothing was done. */
const overloaded = 130_000;

/** What a refusal may say. All of it may be missing: some are made by Discord's network protection, in HTML. */
const refusalSchema = z.object({
  code: z.number().optional().catch(undefined),
  /** In seconds. */
  retry_after: z.number().optional().catch(undefined),
  global: z.boolean().optional().catch(undefined),
});
type Refusal = z.infer<typeof refusalSchema>;

/** Discord did not carry out a request, and wants it to wait. Says nothing of the request. */
export class ToldToWait extends Error {
  /** Discord's error code; most rate limits have none. */
  readonly code: number | undefined;
  /** At most six hours; `undefined` when Discord named no time. */
  readonly afterMs: number | undefined;

  constructor(code: number | undefined, afterMs: number | undefined) {
    super('Discord asks to send less often');
    this.name = 'ToldToWait';
    this.code = code;
    this.afterMs = afterMs;
  }
}

/**
 * A REST client that repeats nothing on its own account: a 429 ends the request with {@link ToldToWait}, so that waiting
 * is left to the outbox, which survives a restart. The library itself would go by the `Retry-After` header alone, which
 * can be far shorter than the wait that the body asks for, and repeat without limit.
 *
 * Two waits remain, both before a request leaves: the library's own, bounded by `rejectOnRateLimit`, until a bucket that
 * the last answer called used up is full again (about 5 s for posts to one channel), and {@link createPace} in place of the
 * library's limit, which lets 50 leave at once in each second.
 */
export function createPostingRest(deps: {
  apiUrl: string;
  token: string;
  clock: Clock;
  invalid: InvalidRequests;
}): REST {
  const { apiUrl, token, clock, invalid } = deps;
  const options = restOptions(apiUrl, { invalid, use: 'post' });
  const makeRequest = inTurn(createPace(clock), neverRepeating(clock, options.makeRequest));
  return new REST({ ...options, globalRequestsPerSecond: Number.POSITIVE_INFINITY, makeRequest }).setToken(token);
}

function inTurn(pace: Pace, makeRequest: RESTOptions['makeRequest']): RESTOptions['makeRequest'] {
  return (url, init) => pace(() => makeRequest(url, init));
}

function neverRepeating(clock: Clock, makeRequest: RESTOptions['makeRequest']): RESTOptions['makeRequest'] {
  let globallyLimitedUntil = 0;

  return async (url, init) => {
    const heldMs = globallyLimitedUntil - clock.now();
    if (heldMs > 0) throw new ToldToWait(undefined, heldMs);

    const response = await makeRequest(url, init);
    if (response.status !== 429 && response.status !== 503) return response;
    const { code, retry_after: seconds, global } = await readRefusal(response);
    if (response.status === 503 && code !== overloaded) return response;

    const afterMs = longerWait(Number(response.headers.get('Retry-After')), seconds ?? 0);
    if (global === true || response.headers.has('X-RateLimit-Global'))
      globallyLimitedUntil = clock.now() + (afterMs ?? 0);
    throw new ToldToWait(code, afterMs);
  };
}

/** The longer of two waits in seconds, in milliseconds; what is no number, or not above zero, does not count. */
function longerWait(...seconds: readonly number[]): number | undefined {
  const longest = Math.max(0, ...seconds.filter((one) => one > 0));
  return longest === 0 ? undefined : Math.min(Math.ceil(longest * 1000), longestWaitMs);
}

/** Empty when there is nothing to be understood: the status alone then tells. */
async function readRefusal({ body }: ResponseLike): Promise<Refusal> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body ?? []) {
      size += chunk.length;
      if (size > longestRefusal) return {};
      chunks.push(chunk);
    }
    return refusalSchema.parse(JSON.parse(Buffer.concat(chunks).toString()));
  } catch {
    return {};
  }
}
