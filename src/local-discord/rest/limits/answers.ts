import type { BucketState, Refused } from './limiter.ts';

/** Docs, "Rate Limits", "Header Format". */
export function bucketHeaders({ id, limit, remaining, resetAfterMs }: BucketState, now: number) {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': ((now + resetAfterMs) / 1000).toFixed(3),
    'X-RateLimit-Reset-After': (resetAfterMs / 1000).toFixed(3),
    'X-RateLimit-Bucket': id,
  };
}

/**
 * Docs, "Rate Limits", "Exceeding A Rate Limit": the global limit has no bucket, what is shared has its own words, and a
 * limit that is not the bucket's leaves its headers alone. `Via` tells libraries such as discord.py that Discord says so
 * and not Cloudflare, whose ban they do not wait for.
 */
export function limitedAnswer(refused: Refused, now: number): Response {
  const { scope, retryAfterMs, bucket } = refused;
  return Response.json(limitedBody(refused), {
    status: 429,
    headers: {
      ...(bucket && bucketHeaders(bucket, now)),
      ...retryAfter(retryAfterMs),
      Via: '1.1 google',
      'X-RateLimit-Scope': scope,
      ...(scope === 'global' && { 'X-RateLimit-Global': 'true' }),
    },
  });
}

export function limitedBody({ scope, retryAfterMs, refusal }: Refused) {
  const message = scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.';
  return { message, retry_after: Math.ceil(retryAfterMs) / 1000, global: scope === 'global', ...refusal };
}

/** What Cloudflare answers in Discord's place to an address that has made too many invalid requests. */
export function bannedAnswer(bannedForMs: number): Response {
  return new Response(bannedPage, {
    status: 429,
    headers: { ...retryAfter(bannedForMs), 'Content-Type': 'text/html; charset=UTF-8', Server: 'cloudflare' },
  });
}

/** Whole seconds, never too few. */
function retryAfter(ms: number) {
  return { 'Retry-After': String(Math.ceil(ms / 1000)) };
}

const bannedPage = `<!DOCTYPE html>
<html lang="en-US">
<head><title>Access denied | discord.com used Cloudflare to restrict access</title></head>
<body>
<h1>Error 1015</h1>
<h2>You are being rate limited</h2>
<p>The owner of this website (discord.com) has banned you temporarily from accessing this website.</p>
</body>
</html>
`;
