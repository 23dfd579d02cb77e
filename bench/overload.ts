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
import { percentile, type Scenario } from './bench.ts';

/** More than are served at once: Discord's limit for a server, less the one in which somebody asks. */
const channels = Array.from({ length: 499 }, (_, place) => ({ name: `news-${place}` }));
const world: World = {
  bot: { username: 'Newsbot' },
  people: ['owner', 'member', 'stranger'],
  guilds: [{ name: 'Guild', owner: 'owner', members: ['member'], channels: [...channels, { name: 'general' }] }],
};
/** The whole program with very many cards to send, at a Discord that enforces its limits, while somebody asks for news. */
export const overload: Scenario<'overload drain' | 'overload memory' | 'overload answers'> = {
  figures: {
    'overload drain': {
      work: 'cards, hottest first, while 100,000 wait',
      yardstick: 'what Discord allows',
      unit: '/s',
      aims: [{ of: 'ratio', is: 'at least', limit: 0.98 }],
    },
    'overload memory': {
      work: 'the same: growth of resident memory over 1,000 cards',
      unit: 'MB',
      aims: [{ of: 'value', is: 'at most', limit: 30 }],
    },
    'overload answers': {
      work: 'the same: p99 from /news to the answer on the page',
      unit: 'ms',
      aims: [{ of: 'value', is: 'at most', limit: 1_000 }],
    },
  },
  async round({ waiting }) {
    const folder = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
    try {
      return await drain(folder, waiting);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function drain(folder: string, waiting: number) {
  // Cards that are sent before it is measured, and while.
  const warmUp = Math.min(200, waiting / 5);
  const measured = Math.min(1_000, waiting / 2);
  const discord = await startLocalDiscord({ world });
  const { general = '', ...news } = discord.channels;
  const channelIds = Object.values(news);
  await fill(join(folder, 'desk.db'), waiting, channelIds);
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
    return {
      'overload drain': { value: (measured / ms) * 1_000, yardstick: 50 },
      'overload memory': { value: (await residentMb(url)) - before },
      'overload answers': { value: percentile(answers, 0.99) },
    };
  } finally {
    await program.kill('SIGTERM');
    await discord.close();
  }
}

/** Writes an outbox that no scan would fill so fast. */
async function fill(dataFile: string, rows: number, channelIds: readonly string[]): Promise<void> {
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
