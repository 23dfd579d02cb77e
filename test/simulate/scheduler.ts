/** Virtual time: nothing happens by itself, and whatever happens is one thing after the other. */
export interface Scheduler {
  /** Milliseconds since 1970. */
  now(): number;
  /** Does `action` in `ms` milliseconds; returns the way to call it off. What is due at once goes in the order of asking. */
  after(ms: number, action: () => void): () => void;
  /** Lets time pass, doing what comes due on the way, each thing with all that follows from it at once. */
  run(until: number): Promise<void>;
  /** How many things were done. */
  steps(): number;
}

interface Entry {
  readonly at: number;
  readonly order: number;
  action: (() => void) | undefined;
}

/** @param limit how many things may be done: a program that never comes to rest must not run forever */
export function createScheduler(start: number, limit: number): Scheduler {
  const heap: Entry[] = [];
  let now = start;
  let asked = 0;
  let done = 0;

  return {
    now: () => now,
    after(ms, action) {
      const entry: Entry = { at: now + Math.max(0, ms), order: ++asked, action };
      push(heap, entry);
      return () => {
        entry.action = undefined;
      };
    },
    async run(until) {
      for (;;) {
        await settled();
        while (heap[0] !== undefined && heap[0].action === undefined) pop(heap);
        const next = heap[0];
        if (next === undefined || next.at > until) break;
        pop(heap);
        if (++done > limit) throw new Error(`The program did more than ${limit} things: it seems never to rest.`);
        now = next.at;
        next.action?.();
      }
      now = until;
    },
    steps: () => done,
  };
}

/** Promises that are settled have been taken up by then; nothing in a simulation waits for anything real. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let child = heap.push(entry) - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    const above = heap[parent];
    if (above === undefined || isBefore(above, entry)) break;
    heap[child] = above;
    child = parent;
  }
  heap[child] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let parent = 0;
  for (;;) {
    const left = heap[2 * parent + 1];
    const right = heap[2 * parent + 2];
    if (left === undefined) break;
    const [least, child] =
      right !== undefined && isBefore(right, left) ? [right, 2 * parent + 2] : [left, 2 * parent + 1];
    if (isBefore(last, least)) break;
    heap[parent] = least;
    parent = child;
  }
  heap[parent] = last;
}
