import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';

let harness: PageHarness;
let visit: Visit;

beforeAll(async () => {
  harness = await startPage([], async () => undefined);
});
afterAll(() => harness.close());
afterEach(async () => {
  await visit.close();
  expect(visit.complaints()).toEqual([]);
});

interface Sized {
  readonly scrollWidth: number;
  readonly clientWidth: number;
}

async function post(name: string, content: string, tags: readonly string[] = []): Promise<string> {
  const { client, channelId } = harness;
  const forum = Object(await client.rest.get(`/channels/${channelId('stories')}`));
  const available: readonly { id: string; name: string }[] = forum.available_tags;
  const applied_tags = available.filter((tag) => tags.includes(tag.name)).map(({ id }) => id);
  const body = { name, applied_tags, message: { content } };
  return Object(await client.rest.post(`/channels/${channelId('stories')}/threads`, { body })).id;
}

it('a forum lists its posts, as they come and by their tags, and each of them opens and leads back, on a phone too', async () => {
  visit = await harness.visit({ width: 390, height: 844 });
  const { page, openChannel, message } = visit;
  await post('w'.repeat(100), 'The **first** post');
  await openChannel('news');
  const drawer = page.getByRole('button', { name: 'Channels', exact: true });
  await drawer.click();
  await page.getByRole('link', { name: 'news' }).and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await drawer.and(page.locator(':focus')).waitFor();
  await drawer.click();
  await page.getByRole('link', { name: 'stories' }).click();
  const posts = page.getByRole('region', { name: 'Posts of stories' });
  await posts.getByText('Newsbot: The first post').waitFor();

  const moon = await post('Around the Moon', 'It begins', ['Hot']);
  await posts.getByRole('link', { name: 'Around the Moon' }).waitFor();
  await posts.getByRole('button', { name: 'Hot' }).click();
  await expect.poll(() => posts.getByRole('article').count()).toBe(1);
  await harness.client.rest.post(`/channels/${moon}/messages`, { body: { content: 'It goes on' } });
  await posts.getByTitle('Messages').filter({ hasText: '1' }).waitFor();
  const beside = () =>
    page.locator('html').evaluate(({ scrollWidth, clientWidth }: Sized) => scrollWidth - clientWidth);
  expect(await beside()).toBe(0);

  await posts.getByRole('link', { name: 'Around the Moon' }).click();
  await message('It goes on').waitFor();
  await page.getByRole('heading', { name: 'Around the Moon' }).first().waitFor();
  await page.getByRole('button', { name: 'Back to stories' }).click();
  await posts.getByRole('button', { name: 'Quiet' }).click();
  await posts.getByRole('button', { name: 'Hot', pressed: true }).click();
  await posts.getByText('No post has these tags.').waitFor();

  await posts.getByRole('button', { name: 'Quiet', pressed: true }).click();
  await posts.getByRole('link', { name: 'Around the Moon' }).click();
  await message('It goes on').waitFor();
  await harness.discord.deleteChannel(moon);
  await posts.getByText('Newsbot: The first post').waitFor();
});

it('servers and the conversation with the bot stand on the rail, and an unread thread marks its channel and server', async () => {
  visit = await harness.visit();
  const { page, openChannel, message, line } = visit;
  const { client, channelId } = harness;
  await openChannel('general');
  const become = async (name: string): Promise<void> => {
    await page.getByRole('button', { name: /^You are / }).click();
    await page.getByRole('menuitemradio', { name }).click();
    await page.getByRole('button', { name: `You are ${name}` }).waitFor();
  };
  await become('member');
  await page.getByRole('button', { name: 'Other Guild' }).click();
  await line('elsewhere').waitFor();

  const body = { name: 'Aside', type: 11 };
  const { id } = Object(await client.rest.post(`/channels/${channelId('ai')}/threads`, { body }));
  await client.rest.post(`/channels/${id}/messages`, { body: { content: 'Psst' } });
  await page.getByRole('button', { name: 'Test Guild, unread' }).click();
  await page.getByRole('link', { name: 'ai, unread' }).waitFor();
  await page.getByRole('link', { name: 'Aside, unread' }).click();
  await message('Psst').waitFor();
  await page.getByRole('link', { name: /^ai/ }).click();
  await message('started a thread').getByRole('button', { name: 'Aside' }).click();
  await message('Psst').waitFor();
  // What has led to a thread does not when the thread is gone, and whoever is there comes to where it was.
  await harness.discord.deleteChannel(id);
  await line('ai').waitFor();
  await message('started a thread').getByRole('button', { name: 'Aside' }).waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Direct messages' }).click();
  await page.getByRole('heading', { name: 'Newsbot' }).first().waitFor();
  await page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: 'Newsbot' }).waitFor();

  await page.getByRole('button', { name: /^Test Guild/ }).click();
  await page.getByRole('button', { name: 'Newsroom', expanded: true }).click();
  await page.getByRole('link', { name: 'news' }).waitFor({ state: 'detached' });
});
