import { test } from 'vitest';
import { type RunningHeatwire, startHeatwire } from './heatwire.ts';
import { type LocalDiscordHarness, startLocalDiscord } from './local-discord.ts';
import { createNewsroom, type Newsroom } from './newsroom.ts';

/** A publisher's folder, a Discord, and the program between them, to each test its own. */
export interface Desk {
  readonly discord: LocalDiscordHarness;
  readonly newsroom: Newsroom;
  /** Starts the program, or starts it anew after stopping it. */
  start(env?: Record<string, string>): Promise<RunningHeatwire>;
  /** What the cards in #news are headed. */
  titles(): Promise<(string | undefined)[]>;
  /** The requests of this method that were about messages. */
  writes(method: string): number;
}

/** A test with a desk of its own. */
export const it = test.extend<{ desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which other fixtures this one needs.
  desk: async ({}, use) => {
    // Dozens of cards would take a minute at the pace of five in five seconds.
    const discord = await startLocalDiscord({
      rateLimits: { buckets: { 'message create': { limit: 100, windowMs: 5000 } } },
    });
    const newsroom = await createNewsroom();
    let running: RunningHeatwire | undefined;
    await use({
      discord,
      newsroom,
      async start(env = {}) {
        await running?.stop();
        running = await startHeatwire(newsroom, {
          DISCORD_TOKEN: discord.token,
          DISCORD_API_URL: discord.apiUrl,
          FEED_CHANNEL_ID: discord.channels['news'] as string,
          ...env,
        });
        return running;
      },
      async titles() {
        return (await discord.messages(discord.channels['news'] as string)).map(({ embeds }) => embeds[0]?.title);
      },
      writes: (method) =>
        discord.requests.filter((request) => request.method === method && /messages/.test(request.path)).length,
    });
    await running?.stop();
    await discord.close();
    await newsroom.remove();
  },
});
