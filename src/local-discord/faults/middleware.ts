import type { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { apiPath } from '../rest/api-path.ts';
import { altered, answerTo } from './answers.ts';
import type { RequestFault } from './fault.ts';
import { requestKinds } from './kinds.ts';
import type { FaultDraw } from './plan.ts';
import type { SkewedClock } from './skewed-clock.ts';

export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

type NodeContext = Context<{ Bindings: HttpBindings }>;

export interface RequestFaults {
  readonly middleware: MiddlewareHandler<{ Bindings: HttpBindings }>;
  /** Ends every request that waits for an answer in vain. */
  close(): void;
}

/** Whether a request was left without this answer: its connection hung, was closed or was reset. */
export function isUnanswered(response: Response): boolean {
  return response === RESPONSE_ALREADY_SENT;
}

/** Lets requests to the API go wrong. Needs the server's own response: `outgoing` of @hono/node-server. */
export function createRequestFaults(draw: FaultDraw, clock: SkewedClock, wait: Wait): RequestFaults {
  const held = new Set<ServerResponse>();

  /** Keeps a request until its connection closes, or `work` is done. */
  async function hold(outgoing: ServerResponse, work: (gone: AbortSignal) => Promise<void>): Promise<void> {
    const gone = new AbortController();
    const release = (): void => gone.abort();
    held.add(outgoing);
    outgoing.once('close', release);
    if (outgoing.destroyed) release();
    await work(gone.signal);
    outgoing.off('close', release);
    held.delete(outgoing);
  }

  async function suffer(context: NodeContext, fault: RequestFault): Promise<Response> {
    const { outgoing } = context.env;
    switch (fault.kind) {
      case 'drop':
        outgoing.destroy();
        return RESPONSE_ALREADY_SENT;
      case 'reset-before':
      case 'reset-after':
        outgoing.socket?.resetAndDestroy();
        return RESPONSE_ALREADY_SENT;
      case 'hang-before':
      case 'hang-after':
        await hold(outgoing, closed);
        return RESPONSE_ALREADY_SENT;
      case 'stall': {
        const body = new Uint8Array(await context.res.arrayBuffer());
        if (body.length > 0) {
          const headers = { ...Object.fromEntries(context.res.headers), 'content-length': body.length };
          outgoing.writeHead(context.res.status, headers).write(body.subarray(0, body.length / 2));
        }
        await hold(outgoing, closed);
        return RESPONSE_ALREADY_SENT;
      }
      case 'slow':
        await hold(outgoing, (gone) => wait(fault.delayMs, gone));
        return context.res;
      case 'headers-missing':
      case 'headers-wrong':
      case 'broken-json':
      case 'wrong-content-type':
        return altered(context.res, fault);
      default:
        return answerTo(fault, clock.now());
    }
  }

  return {
    async middleware(context, next) {
      const { method, path } = context.req;
      const fault = draw.forRequest({ method, path: apiPath(path) });
      if (fault === undefined || requestKinds[fault.kind].carriedOut) await next();
      if (fault !== undefined) {
        context.set('fault', fault.kind);
        answer(context, await suffer(context, fault));
      }
      if (clock.skewMs !== 0 && !isUnanswered(context.res))
        context.res.headers.set('date', new Date(clock.now()).toUTCString());
    },
    close() {
      for (const outgoing of held) outgoing.destroy();
    },
  };
}

/** Puts an answer in the place of another; Hono would otherwise mix the headers of both. */
function answer(context: NodeContext, response: Response): void {
  if (context.finalized && context.res === response) return;
  context.res = undefined;
  context.res = response;
}

function closed(gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (gone.aborted) resolve();
    else gone.addEventListener('abort', () => resolve(), { once: true });
  });
}
