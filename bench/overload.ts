import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision } from '../src/desk/delivery-ports.ts';
import { serveLocalDiscord } from '../src/local-discord/serve.ts';
import type { World } from '../src/local-discord/state/world.ts';
import { everything } from '../src/news/feed.ts';
import { openStore } from '../src/storage/open-store.ts';
import { always, anArticle, aTelling } from '../test/support/builders.ts';
import { startProgram } from '../test/support/program.ts';
import { until } from '../test/support/until.ts';
import { askSteadily } from './asking.ts';
import { percentile, type Scenario } from './bench.ts';
import { almostAll, followCards, refusedAsTooMany } from './follow-cards.ts';
import { residentMb } from './resident.ts';

/** More than are served at once: Discord's limit for a server, less the one in which somebody asks. */
const channels = Array.from({ length: 499 }, (_, place) => ({ name: `news-${place}` }));
const world: World = {
  bot: { username: 'Newsbot' },
  people: ['owner', 'member', 'stranger'],
  guilds: [{ name: 'Guild', owner: 'owner', members: ['member'], channels: [...channels, { name: 'general' }] }],
};
/** The whole program with very many cards to send, at a Discord that enforces its limits, while somebody asks for news. */
export const overload: Scenario<'overload drain' | 'overload 429' | 'overload memory' | 'overload answers'> = {
  figures: {
    'overload drain': {
      work: 'cards, hottest first, while 100,000 wait',
      yardstick: 'what Discord allows',
      unit: '/s',
      aims: [almostAll],
    },
    'overload 429': refusedAsTooMany,
    'overload memory': {
      work: 'the same: growth of resident memory over 1,000 cards',
      unit: 'MB',
      aims: [{ of: 'value', is: 'at most', limit: 30 }],
    },
    'overload answers': {
      work: 'the same: p99 from asking to the first answer on the page',
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
  const discord = await serveLocalDiscord({ world });
  const { general = '', ...news } = discord.channelIds;
  const channelIds = Object.values(news);
  await fill(join(folder, 'desk.db'), waiting, channelIds);
  const program = startProgram({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    DATA_DIR: folder,
    ARTICLES_DIR: 'seeds',
  });
  const cards = followCards(discord);
  const reached = (wanted: number) =>
    until(`${wanted} cards are sent`, () => cards.at.length > wanted, 60_000 + wanted * 100);
  try {
    const url = await program.ready(60_000);
    await reached(warmUp);
    const before = await residentMb(url);
    const enough = new AbortController();
    const asker = { url: discord.url, channelId: general };
    const asking = askSteadily(asker, { perSecond: 5, seed: 1, signal: enough.signal });
    try {
      await reached(warmUp + measured);
    } finally {
      enough.abort();
    }
    const [first = 0, last = 0] = [cards.at[warmUp], cards.at[warmUp + measured]];
    return {
      'overload drain': { value: (measured / (last - first)) * 1_000, yardstick: 50 },
      'overload 429': { value: cards.limited() },
      'overload memory': { value: (await residentMb(url)) - before },
      'overload answers': {
        value: percentile(
          (await asking).map(({ ms }) => ms),
          0.99,
        ),
      },
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
