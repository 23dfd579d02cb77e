import { wrongScheme } from './codes.ts';
import type { Path, Problem } from './problem.ts';

/** A problem if an address has a scheme that is not allowed at its place. */
export function schemeProblems(path: Path, url: string | null | undefined, allowed: readonly string[]): Problem[] {
  if (typeof url !== 'string' || allowed.some((one) => url.trim().toLowerCase().startsWith(`${one}://`))) return [];
  return [wrongScheme(path, url, allowed)];
}
