import type { ResponseLike } from 'discord.js';

type Headers = ResponseLike['headers'];

// https://discord.com/developers/docs/topics/rate-limits#header-format

/** When Discord took the request in, by its own clock, in milliseconds since 1970: it tells both when and how soon a bucket is full. */
export function takenAt(headers: Headers): number | undefined {
  const [reset, after] = [secondsIn(headers, 'X-RateLimit-Reset'), resetAfter(headers)];
  return reset === undefined || after === undefined ? undefined : (reset - after) * 1_000;
}

/** How long the bucket takes no more after this request, in milliseconds; `undefined` when it does. */
export function usedUpForMs(headers: Headers): number | undefined {
  const after = resetAfter(headers);
  const isUsedUp = headers.get('X-RateLimit-Remaining') === '0';
  return isUsedUp && after !== undefined && after > 0 ? after * 1_000 : undefined;
}

const resetAfter = (headers: Headers): number | undefined => secondsIn(headers, 'X-RateLimit-Reset-After');

function secondsIn(headers: Headers, name: string): number | undefined {
  const seconds = Number(headers.get(name) ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
