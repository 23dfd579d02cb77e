import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Decision } from '../src/desk/delivery-ports.ts';
import type { World } from '../src/local-discord/state/world.ts';
import { everything } from '../src/news/feed.ts';
import { openStore } from '../src/storage/open-store.ts';
import { always, anArticle, aTelling } from '../test/support/builders.ts';
import { startLocalDiscord } from '../test/support/local-discord.ts';
import { startProgram } from '../test/support/program.ts';
import type { Bench } from './bench.ts';

/** How many rows wait, and in how many channels, which is more than are served at once. */
const rows = 100_000;
/** Discord's limit for a server, less the one in which somebody asks. */
const channels = Array.from({ length: 499 }, (_, place) => ({ name: `news-${place}` }));
const world: World = {
  bot: { username: 'Newsbot' },
  people: ['owner', 'member', 'stranger'],
  guilds: [{ name: 'Guild', owner: 'owner', members: ['member'], channels: [...channels, { name: 'general' }] }],
};
/** Cards that are sent before it is measured, and while. */
const warmUp = 200;
const measured = 1_000;

interface Drain {
  /** For 1,000 cards. */
  readonly ms: number;
  readonly grownMb: number;
  /** Of the answers to a person, from asking to seeing. */
  readonly answerP99Ms: number;
}

/** The whole program with 100,000 cards to send, at a Discord that enforces its limits, while somebody asks for news. */
export const overloadDrain = overload('overload-drain', 'what Discord allows: 50 a second', 'ms', {
  of: (drain) => drain.ms,
  yardstick: () => (measured / 50) * 1_000,
  work: `${measured} cards, hottest first, while ${rows} wait`,
});

export const overloadMemory = overload('overload-memory', 'nothing more than before', 'MB', {
  of: (drain) => drain.grownMb,
  yardstick: () => 1,
  aim: 30,
  work: `the same: growth of resident memory over ${measured} cards`,
});

export const overloadAnswers = overload('overload-answers', 'what a person still calls prompt', 'ms', {
  of: (drain) => drain.answerP99Ms,
  yardstick: () => 1_000,
  aim: 1_000,
  work: 'the same: p99 from /news to the answer on the page',
});

function overload(
  name: string,
  yardstick: string,
  unit: Bench['unit'],
  measure: { of(drain: Drain): number; yardstick(): number; work: string; aim?: number },
): Bench {
  return {
    ...{ name, yardstick, unit, work: measure.work },
    ...(measure.aim !== undefined && { aim: measure.aim }),
    async prepare() {
      const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
      return {
        work: async () => measure.of(await drain(folder)),
        yardstick: async () => measure.yardstick(),
        clean: () => rm(folder, { recursive: true }),
      };
    },
  };
}

async function drain(folder: string): Promise<Drain> {
  const discord = await startLocalDiscord({ world });
  const { general = '', ...news } = discord.channels;
  const channelIds = Object.values(news);
  await fill(join(folder, 'desk.db'), channelIds);
  const program = startProgram({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATA_DIR: folder,
    ARTICLES_DIR: 'seeds',
  });
  const sent = (): number =>
    discord.requests.filter(({ method, status }) => method === 'POST' && status === 200).length;
  try {
    const url = await program.ready();
    await reached(sent, warmUp);
    const before = await residentMb(url);
    const answers: number[] = [];
    const start = performance.now();
    while (sent() < warmUp + measured) {
      const asked = performance.now();
      await discord.command('news', {}, { channelId: general });
      answers.push(performance.now() - asked);
      await setTimeout(100);
    }
    const ms = performance.now() - start;
    return { ms, grownMb: (await residentMb(url)) - before, answerP99Ms: percentile(answers, 0.99) };
  } finally {
    await program.kill('SIGTERM');
    await discord.close();
  }
}

/** Writes an outbox that no scan would fill so fast. */
async function fill(dataFile: string, channelIds: readonly string[]): Promise<void> {
  const store = await openStore({ dataFile });
  const each = Math.ceil(rows / channelIds.length);
  for (const channelId of channelIds) {
    const decisions = Array.from({ length: each }, (_, place): Decision => {
      const id = `${channelId}-${place}`;
      const article = anArticle({ id, heat: 60 + (place % 100) });
      return {
        ...{ kind: 'post', deliveryId: `d${id.slice(-15)}`, channelId, articleIds: [id] },
        ...{ telling: aTelling({ article }), usefulUntil: always },
      };
    });
    await store.openFeed({ channelId, rules: everything, createdAt: 0 }, decisions);
  }
  await store.close();
}

async function reached(count: () => number, wanted: number): Promise<void> {
  while (count() < wanted) await setTimeout(50);
}

async function residentMb(url: string): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(page)?.[1]) / 2 ** 20;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
