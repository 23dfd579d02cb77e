/**
 * How long to wait before a further attempt, in milliseconds: doubling from `base` up to `cap`, spread over the upper
 * half so that many that failed together do not return together.
 *
 * @param attempts attempts made so far, at least 1
 * @param random in [0, 1)
 */
export function backoff(attempts: number, random: number, { base, cap }: { base: number; cap: number }): number {
  const full = Math.min(cap, base * 2 ** Math.min(attempts - 1, 30));
  return Math.round(full * (0.5 + random / 2));
}
