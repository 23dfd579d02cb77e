import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Health } from '../../src/operations/health.ts';
import { type Program, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

const start = fileURLToPath(new URL('../../src/start.js', import.meta.url));
const preload = new URL('preload.ts', import.meta.url).href;
const command = [process.execPath, '--disable-warning=ExperimentalWarning', '--import', preload, start];
/** A healthy stop takes no longer, in milliseconds, on a machine however busy. */
const stopWithinMs = 30_000;

/** Keeps one program running, as a supervisor does, and notes how its processes end. */
export interface Keeper {
  /** Starts the program, or starts it anew after it ended. */
  start(): void;
  /** The program's answer to /healthz, once it says that it is ready; nothing while there is none. */
  health(): Promise<Health | undefined>;
  /** Resolves when the program is ready, or has ended. */
  ready(): Promise<void>;
  /** Kills the program at once, before this returns; resolves when it is gone. It is not started again. */
  kill(): Promise<void>;
  /** Asks the program to stop; it must then end with 0. It is not started again. */
  stop(): Promise<void>;
  /** Lets no file of the program grow past so many bytes, or any again; `false` where this machine has no such limit. */
  limitFiles(bytes: number | 'unlimited'): Promise<boolean>;
  /** From now on the program may end with 1 by itself, and its supervisor starts it again. */
  pardon(why: string): void;
  /** Endings that were not as promised. */
  readonly faults: readonly string[];
  readonly starts: number;
  output(): string;
}

export function createKeeper(env: Readonly<Record<string, string>>, trace: (line: string) => void): Keeper {
  const faults: string[] = [];
  let starts = 0;
  let program: Program | undefined;
  let pardoned: string | undefined;
  let earlier = '';

  function isRunning({ process: { exitCode, signalCode } }: Program): boolean {
    return exitCode === null && signalCode === null;
  }

  /** Forgets a program that has ended; what it wrote is kept. */
  function bury(ended: Program): void {
    earlier += ended.output();
    program = undefined;
  }

  /** Takes note when the program has ended by itself, which only a pardon excuses. */
  function inspect(): Program | undefined {
    if (program === undefined || isRunning(program)) return program;
    const code = program.process.exitCode ?? program.process.signalCode;
    trace(`The program ended by itself with ${code}${pardoned === undefined ? '' : `: ${pardoned}`}`);
    if (code !== 1 || pardoned === undefined) faults.push(`The program ended by itself with ${code}.`);
    bury(program);
    return undefined;
  }

  /** Resolves with how the program ended; `undefined` when it did not in time. */
  async function end(ending: Program, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | string | undefined> {
    const late = new AbortController();
    const code = await Promise.race([
      ending.kill(signal),
      sleep(stopWithinMs, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
    if (code !== undefined) bury(ending);
    return code;
  }

  return {
    start() {
      if (inspect() !== undefined) return;
      starts += 1;
      program = startProgram(env, command);
    },
    async health() {
      const address = inspect()
        ?.lines()
        .find(({ health }) => health !== undefined)?.health;
      if (address === undefined) return undefined;
      // A program that ends just now has no answer.
      return fetch(address).then(
        (response) => response.json() as Promise<Health>,
        () => undefined,
      );
    },
    async ready() {
      await until(
        'the program is ready or has ended',
        () => inspect() === undefined || program?.lines().some(({ health }) => health !== undefined),
        60_000,
      );
    },
    async kill() {
      const killed = inspect();
      if (killed !== undefined) await end(killed, 'SIGKILL');
    },
    async stop() {
      const stopped = inspect();
      if (stopped === undefined) return;
      const code = await end(stopped, 'SIGTERM');
      if (code === 0 || (code === 1 && pardoned !== undefined)) return;
      faults.push(`Asked to stop, the program ${code === undefined ? 'does not' : `ended with ${code}`}.`);
      if (code === undefined) await end(stopped, 'SIGKILL');
    },
    async limitFiles(bytes) {
      const pid = inspect()?.process.pid;
      if (pid === undefined) return false;
      try {
        await promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
        return true;
      } catch {
        return false;
      }
    },
    pardon(why) {
      pardoned = why;
    },
    faults,
    get starts() {
      return starts;
    },
    output: () => earlier + (program?.output() ?? ''),
  };
}
