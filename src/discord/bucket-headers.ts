import type { ResponseLike } from 'discord.js';

type Headers = ResponseLike['headers'];

// https://discord.com/developers/docs/topics/rate-limits#header-format

/** When Discord took the request in, by its own clock, in milliseconds since 1970: it tells both when and how soon a bucket is full. */
export function takenAt(headers: Headers): number | undefined {
  const [reset, after] = [secondsIn(headers, 'X-RateLimit-Reset'), resetAfter(headers)];
  return reset === undefined || after === undefined ? undefined : (reset - after) * 1_000;
}

/** No bucket is known to be as large: a wrong number must not silence a channel for days. */
const longestMs = 3_600_000;

/** How long the bucket takes no more after this request, in milliseconds; `undefined` when it does. */
export function usedUpForMs(headers: Headers): number | undefined {
  const after = resetAfter(headers);
  const isUsedUp = headers.get('X-RateLimit-Remaining') === '0';
  return isUsedUp && after !== undefined && after > 0 ? Math.min(after * 1_000, longestMs) : undefined;
}

const resetAfter = (headers: Headers): number | undefined => secondsIn(headers, 'X-RateLimit-Reset-After');

function secondsIn(headers: Headers, name: string): number | undefined {
  const seconds = Number(headers.get(name) ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
