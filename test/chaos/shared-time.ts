import { closeSync, openSync, readSync, writeSync } from 'node:fs';

/** How much faster than this machine's clock the clock of program and local Discord runs. */
export const speed = 20;
/** Long enough for any number of milliseconds; always written whole, so that a reader never sees half of it. */
const width = 20;
/** This machine's clock, whatever becomes of `Date`. */
const machineNow = Date.now;

/** A clock that runs fast, and can be set ahead while several processes go by it. */
export interface SharedTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Lets time pass at once. */
  leap(ms: number): void;
  close(): void;
}

/** What another process needs to go by the same clock. */
export interface TimeKey {
  readonly file: string;
  readonly beganAt: number;
}

/** Begins a clock; `file` is where its leaps are written down. */
export function beginTime(file: string): SharedTime & { readonly key: TimeKey } {
  const beganAt = machineNow();
  const handle = openSync(file, 'w+');
  write(handle, 0);
  return {
    key: { file, beganAt },
    now: () => reading(handle, beganAt),
    leap: (ms) => write(handle, read(handle) + Math.round(ms)),
    close: () => closeSync(handle),
  };
}

/** Goes by a clock that another process has begun. */
export function joinTime({ file, beganAt }: TimeKey): Pick<SharedTime, 'now'> {
  const handle = openSync(file, 'r');
  return { now: () => reading(handle, beganAt) };
}

function reading(handle: number, beganAt: number): number {
  return Math.floor(beganAt + (machineNow() - beganAt) * speed + read(handle));
}

function write(handle: number, leaptMs: number): void {
  writeSync(handle, String(leaptMs).padEnd(width), 0);
}

function read(handle: number): number {
  const buffer = Buffer.alloc(width);
  readSync(handle, buffer, 0, width, 0);
  return Number(buffer.toString());
}
