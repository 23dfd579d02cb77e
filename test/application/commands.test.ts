import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { everyComponent } from '../support/components.ts';
import { type RunningHeatwire, startHeatwire } from '../support/heatwire.ts';
import { type LocalDiscordHarness, type Seen, startLocalDiscord } from '../support/local-discord.ts';
import { createNewsroom, type Newsroom } from '../support/newsroom.ts';
import { copySeeds } from '../support/seeds.ts';

/** The user's two articles: one published, one a draft. */
const published = 'Cryptomining syndicate hijacks Kubernetes clusters';
const draft = 'Kubeflow Deployments Targeted in New Crypto-mining Campaign';

let discord: LocalDiscordHarness;
let newsroom: Newsroom;
let heatwire: RunningHeatwire;

beforeAll(async () => {
  discord = await startLocalDiscord();
  newsroom = await createNewsroom();
  await copySeeds(newsroom.articlesDir);
  await start();
});

afterAll(async () => {
  await heatwire.stop();
  await discord.close();
  await newsroom.remove();
});

async function start(): Promise<void> {
  heatwire = await startHeatwire(newsroom, {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    FEED_CHANNEL_ID: discord.channels['news'] as string,
  });
  await heatwire.settled();
}

function shown(seen: Seen): PageMessage {
  if (seen.result !== 'answered' || seen.message === undefined) throw new Error(JSON.stringify(seen));
  return seen.message;
}

const titles = ({ embeds }: PageMessage) => embeds.map(({ title }) => title);

it('the seeds are all well-formed, and the hottest three are posted', async () => {
  expect(await heatwire.health()).toMatchObject({ status: 'ok', articles: { problems: 0 }, queue: { sent: 3 } });
  const cards = await discord.messages(discord.channels['news'] as string);
  expect(cards.map(({ embeds }) => embeds[0]?.title)).toContain(published);
});

it("the published article's card has its picture, its provider and its related coverage as links", async () => {
  const cards = await discord.messages(discord.channels['news'] as string);
  const embed = cards.map(({ embeds }) => embeds[0]).find((one) => one?.title === published);
  expect(embed?.url).toBe('https://www.techradar.com/news/cryptomining-syndicate-hijacks-kubernetes-clusters');
  expect(embed?.author?.name).toBe('TechRadar · techradar.com');
  expect(embed?.image?.url).toBe('https://cdn.mos.cms.futurecdn.net/YsReok3f8M9yESRDbeGJVH-1200-80.jpg');
  const coverage = embed?.fields?.[0]?.value ?? '';
  expect(coverage).toContain('[Cryptominers Found in Azure Kubernetes Containers](https://www.darkreading.com/');
  expect(coverage).toContain('analyticsindiamag.com');
});

it('/news topic: completes "Google AI"', async () => {
  const choices = await discord.autocomplete('news', 'topic', { topic: 'goog' });
  expect(choices.map(({ value }) => value)).toContain('Google AI');
});

it('/news never shows a draft, whatever is asked', async () => {
  expect(titles(shown(await discord.command('news', { topic: 'Google AI' })))).toContain(published);
  const search = shown(await discord.command('news', { search: 'Kubeflow Deployments Targeted' }));
  expect(titles(search)).not.toContain(draft);
});

it('/news filters by provider, heat, time, type and words together', async () => {
  const found = shown(
    await discord.command('news', { search: 'cryptomin', provider: 'techradar.com', 'min-heat': 90, type: 'article' }),
  );
  expect(titles(found)).toEqual([published]);
  const recent = shown(await discord.command('news', { search: 'cryptomining', since: 'week' }));
  expect(titles(recent)).not.toContain(published);
});

it('/news turns its pages, also those of a list from before a restart', async () => {
  const first = shown(await discord.command('news'));
  expect(first.embeds).toHaveLength(5);
  await heatwire.stop();
  await start();
  const next = everyComponent(first).find(({ label }) => label?.startsWith('Next'));
  const second = shown(await discord.press(first, next?.custom_id ?? 'Next'));
  expect(second.id).toBe(first.id);
  expect(second.embeds).toHaveLength(5);
  expect(titles(second).filter((title) => titles(first).includes(title))).toEqual([]);
});

it('/topics counts published stories', async () => {
  const list = shown(await discord.command('topics'));
  expect(JSON.stringify(list.embeds)).toMatch(/AI.*\d/);
});

it('a card is saved by its button, listed, and removed, for each person alone', async () => {
  const [card] = await discord.messages(discord.channels['news'] as string);
  const save = everyComponent(card ?? {}).find((one) => one.custom_id?.startsWith('saved:'));
  const title = card?.embeds[0]?.title as string;
  await discord.press(card as PageMessage, save?.custom_id as string, { as: discord.memberId });
  expect(JSON.stringify(shown(await discord.command('saved list', {}, { as: discord.memberId })))).toContain(title);
  expect(JSON.stringify(shown(await discord.command('saved list')))).not.toContain(title);
  const [choice] = await discord.autocomplete('saved remove', 'story', {}, { as: discord.memberId });
  await discord.command('saved remove', { story: choice?.value as string }, { as: discord.memberId });
  expect(JSON.stringify(shown(await discord.command('saved list', {}, { as: discord.memberId })))).not.toContain(title);
});

it('/feed add posts to the channel, /feed list shows it, and closing and opening it again posts nothing twice', async () => {
  const channel = discord.channels['ai'] as string;
  const add = () => discord.command('feed add', { channel, topics: 'Google AI', 'catch-up': 2, 'min-heat': 10 });
  expect(shown(await add()).content).toContain(channel);
  const before = await discord.waitForMessages(channel, 2);
  expect(JSON.stringify(shown(await discord.command('feed list')))).toContain(channel);
  await discord.command('feed remove', { channel });
  await add();
  await discord.waitForMessages(channel, 4);
  const all = (await discord.messages(channel)).map(({ embeds }) => embeds[0]?.title);
  expect(new Set(all).size).toBe(4);
  expect(all.slice(0, 2)).toEqual(before.map(({ embeds }) => embeds[0]?.title));
});

it('/feed is not even offered to who may not manage the server', async () => {
  const [guild] = (await discord.state(discord.memberId)).guilds;
  expect(guild?.commands.map(({ name }) => name)).not.toContain('feed');
  expect(await discord.command('feed list', {}, { as: discord.memberId })).toMatchObject({ result: 'failed' });
});

it('/help names every command', async () => {
  const text = JSON.stringify(shown(await discord.command('help')));
  for (const name of ['news', 'topics', 'saved list', 'feed add']) expect(text).toMatch(new RegExp(`</${name}:\\d+>`));
});
