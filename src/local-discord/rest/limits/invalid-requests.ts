import type { Limit } from './window.ts';

export interface InvalidRequests {
  /** Counts an answer that Discord holds against an address. */
  count(address: string, now: number): void;
  /** How long an address is still banned, in milliseconds; 0 when it is not. */
  bannedFor(address: string, now: number): number;
}

/** How many addresses are remembered; beyond, the one that was counted first is forgotten. */
const maxAddresses = 1000;

/**
 * Counts invalid requests by address. The window is a fixed one that begins with the first of them, and who has used it
 * up is banned until it ends.
 */
export function createInvalidRequests({ limit, windowMs }: Limit): InvalidRequests {
  const counts = new Map<string, { readonly since: number; readonly count: number }>();

  /** The count of an address, in the window of this moment. */
  function current(address: string, now: number) {
    const { since, count } = counts.get(address) ?? { since: now, count: 0 };
    // A clock that was set back must not make the ban longer than the window.
    return now - since >= windowMs ? { since: now, count: 0 } : { since: Math.min(since, now), count };
  }

  return {
    count(address, now) {
      const { since, count } = current(address, now);
      counts.set(address, { since, count: count + 1 });
      const [first] = counts.keys();
      if (counts.size > maxAddresses && first !== undefined) counts.delete(first);
    },
    bannedFor(address, now) {
      const { since, count } = current(address, now);
      return count < limit ? 0 : since + windowMs - now;
    },
  };
}
