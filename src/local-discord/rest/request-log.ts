import type { MiddlewareHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import { pathWithoutTokens } from './path-without-tokens.ts';

/** A request to the API, after it was answered or left without an answer. Holds no token. */
export interface LoggedRequest {
  /** Greater than that of every request that ended earlier. */
  readonly id: number;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  readonly durationMs: number;
  readonly method: string;
  /** Below `/api`. */
  readonly path: string;
  /** The route's template, if it has one: `/v10/channels/:channel`. */
  readonly route?: string;
  /** Absent when no answer was sent whole. */
  readonly status?: number;
  readonly verdict: Verdict;
  /** The JSON error code. */
  readonly code?: number;
  /** What was wrong, in the words of the answer, or the name of the fault. */
  readonly reason?: string;
  /** The bucket that the answer's headers tell of. */
  readonly bucket?: {
    readonly id: string;
    readonly limit: number;
    readonly remaining: number;
    readonly resetAfterMs: number;
  };
}

/**
 * `hung`: left without a whole answer. `fault`: made to go wrong, or a failure of this server. `missing`: this server has no
 * such route, which says nothing of Discord.
 */
export type Verdict = 'ok' | 'refused' | 'missing' | 'limited' | 'fault' | 'hung';

/** Why a request is not done, said by who refuses it. */
export interface RefusalNote {
  readonly code?: number;
  readonly message: string;
  /** Of the first problem of its form. */
  readonly path?: string;
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Left for the log by who refuses a request. */
    refusal: RefusalNote | undefined;
    /** Left for the log by who makes a request go wrong: what is wrong with it. */
    fault: string | undefined;
  }
}

export interface RequestLog {
  /** To be put around everything that answers the API, faults included. */
  readonly middleware: MiddlewareHandler;
  /** The latest requests, oldest first. */
  list(): readonly LoggedRequest[];
  /** Tells of every request that ends from now on. Returns the way to stop that. */
  subscribe(listener: (request: LoggedRequest) => void): () => void;
}

/**
 * Remembers the latest requests.
 *
 * @param size how many
 * @param now milliseconds since 1970
 * @param isUnanswered whether a response stands for none, or for one that was broken off
 */
export function createRequestLog({
  now,
  size = 200,
  isUnanswered = () => false,
}: {
  readonly now: () => number;
  readonly size?: number;
  readonly isUnanswered?: (response: Response) => boolean;
}): RequestLog {
  const latest: LoggedRequest[] = [];
  const listeners = new Set<(request: LoggedRequest) => void>();
  let ended = 0;

  return {
    async middleware(context, next) {
      const at = now();
      await next();
      const { req, res } = context;
      const unanswered = isUnanswered(res);
      const fault = context.get('fault');
      const refusal = context.get('refusal');
      const route = matchedRoutes(context).findLast(({ path }) => !path.includes('*'))?.path;
      const bucket = unanswered ? undefined : bucketIn(res.headers);
      const reason = fault ?? (refusal && [refusal.message, refusal.path].filter(Boolean).join(' at '));
      ended += 1;
      const request: LoggedRequest = {
        id: ended,
        at,
        durationMs: Math.max(0, now() - at),
        method: req.method,
        path: pathWithoutTokens(req.path.replace(/^\/api(?=\/)/, '')),
        ...(route !== undefined && { route: route.replace(/^\/api(?=\/)/, '') }),
        ...(!unanswered && { status: res.status }),
        verdict: unanswered ? 'hung' : verdictOn(res.status, fault, refusal),
        ...(refusal?.code !== undefined && { code: refusal.code }),
        ...(reason !== undefined && { reason }),
        ...(bucket && { bucket }),
      };
      latest.push(request);
      if (latest.length > size) latest.shift();
      for (const listener of listeners) listener(request);
    },
    list: () => [...latest],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function verdictOn(status: number, fault: string | undefined, refusal: RefusalNote | undefined): Verdict {
  if (fault !== undefined || status >= 500) return 'fault';
  if (status === 429) return 'limited';
  if (status === 404 && refusal?.code === 0) return 'missing';
  return status >= 400 ? 'refused' : 'ok';
}

function bucketIn(headers: Headers): LoggedRequest['bucket'] {
  const id = headers.get('x-ratelimit-bucket');
  if (id === null) return undefined;
  return {
    id,
    limit: Number(headers.get('x-ratelimit-limit')),
    remaining: Number(headers.get('x-ratelimit-remaining')),
    resetAfterMs: Math.round(Number(headers.get('x-ratelimit-reset-after')) * 1000),
  };
}
