import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

export interface Program {
  readonly process: ChildProcess;
  /** Everything it wrote so far. */
  output(): string;
  /** The fields of its log lines so far. */
  lines(): { readonly msg?: string; readonly health?: string; readonly level?: number }[];
  /** Resolves with its address when it says that it is ready, which may take so many milliseconds. */
  ready(withinMs?: number): Promise<string>;
  /** Resolves with the exit code, or the signal that ended it. */
  ended(): Promise<number | string>;
  kill(signal: NodeJS.Signals): Promise<number | string>;
}

/** As `npm start` does. */
const flags = ['--disable-warning=ExperimentalWarning', '--optimize-for-size'];
const memory = { MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072' };
const directly = [process.execPath, ...flags, join(root, 'src/start.js')];

/** The program as a process of its own, with exactly this environment and JSON logs; `cwd` is the project's folder. */
export function startProgram(
  env: Readonly<Record<string, string>>,
  [command = '', ...args]: readonly string[] = directly,
  cwd: string = root,
): Program {
  const defaults = { PATH: process.env['PATH'] ?? '', ...memory, HTTP_PORT: '0', LOG_FORMAT: 'json' };
  const child = spawn(command, args, { cwd, env: { ...defaults, ...env } });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      written += `${line}\n`;
    });
  // Both pipes are read to their end before it counts as ended.
  const end = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string);

  const lines = () =>
    written
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { msg?: string; health?: string; level?: number });
  return {
    process: child,
    output: () => written,
    lines,
    async ready(withinMs) {
      const line = await until(
        'the program is ready',
        () => {
          if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${written}`);
          return lines().find(({ health }) => health !== undefined);
        },
        withinMs,
      );
      return new URL(line.health as string).origin;
    },
    ended: () => end,
    kill(signal) {
      child.kill(signal);
      return end;
    },
  };
}
