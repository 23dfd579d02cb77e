import { isIPv4, isIPv6 } from 'node:net';
import type { MiddlewareHandler } from 'hono';

/** What a request says of where it comes from and goes to. */
export interface Entry {
  readonly method: string;
  /** The headers of the same names. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
}

/**
 * Whether a request may come in. A website that a person visits must not be able to drive this server, neither by a
 * name that resolves to this machine (DNS rebinding), nor by a cross-origin form or fetch. An address in digits is
 * resolved by nobody, so no website can have it for its name.
 */
export function mayEnter({ method, host, origin, fetchSite, fetchMode }: Entry): 'yes' | 'wrong host' | 'wrong origin' {
  if (host === undefined || !cannotBeRebound(host)) return 'wrong host';
  const fromElsewhere = fetchSite === 'cross-site' || fetchSite === 'same-site';
  if (fromElsewhere && fetchMode !== 'navigate') return 'wrong origin';
  const reads = method === 'GET' || method === 'HEAD';
  if (reads || origin === undefined) return 'yes';
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase() ? 'yes' : 'wrong origin';
}

function cannotBeRebound(host: string): boolean {
  const [, name = ''] = /^(\[[^\]]*\]|[^:]*)(?::\d{1,5})?$/.exec(host) ?? [];
  if (name.toLowerCase() === 'localhost') return true;
  const isAddress = name.startsWith('[') ? isIPv6(name.slice(1, -1)) : isIPv4(name);
  const url = `http://${name}`;
  // Some browsers take "no address in particular" for this machine, and let every website talk to it.
  return isAddress && URL.canParse(url) && !['0.0.0.0', '[::]'].includes(new URL(url).hostname);
}

export const guard: MiddlewareHandler = async (context, next) => {
  const { req } = context;
  const verdict = mayEnter({
    method: req.method,
    host: req.header('host'),
    origin: req.header('origin'),
    fetchSite: req.header('sec-fetch-site'),
    fetchMode: req.header('sec-fetch-mode'),
  });
  if (verdict === 'wrong host') return context.text('This server answers to localhost and to IP addresses only.', 421);
  if (verdict === 'wrong origin') return context.text('Other pages cannot use this server.', 403);
  return next();
};
