import type { MiddlewareHandler } from 'hono';

const local = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request comes from this machine's own programs and pages. A website that a person visits must not be able
 * to drive this server, neither by a name that resolves to this machine (DNS rebinding) nor by a cross-origin form.
 */
export function mayEnter({
  method,
  host,
  origin,
}: {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
}): 'yes' | 'wrong host' | 'wrong origin' {
  if (host === undefined || !local.test(host)) return 'wrong host';
  const reads = method === 'GET' || method === 'HEAD';
  if (reads || origin === undefined) return 'yes';
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase() ? 'yes' : 'wrong origin';
}

export const guard: MiddlewareHandler = async (context, next) => {
  const { method } = context.req;
  const verdict = mayEnter({ method, host: context.req.header('host'), origin: context.req.header('origin') });
  if (verdict === 'wrong host') return context.text('This server answers to localhost only.', 421);
  if (verdict === 'wrong origin') return context.text('Other pages cannot use this server.', 403);
  return next();
};
