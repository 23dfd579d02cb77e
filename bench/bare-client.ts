import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { timed } from './bench.ts';

const program = join(import.meta.dirname, 'bare-client-program.ts');
/** As `npm start` does: only the first start ever compiles. */
const compiled = join(import.meta.dirname, '../node_modules/.cache/heatwire-bench');

/** Where a bot logs in. */
export interface Login {
  readonly apiUrl: string;
  readonly token: string;
}

/**
 * A program of a few lines that logs in with discord.js and nothing else: how long it takes from the start of its process
 * until all servers of the bot are there, in milliseconds, and its resident memory then, in MB. To be called once before
 * what it says counts, so that it is compiled.
 */
export async function bareClient({ apiUrl, token }: Login): Promise<{ readyMs: number; residentMb: number }> {
  let residentMb = Number.NaN;
  const child = fork(program, [apiUrl, token], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const readyMs = await timed(async () => {
    [residentMb] = (await once(child, 'message')) as [number];
  });
  child.disconnect();
  await once(child, 'exit');
  return { readyMs, residentMb };
}
