import type { Schedule } from './schedule.ts';

/** A part of the schedule, as small as leaving out steps makes it, that still fails. */
export async function shrink(schedule: Schedule, fails: (part: Schedule) => Promise<boolean>): Promise<Schedule> {
  let smallest = schedule;
  for (let size = Math.ceil(schedule.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = smallest.steps.length - size; start >= 0; start -= size) {
      const part = { ...smallest, steps: without(smallest.steps, start, size) };
      if (await fails(part)) smallest = part;
    }
  return smallest;
}

/** Leaves out steps, but not the time that they took. */
function without(steps: Schedule['steps'], start: number, size: number): Schedule['steps'] {
  const left = steps.slice(start, start + size).reduce((ms, { afterMs }) => ms + afterMs, 0);
  const [next, ...rest] = steps.slice(start + size);
  return [...steps.slice(0, start), ...(next ? [{ ...next, afterMs: next.afterMs + left }, ...rest] : [])];
}
