import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { type Program, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const copiesProgram = fileURLToPath(new URL('../../src/copies.ts', import.meta.url));

let discord: LocalDiscordHarness;
let newsroom: Newsroom;
const programs: Program[] = [];

beforeEach(async () => {
  // Dozens of cards would take a minute at the pace of five in five seconds.
  discord = await startLocalDiscord({ rateLimits: { buckets: { 'message create': { limit: 100, windowMs: 5000 } } } });
  newsroom = await createNewsroom();
});

afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.kill('SIGKILL')));
  await discord.close();
  await newsroom.remove();
});

function start(): Program {
  const program = startProgram({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    FEED_CHANNEL_ID: discord.channels['news'] as string,
    FEED_CATCH_UP: '0',
    ARTICLES_DIR: newsroom.articlesDir,
    DATA_DIR: newsroom.dataDir,
    SCAN_CRON: '* * * * * *',
  });
  programs.push(program);
  return program;
}

/** `npm run backup` or `npm run restore`; resolves with what it says. */
async function copies(...args: string[]): Promise<string> {
  const { DATABASE_URL: _, ...env } = process.env;
  const { stdout } = await run(process.execPath, ['--disable-warning=ExperimentalWarning', copiesProgram, ...args], {
    env: { ...env, DATA_DIR: newsroom.dataDir },
  });
  return stdout.trim();
}

async function titles(): Promise<string[]> {
  return (await discord.messages(discord.channels['news'] as string)).map(({ embeds }) => embeds[0]?.title ?? '');
}

async function writeAndAwait(...ids: string[]): Promise<void> {
  for (const id of ids) await newsroom.write(id, { title: id });
  await until(`${ids} are posted`, async () => new Set(await titles()).isSupersetOf(new Set(ids)));
}

it('two programs never share a folder; a copy that is put back makes no card twice', async () => {
  const first = start();
  await first.ready();
  await writeAndAwait('before');

  const second = start();
  expect(await second.ended()).toBe(1);
  expect(second.lines()).toMatchObject([
    { level: 60, code: 'DATA_DIR_TAKEN', msg: expect.stringContaining(`(process ${first.process.pid})`) },
  ]);

  const copy = await copies('backup');
  await expect(copies('restore', copy)).rejects.toMatchObject({ stderr: expect.stringContaining('is running') });
  await writeAndAwait('after the copy');
  await first.kill('SIGKILL');

  expect(await copies('restore', copy)).toContain('is restored');
  const third = start();
  await third.ready();
  await writeAndAwait('new');
  expect((await titles()).sort()).toEqual(['after the copy', 'before', 'new']);

  await rename(newsroom.dataDir, `${newsroom.dataDir}-elsewhere`);
  expect(await third.ended()).toBe(1);
  expect(third.lines().at(-1)).toMatchObject({ level: 60, code: 'DATA_DIR_LOST' });
}, 60_000);

it.runIf(process.platform === 'linux')(
  'with no room on the disk nothing is sent, and with room again everything, once',
  async () => {
    const program = start();
    const url = await program.ready();
    const limitFiles = (bytes: string) => run('prlimit', ['--pid', String(program.process.pid), `--fsize=${bytes}:`]);
    const posts = (): number => discord.requests.filter(({ method }) => method === 'POST').length;
    const status = async (): Promise<number> => (await fetch(`${url}/healthz`)).status;

    const ids = Array.from({ length: 30 }, (_, number) => `story-${number}`);
    for (const id of ids) await newsroom.write(id, { title: id });
    await until('it posts', () => posts() > 3, 20_000, 1);
    await limitFiles('1');
    await until('/healthz tells', async () => (await status()) === 503);
    const during = await titles();
    expect(during.length).toBeLessThan(ids.length);
    await newsroom.write('meanwhile', { title: 'meanwhile' });
    await until('the failing scan is logged', () =>
      program.lines().some(({ level, msg }) => level === 50 && msg?.includes('The scan failed')),
    );
    expect((await titles()).length).toBeLessThanOrEqual(during.length + 1);

    await limitFiles('unlimited');
    await until('all are posted', async () => new Set(await titles()).size === ids.length + 1, 40_000);
    await until('/healthz is well', async () => (await status()) === 200);
    expect((await titles()).sort()).toEqual([...ids, 'meanwhile'].sort());
  },
  90_000,
);
