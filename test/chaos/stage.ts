import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalDiscordHarness } from '../support/local-discord.ts';
import { startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { until } from '../support/until.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { filesOf, type StoryState } from './news.ts';
import { catchUp, type PlaceName, type Schedule } from './schedule.ts';
import { beginTime, type SharedTime } from './shared-time.ts';
import { waitBy } from './wait-by.ts';
import { createWitness, type Witness } from './witness.ts';

/** A channel with a feed. */
export interface Place {
  readonly name: PlaceName;
  readonly channelId: string;
  readonly guildId: string;
  /** Someone who sees the channel, and may add a feed. */
  readonly manager: string;
  readonly minHeat: number;
}

/** A publisher's folder, a Discord, the program between them, and someone who watches. */
export interface Stage {
  readonly discord: LocalDiscordHarness;
  readonly keeper: Keeper;
  readonly witness: Witness;
  readonly time: SharedTime;
  readonly places: readonly Place[];
  publish(stories: readonly StoryState[]): Promise<void>;
  close(): Promise<void>;
}

const minHeats: Readonly<Record<PlaceName, number>> = { news: 60, ai: 100, announcements: 60, elsewhere: 70 };
const often = { limit: 100, windowMs: 500 };

/**
 * Sets the stage: when it resolves, every place has its feed and the cards that it begins with, and nothing has gone wrong
 * yet.
 */
export async function setStage(
  { places: names, watch, opening }: Pick<Schedule, 'places' | 'watch' | 'opening'>,
  { broken, trace }: { broken?: string; trace(line: string): void },
): Promise<Stage> {
  const opened = new AsyncDisposableStack();
  try {
    const newsroom = await createNewsroom();
    opened.defer(() => newsroom.remove());
    await mkdir(newsroom.dataDir);
    const time = beginTime(join(newsroom.dataDir, '..', 'time'));
    opened.defer(() => time.close());
    const clock = { now: time.now, wait: (ms: number, signal: AbortSignal) => waitBy(time, ms, signal) };

    const places: Place[] = [];
    const witness = createWitness(async (channelId) => {
      const manager = places.find((place) => place.channelId === channelId)?.manager;
      // A channel that was deleted has no messages.
      return discord.messages(channelId, manager).catch(() => []);
    }, trace);
    const discord = await startLocalDiscord(
      {
        clock,
        // Cards come in bursts here, and restarts ask for the gateway again and again.
        rateLimits: {
          buckets: {
            'gateway address': often,
            'message create': often,
            'message edit': often,
            'message delete': often,
            'message delete, younger than 10 s': often,
            'message list': often,
          },
        },
      },
      witness.around,
    );
    opened.defer(() => discord.close());
    for (const name of names) places.push(await findPlace(discord, name));

    const keeper = createKeeper(
      {
        CHAOS_TIME: time.key.file,
        CHAOS_BEGAN_AT: String(time.key.beganAt),
        ...(broken !== undefined && { CHAOS_BROKEN: broken }),
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.apiUrl,
        FEED_CHANNEL_ID: places[0]?.channelId ?? '',
        FEED_CATCH_UP: String(catchUp),
        ARTICLES_DIR: newsroom.articlesDir,
        DATA_DIR: newsroom.dataDir,
        // Twice a second, by the fast clock.
        SCAN_CRON: '*/10 * * * * *',
        WATCH: String(watch),
        LOG_LEVEL: 'debug',
      },
      trace,
    );
    opened.defer(() => keeper.kill());

    for (const place of places) await putForeignMessages(discord, place);
    witness.guard((await Promise.all(places.map((place) => discord.messages(place.channelId, place.manager)))).flat());
    await write(newsroom, opening);
    keeper.start();
    await keeper.ready();
    if ((await keeper.health()) === undefined) throw new Error(`The program does not start:\n${keeper.output()}`);
    for (const place of places.slice(1)) await addFeed(discord, place);
    const wanted = places.flatMap(({ minHeat }) => opening.filter(({ heat }) => heat >= minHeat));
    await until('every feed has begun', () => witness.cards.length === wanted.length, 60_000);

    return {
      discord,
      keeper,
      witness,
      time,
      places,
      publish: (stories) => write(newsroom, stories),
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function findPlace(discord: LocalDiscordHarness, name: PlaceName): Promise<Place> {
  const manager = name === 'elsewhere' ? discord.strangerId : discord.ownerId;
  for (const { id: guildId, channels } of (await discord.state(manager)).guilds) {
    const channelId = channels.find((channel) => channel.name === name)?.id;
    if (channelId !== undefined) return { name, channelId, guildId, manager, minHeat: minHeats[name] };
  }
  throw new Error(`The local Discord has no channel ${name}.`);
}

/** What others have written, a program that looks like this one among them, and what the bot itself wrote earlier. */
async function putForeignMessages(discord: LocalDiscordHarness, { channelId, manager }: Place): Promise<void> {
  const send = (path: string, body: object, headers = {}): Promise<Response> =>
    fetch(discord.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const authorization = `Bot ${discord.token}`;
  const lookalike = { embeds: [{ title: 'Story 0 in version 1', url: 'https://daily-example.example/story-0' }] };
  await discord.setPermissions(channelId, { allow: ['ManageWebhooks'] });
  const webhook = await send(`/api/v10/channels/${channelId}/webhooks`, { name: 'Another bot' }, { authorization });
  const { id, token } = (await webhook.json()) as { id: string; token: string };
  const sent = [
    await send('/local/messages', { viewer: manager, channel_id: channelId, content: 'Hello, is anything new?' }),
    await send(`/api/v10/channels/${channelId}/messages`, { content: 'Said before.' }, { authorization }),
    await send(`/api/v10/webhooks/${id}/${token}?wait=true`, lookalike),
  ];
  await discord.setPermissions(channelId, {});
  for (const response of sent)
    if (!response.ok) throw new Error(`A foreign message was refused: ${await response.text()}`);
}

async function addFeed(discord: LocalDiscordHarness, { channelId, manager, minHeat }: Place): Promise<void> {
  const seen = await until('the command is there', async () => {
    const answer = await discord.command(
      'feed add',
      { 'min-heat': minHeat, 'catch-up': catchUp },
      { as: manager, channelId },
    );
    return answer.result === 'answered' && answer;
  });
  if (seen.message === undefined) throw new Error('/feed add was answered without a message.');
}

async function write(newsroom: Newsroom, stories: readonly StoryState[]): Promise<void> {
  for (const { id, text } of stories.flatMap(filesOf)) await newsroom.writeRaw(id, text);
}
