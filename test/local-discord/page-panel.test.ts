import { DiscordAPIError, HTTPError, type Interaction, MessageFlags, Routes } from 'discord.js';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';

let harness: PageHarness;
let visit: Visit;

/** Posts to the channel where it is asked, and says what came of it, in which language and to whom. */
async function respond(interaction: Interaction): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  const { channelId, locale, user, client } = interaction;
  const told = await client.rest
    .post(Routes.channelMessages(channelId), { body: { embeds: [{ title: 'Told' }] } })
    .then(() => 'Posted')
    .catch((error: unknown) =>
      error instanceof DiscordAPIError || error instanceof HTTPError ? `Refused with ${error.status}` : 'Lost',
    );
  const content = `${told}, ${user.username} (${locale})`;
  await interaction.reply({ content, flags: MessageFlags.Ephemeral });
}

beforeAll(async () => {
  harness = await startPage([{ name: 'tell', description: 'Tells the news' }], respond);
});
afterAll(() => harness.close());
afterEach(() => visit.close());

const panel = (): Locator => visit.page.getByRole('region', { name: 'Behind the scenes' });

async function openPanel(tab: string): Promise<void> {
  if ((await panel().count()) === 0) await visit.page.getByRole('button', { name: 'Behind the scenes' }).click();
  await panel().getByRole('tab', { name: tab }).click();
}

async function tell(channel: string): Promise<void> {
  await visit.line(channel).fill('/tell');
  await visit.line(channel).press('Enter');
  // The command has taken the line's place.
  await visit.page.keyboard.press('Enter');
}

it('a permission is taken away, and the next thing that the bot posts is refused until it is given back', async () => {
  visit = await harness.visit();
  await visit.openChannel('general');
  await openPanel('Permissions');
  const embedLinks = panel().getByRole('listitem').filter({ hasText: 'Embed Links' });
  await embedLinks.getByText('Given by @everyone.').waitFor();
  await embedLinks.getByRole('radio', { name: 'Deny' }).check();
  await embedLinks.getByText('Denied here for Newsbot.').waitFor();
  await tell('general');
  await visit.message('Refused with 403, owner').waitFor();

  await openPanel('Requests');
  const refused = panel().getByRole('listitem').filter({ hasText: 'refused, as Discord would' }).first();
  await refused.locator('summary').click();
  await refused.getByText('Missing Permissions').waitFor();
  await openPanel('Permissions');
  await embedLinks.getByRole('radio', { name: 'Neutral' }).check();
  await embedLinks.getByText('Given by @everyone.').waitFor();
  await tell('general');
  await visit.message('Posted, owner').waitFor();
  expect(visit.complaints()).toEqual([]);
});

it('a fault is made and seen in the requests, with what was posted in spite of it', async () => {
  visit = await harness.visit();
  await visit.openChannel('ai');
  await openPanel('Faults');
  await panel().getByRole('button', { name: 'The next post fails with 500, although it is posted' }).click();
  const made = panel().getByRole('list', { name: 'Active faults' });
  await made.getByText('not used yet').waitFor();
  await tell('ai');
  await visit.message('Refused with 500').waitFor();
  await visit.message('Told').waitFor();
  await made.getByText('· used').waitFor();
  await panel().getByRole('button', { name: 'Clear all' }).click();
  await panel().getByText('None.').waitFor();

  await openPanel('Requests');
  const broken = panel().getByRole('listitem').filter({ hasText: 'made to go wrong' }).first();
  await broken.locator('summary').click();
  await broken.getByText('made to go wrong').last().waitFor();
  await openPanel('Gateway');
  const asked = panel().getByRole('listitem').filter({ hasText: 'INTERACTION_CREATE' }).first();
  await asked.locator('summary').click();
  await asked.getByText('"token": "…"').waitFor();
  await visit.page.reload();
  await panel().getByRole('tab', { name: 'Gateway', selected: true }).waitFor();
  expect(visit.complaints()).toEqual([]);
});

it('what was begun in a tab stays there, and what is refused is shown as it is', async () => {
  visit = await harness.visit();
  await visit.openChannel('general');
  await openPanel('Permissions');
  await panel().getByText('Create a channel').click();
  const name = panel().getByRole('textbox', { name: 'Name' });
  await name.fill('late-ne');
  await name.press('Escape');
  await openPanel('Faults');
  await openPanel('Permissions');
  expect(await name.inputValue()).toBe('late-ne');

  const embedLinks = panel().getByRole('listitem').filter({ hasText: 'Embed Links' });
  await visit.page.route('**/local/panel/do', (route) =>
    route.fulfill({ json: { result: 'failed', reason: 'Not now.' } }),
  );
  await panel().getByRole('switch', { name: 'Outage' }).click();
  await panel().getByRole('alert').getByText('Not now.').waitFor();
  await panel().getByRole('switch', { name: 'Outage', checked: false }).waitFor();
  await embedLinks.getByRole('radio', { name: 'Deny' }).click();
  await embedLinks.getByRole('radio', { name: 'Neutral', checked: true }).waitFor();
  await visit.page.unroute('**/local/panel/do');
  const timeout = panel().getByRole('switch', { name: 'Time the bot out' });
  await timeout.click();
  await panel().getByText('5 minutes left').waitFor();
  await timeout.click();
  await panel().getByText('It can read but not write').waitFor();
  expect(visit.complaints()).toEqual([]);
});

it('a channel is made, opened and deleted, and another is shown in its place', async () => {
  visit = await harness.visit();
  const { page } = visit;
  await visit.openChannel('general');
  await openPanel('Permissions');
  await panel().getByText('Create a channel').click();
  await panel().getByRole('textbox', { name: 'Name' }).fill('Late News');
  await panel().getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('navigation').getByText('late-news').click();
  await visit.line('late-news').waitFor();
  const summary = panel().locator('summary').filter({ hasText: 'Delete #late-news' });
  await summary.click();
  await panel().getByRole('button', { name: 'Delete #late-news for good' }).click();
  await visit.line('late-news').waitFor({ state: 'detached' });
  await summary.waitFor({ state: 'detached' });
  await panel().getByText('Given by @everyone.').first().waitFor();
  expect(visit.complaints()).toEqual([]);
});

it('on a phone it is a sheet for the keyboard too, where one becomes another person with another language', async () => {
  visit = await harness.visit({ width: 390, height: 844 });
  const { page } = visit;
  await visit.openChannel('general');
  expect(await panel().count()).toBe(0);
  await openPanel('You');
  await panel().getByRole('radio', { name: 'member' }).check();
  await panel().getByLabel('Your language').selectOption('Deutsch');
  const tabs = panel().getByRole('tab');
  for (let at = 0; at < (await tabs.count()); at += 1) {
    await tabs
      .nth(at)
      .and(panel().getByRole('tab', { selected: true }))
      .waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await tabs.nth(at).focus();
    await page.keyboard.press('ArrowRight');
  }
  // What is under the sheet cannot be reached.
  await visit.line('general').focus();
  expect(await page.locator('.writing:focus').count()).toBe(0);
  await page.keyboard.press('/');
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await page.locator('button[aria-label="Behind the scenes"]:focus').waitFor();
  expect(await visit.line('general').inputValue()).toBe('');
  await tell('general');
  await visit.message('member (de)').waitFor();
  expect(visit.complaints()).toEqual([]);
});
