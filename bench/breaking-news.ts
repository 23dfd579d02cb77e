import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageState } from '../src/local-discord/page/contract.ts';
import { serveLocalDiscord } from '../src/local-discord/serve.ts';
import type { World } from '../src/local-discord/state/world.ts';
import { everything, type Feed } from '../src/news/feed.ts';
import { openStore } from '../src/storage/open-store.ts';
import { startProgram } from '../test/support/program.ts';
import { until } from '../test/support/until.ts';
import { publish, writeArchive } from './archive.ts';
import { type Asked, askSteadily, type Kind, kinds } from './asking.ts';
import { type Figure, percentile, type Scale, type Scenario } from './bench.ts';
import { almostAll, followCards, refusedAsTooMany } from './follow-cards.ts';
import { bareClientMb, memory, residentMb } from './resident.ts';

const channelsEach = 5;
const minute = 60_000;
/** Of nothing in the archive, so that the feeds wait for the one story. */
const topic = 'Breaking';
const rules: Feed['rules'] = { ...everything, topics: { any: [topic, 'Disaster'], all: [], none: [] }, minHeat: 150 };

const perSecond = 5;
/** People have asked before: of the first questions, each finds code that never ran. */
const warmUpMs = 5_000;

const answersFigure: Figure = {
  work: 'the same: p99 from asking to the first answer on the page',
  unit: 'ms',
  aims: [{ of: 'value', is: 'at most', limit: 150 }],
};

/**
 * The whole program on a day with one great story: many servers have feeds, an archive is indexed, and then a file is written.
 * Discord enforces its limits. It runs in this process: another would have to tell this one of every request.
 */
export const breakingNews: Scenario<
  'fan-out' | 'fan-out 429' | 'fan-out start' | `commands ${Kind} during fan-out` | 'memory'
> = {
  figures: {
    'fan-out': {
      work: 'one breaking story to the channels of 2,000 servers, from the first card to the last',
      yardstick: 'what Discord allows',
      unit: '/s',
      aims: [almostAll],
    },
    'fan-out 429': refusedAsTooMany,
    'fan-out start': {
      work: "the same: from the writing of the story's file to the first card",
      unit: 'ms',
      aims: [],
    },
    ...ofKinds(() => answersFigure),
    memory,
  },
  async round(scale) {
    const ground = new AsyncDisposableStack();
    try {
      const archive = await writeArchive(scale.articles, 1);
      ground.defer(archive.remove);
      const dataDir = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
      ground.defer(() => rm(dataDir, { recursive: true }));
      const discord = await serveLocalDiscord({ world: worldOf(scale) });
      ground.defer(() => discord.close());
      const environment = {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        DATA_DIR: dataDir,
        ARTICLES_DIR: archive.folder,
      };
      const wanted = await openFeeds(join(dataDir, 'desk.db'), discord.url, scale.feeds);

      const program = startProgram(environment);
      ground.defer(async () => void (await program.kill('SIGTERM')));
      const programUrl = await program.ready(5 * minute);
      const asker = { url: discord.url, channelId: discord.channelIds['channel-0'] ?? '' };
      await askSteadily(asker, { perSecond, seed: 1, signal: AbortSignal.timeout(warmUpMs) });

      const cards = followCards(discord);
      const told = new AbortController();
      const asking = askSteadily(asker, { perSecond, seed: 2, signal: told.signal });
      const writtenAt = Date.now();
      publish(archive.folder, { title: 'It has happened', topics: [topic], heat: 189, published: true }, writtenAt);
      try {
        await until('every feed has its card', () => cards.at.length >= wanted, minute + wanted * 100, 100);
      } finally {
        told.abort();
        cards.end();
      }
      const asked = await asking;
      const resident = await residentMb(programUrl);
      const [first = 0] = cards.at;
      const seconds = ((cards.at.at(-1) ?? 0) - first) / 1_000;
      return {
        'fan-out': { value: (cards.at.length - 1) / seconds, yardstick: 50 },
        'fan-out 429': { value: cards.limited() },
        'fan-out start': { value: first - writtenAt },
        ...ofKinds((kind) => ({ value: percentile(timesOf(kind, asked), 0.99) })),
        memory: { value: resident, yardstick: await bareClientMb(discord) },
      };
    } finally {
      await ground.disposeAsync();
    }
  },
};

function worldOf({ guilds }: Scale): World {
  const channels = Array.from({ length: channelsEach }, (_, place) => ({ name: `channel-${place}` }));
  return {
    bot: { username: 'Newsbot' },
    people: ['owner'],
    guilds: Array.from({ length: guilds }, (_, place) => ({ name: `Guild ${place}`, owner: 'owner', channels })),
  };
}

/** Writes the feeds of all channels, which nobody could ask for that fast. */
async function openFeeds(dataFile: string, url: string, most: number): Promise<number> {
  const { guilds } = (await (await fetch(`${url}/local/state`)).json()) as PageState;
  const places = guilds.flatMap(({ id: guildId, channels }) => channels.map(({ id }) => ({ guildId, channelId: id })));
  const feeds = places.slice(0, most);
  const store = await openStore({ dataFile });
  await Promise.all(feeds.map((place) => store.openFeed({ ...place, rules, createdAt: Date.now() }, [])));
  await store.close();
  return feeds.length;
}

function ofKinds<T>(value: (kind: Kind) => T): Record<`commands ${Kind} during fan-out`, T> {
  const entries = kinds.map((kind) => [`commands ${kind} during fan-out`, value(kind)]);
  return Object.fromEntries(entries) as Record<`commands ${Kind} during fan-out`, T>;
}

function timesOf(wanted: Kind, asked: readonly Asked[]): number[] {
  return asked.flatMap(({ kind, ms }) => (kind === wanted ? [ms] : []));
}
