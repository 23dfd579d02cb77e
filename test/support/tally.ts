/** What was counted, by kind and name. */
export interface Tally {
  add(kind: string, name: string, times?: number): void;
  counts(): Record<string, Record<string, number>>;
  addAll(counts: Readonly<Record<string, Readonly<Record<string, number>>>>): void;
}

export function createTally(): Tally {
  const kinds: Record<string, Record<string, number>> = {};
  const add = (kind: string, name: string, times = 1): void => {
    kinds[kind] = { ...kinds[kind], [name]: (kinds[kind]?.[name] ?? 0) + times };
  };
  return {
    add,
    counts: () => kinds,
    addAll(counts) {
      for (const [kind, names] of Object.entries(counts))
        for (const [name, times] of Object.entries(names)) add(kind, name, times);
    },
  };
}
