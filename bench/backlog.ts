import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Decision } from '../src/desk/delivery-ports.ts';
import { serveLocalDiscord } from '../src/local-discord/serve.ts';
import { everything } from '../src/news/feed.ts';
import { openStore } from '../src/storage/open-store.ts';
import { always, anArticle, aTelling } from '../test/support/builders.ts';
import { startProgram } from '../test/support/program.ts';
import { until } from '../test/support/until.ts';
import type { Scenario } from './bench.ts';
import { almostAll, followCards, refusedAsTooMany } from './follow-cards.ts';

/** So many posts Discord takes in one channel in any five seconds. */
const bucket = { holds: 5, perMs: 5_000 };

/**
 * Very many stories for one channel. The bucket is full at first, so the first five need no time; each further five can come
 * five seconds after the five before them at the earliest. Both rates are of the cards after the first five, over the time
 * from the first card to the last.
 */
export const backlog: Scenario<'backlog' | 'backlog 429'> = {
  figures: {
    backlog: {
      work: '200 stories to one channel, those after the first five',
      yardstick: "the channel's bucket: 5 in 5 s",
      unit: '/s',
      aims: [almostAll],
    },
    'backlog 429': refusedAsTooMany,
  },
  async round({ backlog: stories }) {
    const ground = new AsyncDisposableStack();
    try {
      const dataDir = await mkdtemp(join(tmpdir(), 'heatwire-bench-'));
      ground.defer(() => rm(dataDir, { recursive: true }));
      const articlesDir = join(dataDir, 'articles');
      await mkdir(articlesDir);
      const discord = await serveLocalDiscord({
        world: {
          bot: { username: 'Newsbot' },
          people: ['owner'],
          guilds: [{ name: 'Guild', owner: 'owner', channels: [{ name: 'news' }] }],
        },
      });
      ground.defer(() => discord.close());
      await fill(join(dataDir, 'desk.db'), discord.channelIds['news'] ?? '', stories);

      const cards = followCards(discord);
      const program = startProgram({
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        DATA_DIR: dataDir,
        ARTICLES_DIR: articlesDir,
      });
      ground.defer(async () => void (await program.kill('SIGTERM')));
      await until('every story is told', () => cards.at.length === stories, 60_000 + stories * 2_000);
      cards.end();

      const after = stories - bucket.holds;
      const ms = (cards.at.at(-1) ?? 0) - (cards.at[0] ?? 0);
      const leastMs = Math.ceil(after / bucket.holds) * bucket.perMs;
      return {
        backlog: { value: (after / ms) * 1_000, yardstick: (after / leastMs) * 1_000 },
        'backlog 429': { value: cards.limited() },
      };
    } finally {
      await ground.disposeAsync();
    }
  },
};

async function fill(dataFile: string, channelId: string, stories: number): Promise<void> {
  const store = await openStore({ dataFile });
  const decisions = Array.from({ length: stories }, (_, place): Decision => {
    const id = `story-${place}`;
    const telling = aTelling({ article: anArticle({ id, heat: 60 + (place % 100) }) });
    return { kind: 'post', deliveryId: id, channelId, articleIds: [id], telling, usefulUntil: always };
  });
  await store.openFeed({ channelId, rules: everything, createdAt: 0 }, decisions);
  await store.close();
}
