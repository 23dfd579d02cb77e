import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import type { Clock, Random } from './desk/ports.ts';
import type { LocalDiscord } from './local-discord/local-discord.ts';
import type { ArticleDesk } from './local-discord/page/panel/article-desk.ts';
import type { World } from './local-discord/state/world.ts';

/**
 * What the local Discord holds on its first start: a small newsroom, and a second server of someone who is a stranger in
 * the first, so that there is something to look at and to try.
 */
const world: World = {
  bot: { username: 'Heatwire' },
  people: ['you', 'reader', 'stranger'],
  guilds: [
    {
      name: 'Heatwire Newsroom',
      owner: 'you',
      members: ['reader'],
      channels: [
        { name: 'news', category: 'Newsroom', topic: 'The hottest stories, as they come in' },
        { name: 'ai', category: 'Newsroom', topic: 'Try /feed add here with the topic AI' },
        {
          name: 'announcements',
          category: 'Newsroom',
          type: 5,
          topic: 'An announcement channel, for a feed of your own',
        },
        { name: 'general', category: 'Community', topic: 'Try /news, /topics, /saved and /help' },
      ],
    },
    {
      name: 'Corner Café',
      owner: 'stranger',
      members: ['you', 'reader'],
      channels: [
        { name: 'counter', topic: 'A second server that the bot is in: here you are a guest' },
        { name: 'headlines', topic: 'Only the owner, who is called stranger, may add a feed here' },
      ],
    },
  ],
};

/**
 * A Discord on this machine, for the bot to log in to when there is no other. It is loaded only where it is wanted: it
 * brings Discord's whole payload specification along.
 */
export async function openLocalNewsroom({
  dataDir,
  articles,
  clock,
  random,
  log,
}: {
  dataDir: string;
  articles: ArticleDesk;
  clock: Clock;
  random: Random;
  log: Pick<Logger, 'error'>;
}): Promise<LocalDiscord> {
  const { createLocalDiscord } = await import('./local-discord/local-discord.ts');
  const dataFile = join(dataDir, 'local-discord.db');
  const onFailure = (err: unknown): void => log.error({ err }, 'The local Discord could not answer a request');
  return createLocalDiscord({ dataFile, articles, clock, random, world, pictures: pictureFile, onFailure });
}

/**
 * The file of a picture in the demo articles, whose invented publishers live below `.example`: RFC 2606 keeps those
 * names from ever being real.
 */
function pictureFile(address: string): string | undefined {
  const { hostname, pathname } = new URL(address);
  const name = pathname.slice(pathname.lastIndexOf('/') + 1);
  if (!hostname.endsWith('.example') || !/^[\w-]+\.(jpg|png)$/.test(name)) return undefined;
  return resolve(import.meta.dirname, '../seeds/pictures', name);
}
