import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Health } from '../src/operations/health.ts';
import { freePort } from '../test/support/free-port.ts';
import { writeArchive } from './archive.ts';
import { bareClient, type Login } from './bare-client.ts';
import { median, type Sample, type Scenario, small } from './bench.ts';

const project = join(import.meta.dirname, '..');
const node = ['--disable-warning=ExperimentalWarning'];
/** More than any scan takes. */
const longestMs = 300_000;

/** A start of the program with so many articles already indexed, beside one of a bare client at the same local Discord. */
function starting<Name extends string>(name: Name, many: boolean, limit: number): Scenario<Name> {
  const figure = {
    work: `node src/main.ts to the first healthy /healthz, with ${many ? '50,000' : '30'} articles indexed before`,
    yardstick: 'a bare script that imports discord.js and logs in',
    unit: 'ms',
    aims: [{ of: 'ratio', is: 'at most', limit }],
  } as const;
  return {
    figures: { [name]: figure } as Record<Name, typeof figure>,
    async round(scale) {
      const { folder, remove } = await writeArchive(many ? scale.articles : 30, 1);
      const dataDir = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
      const discord = fork(join(import.meta.dirname, 'served-discord-program.ts'), { execArgv: node });
      try {
        const [login] = (await once(discord, 'message')) as [Login & { channelId: string }];
        const program = {
          DISCORD_TOKEN: login.token,
          DISCORD_API_URL: login.apiUrl,
          FEED_CHANNEL_ID: login.channelId,
          ARTICLES_DIR: folder,
          DATA_DIR: dataDir,
        };
        // Indexes, posts what a new feed is told, and compiles.
        await startMs(program);
        await bareClient(login);
        // In turns, several times: one start alone says little.
        const pairs: { ours: number; bare: number }[] = [];
        while (pairs.length < (scale === small ? 1 : 5))
          pairs.push({ ours: await startMs(program), bare: (await bareClient(login)).readyMs });
        const sample: Sample = {
          value: median(pairs.map(({ ours }) => ours)),
          yardstick: median(pairs.map(({ bare }) => bare)),
        };
        return { [name]: sample } as Record<Name, Sample>;
      } finally {
        discord.disconnect();
        await rm(dataDir, { recursive: true });
        await remove();
      }
    },
  };
}

export const startFew = starting('start few', false, 2);
export const startMany = starting('start many', true, 3);

/** How long the program takes from the start of its process until it is healthy, in milliseconds; ends it again. */
async function startMs(env: Readonly<Record<string, string>>): Promise<number> {
  const port = await freePort();
  const start = performance.now();
  const program = spawn(process.execPath, [...node, 'src/main.ts'], {
    cwd: project,
    env: { PATH: process.env['PATH'], ...env, HTTP_PORT: String(port), LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    while (!(await isHealthy(port))) {
      if (hasEnded(program) || performance.now() - start > longestMs) throw new Error('The program did not start.');
      // Each question takes the program a millisecond or two from its start.
      await setTimeout(20);
    }
    return performance.now() - start;
  } finally {
    program.kill('SIGTERM');
    if (!hasEnded(program)) await once(program, 'exit');
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

async function isHealthy(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/healthz`);
    return ((await response.json()) as Health).status === 'ok';
  } catch {
    // Nobody listens there yet.
    return false;
  }
}
