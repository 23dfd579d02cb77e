import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Around, type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { type Program, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

let discord: LocalDiscordHarness;
let newsroom: Newsroom;
let program: Program | undefined;

/** When the program dies: as a post reaches Discord, after Discord made the message, and as the answer is on its way. */
type Moment = 'before' | 'after' | 'answered';
let moments: Moment[] = [];
let posts = 0;

/** Every third post is the last thing that the program does, and it is started anew. */
const killing: Around = async ({ method, path }, next) => {
  const isDue = method === 'POST' && path.endsWith('/messages') && ++posts % 3 === 0;
  const moment = isDue ? moments.shift() : undefined;
  if (moment === undefined) return next();
  const response = moment === 'before' ? new Response(null, { status: 500 }) : await next();
  const kill = async (): Promise<void> => {
    await program?.kill('SIGKILL');
    start();
  };
  if (moment === 'answered') setImmediate(kill);
  else await kill();
  return response;
};

beforeEach(async () => {
  // Dozens of cards would take a minute at the pace of five in five seconds, and starts beyond two in that time wait too.
  const limit = { limit: 100, windowMs: 5000 };
  const buckets = { 'message create': limit, 'gateway address': limit };
  discord = await startLocalDiscord({ rateLimits: { buckets } }, killing);
  newsroom = await createNewsroom();
});

afterEach(async () => {
  await program?.kill('SIGKILL');
  await discord.close();
  await newsroom.remove();
});

function start(): Program {
  program = startProgram({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    FEED_CHANNEL_ID: discord.channels['news'] as string,
    FEED_CATCH_UP: '0',
    ARTICLES_DIR: newsroom.articlesDir,
    DATA_DIR: newsroom.dataDir,
    SCAN_CRON: '* * * * * *',
  });
  return program;
}

const titles = async (): Promise<string[]> =>
  (await discord.messages(discord.channels['news'] as string)).map(({ embeds }) => embeds[0]?.title ?? '');

it('killed again and again while posting, it posts every story once', async () => {
  moments = ['before', 'after', 'answered', 'after', 'before', 'answered'];
  await start().ready();
  const all = Array.from({ length: 25 }, (_, number) => `story-${number}`);
  for (const [number, id] of all.entries()) await newsroom.write(id, { title: id, heat: 60 + number });
  await until('every story is there', async () => new Set(await titles()).size === all.length, 40_000);
  expect(moments).toEqual([]);
  await program?.ready();
  expect(await program?.kill('SIGTERM')).toBe(0);
  expect((await titles()).sort()).toEqual(all.sort());
}, 60_000);

it('killed after Discord took a message whose answer never came, it does not post it again', async () => {
  await start().ready();
  discord.failNext({ method: 'POST', path: /messages$/ }, 'hang-after');
  await newsroom.write('story', { title: 'The story' });
  await until('the message is there', async () => (await titles()).length === 1);
  await program?.kill('SIGKILL');
  const url = await start().ready();
  const health = await until('it is known to be sent', async () => {
    const now = (await (await fetch(`${url}/healthz`)).json()) as { queue: { sent: number } };
    return now.queue.sent === 1 && now;
  });
  expect(health).toMatchObject({ queue: { pending: 0, sending: 0, failed: 0, sent: 1 } });
  expect(await titles()).toEqual(['The story']);
});

it('asked to stop while posting, it finishes what is in flight and exits with 0', async () => {
  await start().ready();
  for (let number = 0; number < 8; number++) await newsroom.write(`s${number}`, { title: `s${number}` });
  await until('it posts', async () => (await titles()).length > 0);
  expect(await program?.kill('SIGTERM')).toBe(0);
  const before = await titles();
  await start().ready();
  await until('the rest is there', async () => (await titles()).length === 8);
  expect((await titles()).slice(0, before.length)).toEqual(before);
  expect(new Set(await titles()).size).toBe(8);
});
