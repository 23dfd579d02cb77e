import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { parseJson, readLimited } from '../../json-body.ts';
import { apiPath } from '../api-path.ts';
import { bannedAnswer, bucketHeaders, limitedAnswer, limitedBody } from './answers.ts';
import { limitsOf, type RateLimitOptions } from './defaults.ts';
import { createInvalidRequests } from './invalid-requests.ts';
import { digest } from './keys.ts';
import type { LimitSwitch } from './limit-switch.ts';
import { createLimiter, type Lookups } from './limiter.ts';

type Limited = { Bindings: Partial<HttpBindings> };

/** More than any JSON body that a limit looks into has; of a longer one nothing is known. */
const maxBytes = 1024 * 1024;

/**
 * Refuses what Discord would refuse for being too much, before anything else is done about it, and tells of the limits in
 * headers. Source: docs, "Rate Limits".
 *
 * @param now milliseconds since 1970; it may be set back
 */
export function limitRates(
  options: RateLimitOptions,
  lookups: Lookups,
  now: () => number,
  { isOn }: Pick<LimitSwitch, 'isOn'>,
): MiddlewareHandler<Limited> {
  const limits = limitsOf(options);
  const limiter = createLimiter(limits, lookups);
  const invalid = createInvalidRequests(limits.invalidRequests);

  return async (context, next) => {
    if (!isOn()) return next();
    const address = context.env.incoming?.socket.remoteAddress ?? '';
    const authorization = context.req.header('authorization');
    const arrived = now();
    const bannedForMs = invalid.bannedFor(address, arrived);
    if (bannedForMs > 0) return bannedAnswer(bannedForMs);

    const verdict = await limiter.ask(
      {
        method: context.req.method,
        path: apiPath(context.req.path),
        who: authorization === undefined ? `address ${address}` : `token ${digest(authorization)}`,
        field: (name) => fieldOf(context.req.raw, name),
      },
      arrived,
    );
    if (verdict.result === 'refused') {
      if (verdict.scope !== 'shared') invalid.count(address, arrived);
      context.set('refusal', limitedBody(verdict));
      return limitedAnswer(verdict, arrived);
    }

    await next();
    if (context.res.status === 401 || context.res.status === 403) invalid.count(address, arrived);
    if (verdict.bucket !== undefined)
      for (const [name, value] of Object.entries(bucketHeaders(verdict.bucket, arrived))) context.header(name, value);
    return undefined;
  };
}

/** What a request's JSON body says of a field, read so that the body can be read again. */
async function fieldOf(request: Request, name: string): Promise<unknown> {
  const bytes = await readLimited(request.clone(), maxBytes);
  const json = bytes && parseJson(bytes.toString('utf8'))?.value;
  return typeof json === 'object' && json !== null && Object.hasOwn(json, name) ? Reflect.get(json, name) : undefined;
}
