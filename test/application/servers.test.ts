import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'vitest';
import { type RunningHeatwire, startHeatwire } from '../support/heatwire.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { until } from '../support/until.ts';

/** The whole program with a feed in #ai. */
interface Desk {
  readonly discord: LocalDiscordHarness;
  readonly newsroom: Newsroom;
  readonly ai: string;
  heatwire(): RunningHeatwire;
  restart(meanwhile: () => void): Promise<void>;
  /** Resolves when the cards in #ai, as far as the owner of the server sees any, are headed by just these titles. */
  shows(...titles: string[]): Promise<unknown>;
  /** What the owner was told of pauses. */
  notices(): Promise<string[]>;
  held(rows: number): Promise<unknown>;
  /** Resolves when the feed is paused for this reason, as the database has it. */
  pausedAs(obstacle: string): Promise<unknown>;
}

const it = test.extend<{ desk: Desk }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which other fixtures this one needs.
  desk: async ({}, use) => {
    const discord = await startLocalDiscord();
    const newsroom = await createNewsroom();
    const ai = discord.channels['ai'] as string;
    const start = () => startHeatwire(newsroom, { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl });
    let heatwire = await start();
    await discord.command('feed add', { channel: ai });
    const titles = async () => (await discord.messages(ai)).map(({ embeds }) => embeds[0]?.title).sort();
    await use({
      ...{ discord, newsroom, ai },
      heatwire: () => heatwire,
      async restart(meanwhile) {
        await heatwire.stop();
        meanwhile();
        heatwire = await start();
      },
      shows: (...wanted) =>
        until(`#ai shows ${wanted}`, async () => JSON.stringify(await titles()) === JSON.stringify(wanted.sort())),
      async notices() {
        const written = await discord.messages(await discord.direct(discord.ownerId));
        return written.map(({ content }) => content).filter((content) => content.includes('paused'));
      },
      pausedAs: (obstacle) =>
        until(`the feed is paused as ${obstacle}`, () => pauseIn(newsroom).includes(`"${obstacle}"`)),
      held: (rows) => until(`${rows} rows are held`, async () => (await heatwire.health()).queue.held === rows),
    });
    await heatwire.stop();
    await discord.close();
    await newsroom.remove();
  },
});

function pauseIn({ dataDir }: Newsroom): string {
  const database = new DatabaseSync(join(dataDir, 'desk.db'), { readOnly: true });
  const rows = database.prepare('select paused from feeds').all();
  database.close();
  return JSON.stringify(rows).replaceAll('\\', '');
}

describe.concurrent('a feed whose channel takes nothing', () => {
  it('waits, says so once, and goes on when the right is given back, each time anew', async ({ desk, expect }) => {
    const { discord, newsroom, ai } = desk;
    await discord.setPermissions(ai, { deny: ['SendMessages'] });
    await newsroom.write('one');
    await desk.held(1);
    await until('the owner was told', async () => (await desk.notices()).length === 1);
    await discord.setPermissions(ai, {});
    await desk.shows('Title of one');

    await discord.setPermissions(ai, { deny: ['ViewChannel'] });
    await newsroom.write('two');
    await desk.held(1);
    await until('the owner was told again', async () => (await desk.notices()).length === 2);
    await discord.setPermissions(ai, {});
    await desk.shows('Title of one', 'Title of two');
    const { status, queue } = await desk.heatwire().settled();
    expect({ status, queue }).toMatchObject({ status: 'ok', queue: { held: 0, unconfirmed: 0, failed: 0, sent: 2 } });
    expect(await desk.notices()).toHaveLength(2);
  });

  it('goes on when a timeout of the bot has run out, of which Discord tells nothing', async ({ desk }) => {
    const { discord, newsroom } = desk;
    const timeout = (ms: number) => discord.control.setTimeout(discord.guildId, discord.botId, Date.now() + ms);
    timeout(600_000);
    await newsroom.write('one');
    await desk.held(1);
    timeout(1_000);
    await desk.shows('Title of one');
  });

  it('goes on when the right came back while the program was stopped', async ({ desk }) => {
    const { discord, newsroom, ai } = desk;
    await discord.setPermissions(ai, { deny: ['EmbedLinks', 'SendMessages'] });
    await newsroom.write('one');
    await desk.held(1);
    await desk.restart(() => discord.control.setOverwrite(ai, { id: discord.botId, type: 1, allow: '0', deny: '0' }));
    await desk.shows('Title of one');
  });
});

describe.concurrent('a server', () => {
  it('that removes the bot keeps its feeds, which go on when it is invited again', async ({ desk, expect }) => {
    const { discord, newsroom } = desk;
    discord.control.removeBot(discord.guildId);
    await desk.pausedAs('removed');
    await newsroom.write('one');
    await desk.held(1);
    discord.control.inviteBot(discord.guildId);
    await desk.shows('Title of one');
    expect(await desk.notices()).toEqual([]);
  });

  it('that removes the bot while the program is stopped does the same', async ({ desk }) => {
    const { discord, newsroom } = desk;
    await desk.restart(() => discord.control.removeBot(discord.guildId));
    await desk.pausedAs('removed');
    await newsroom.write('one');
    await desk.held(1);
    await desk.restart(() => discord.control.inviteBot(discord.guildId));
    await desk.shows('Title of one');
  });

  it('whose channel was deleted while the program was stopped pauses the feed', async ({ desk }) => {
    await desk.restart(() => desk.discord.control.deleteChannel(desk.ai));
    await desk.pausedAs('gone');
  });

  it('in an outage loses nothing', async ({ desk, expect }) => {
    const { discord, newsroom } = desk;
    discord.control.setOutage(discord.guildId, true);
    await newsroom.write('one');
    await until('the story was told', async () => (await desk.heatwire().health()).queue.sent === 1);
    discord.control.setOutage(discord.guildId, false);
    await newsroom.write('two');
    await desk.shows('Title of one', 'Title of two');
    expect((await desk.heatwire().health()).queue).toMatchObject({ held: 0, failed: 0 });
    expect(await desk.notices()).toEqual([]);
  });

  it('gets its stories while the gateway is away', async ({ desk }) => {
    const { discord, newsroom } = desk;
    const state = async () => (await desk.heatwire().health()).discord.state;
    discord.control.faults.add({ fault: { kind: 'gateway-refuse' }, times: 1_000 });
    await discord.dropGateway(4009);
    await until('the gateway is away', async () => (await state()) === 'reconnecting');
    await newsroom.write('one');
    await desk.shows('Title of one');
    discord.control.faults.clear();
    await until('it is back', async () => (await state()) === 'ready');
  });
});
