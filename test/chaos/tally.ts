/** Counts how often something happened, by its name. */
export interface Count {
  add(name: string, times?: number): void;
  readonly entries: ReadonlyMap<string, number>;
}

/** What was done to a program. */
export interface Tally {
  readonly kills: Count;
  /** Requests that went wrong. */
  readonly faults: Count;
  readonly troubles: Count;
}

export function createCount(): Count {
  const entries = new Map<string, number>();
  return {
    add: (name, times = 1) => void entries.set(name, (entries.get(name) ?? 0) + times),
    entries,
  };
}

export const createTally = (): Tally => ({ kills: createCount(), faults: createCount(), troubles: createCount() });

export function addTally(sum: Tally, { kills, faults, troubles }: Tally): void {
  for (const [name, times] of kills.entries) sum.kills.add(name, times);
  for (const [name, times] of faults.entries) sum.faults.add(name, times);
  for (const [name, times] of troubles.entries) sum.troubles.add(name, times);
}
