import type { Interaction } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';

let harness: PageHarness;
let visit: Visit;

/** Leaves commands without an answer. */
async function respond(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete())
    await interaction.respond(['AI', 'Space'].map((topic) => ({ name: topic, value: topic })));
}

beforeAll(async () => {
  const options = [{ type: 3, name: 'topic', description: 'Which', autocomplete: true }] as const;
  const silent = { name: 'silent', description: 'Says nothing' };
  harness = await startPage([silent, { name: 'news', description: 'News', options: [...options] }], respond);
});
afterAll(() => harness.close());
beforeEach(async () => {
  visit = await harness.visit();
});
afterEach(async () => {
  expect(visit.complaints()).toEqual([]);
  await visit.close();
});

it('the arrow up rewrites the last message of one’s own, in its place', async () => {
  const { page, line } = visit;
  await visit.openChannel('general');
  await line('general').fill('Good mornign, @member');
  await line('general').press('Escape');
  await line('general').press('Enter');
  await visit.message('Good mornign').waitFor();
  await harness.post('general', { content: 'Somebody else’s' });
  await visit.message('Somebody else’s').waitFor();

  await line('general').press('ArrowUp');
  const field = page.getByRole('textbox', { name: 'Edit message' });
  await field.and(page.locator(':focus')).waitFor();
  expect(await field.inputValue()).toBe('Good mornign, @member');
  await field.fill('Good morning, @member');
  await field.press('Enter');
  await visit.message('Good morning').getByText('(edited)').waitFor();
  await line('general').and(page.locator(':focus')).waitFor();
  expect(await visit.message('Good morning').locator('discord-mention').innerText()).toBe('member');

  await line('general').press('ArrowUp');
  await field.fill('Never mind');
  await field.press('Escape');
  await visit.message('Good morning').waitFor();
});

it('whoever manages messages deletes the bot’s too', async () => {
  const { page } = visit;
  const id = await harness.post('ai', { content: 'A card', embeds: [{ title: 'A card' }] });
  await visit.openChannel('ai');
  await visit.message('A card').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete message' }).click();
  await visit.message('A card').waitFor({ state: 'detached' });
  expect((await harness.discord.messages(harness.channelId('ai'))).map((message) => message.id)).not.toContain(id);
});

it('a command that failed stands where it was used, above what came later', async () => {
  const { page } = visit;
  await visit.openChannel('news');
  await page.keyboard.type('/silent ');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'The application did not respond' }).waitFor();
  await harness.post('news', { content: 'What came later' });
  await visit.message('What came later').waitFor();
  expect(await page.getByRole('article').last().innerText()).toContain('What came later');
});

it('what mentions the viewer stands out, and so does the active option of a list in the dark', async () => {
  const { page } = visit;
  await page.emulateMedia({ colorScheme: 'dark' });
  await harness.post('general', { content: `Mine: <@${harness.discord.ownerId}>` });
  await harness.post('general', { content: `Another’s: <@${harness.discord.memberId}>` });
  await visit.openChannel('general');
  expect(await visit.message('Mine: ').getAttribute('class')).toContain('mentioned');
  expect(await visit.message('Another’s: ').getAttribute('class')).not.toContain('mentioned');

  await page.keyboard.type('/news topic');
  await page.keyboard.press('Tab');
  await page.getByRole('option', { name: 'Space' }).waitFor();
  const colors = `[...document.querySelectorAll('[role="option"]')].map((one) => getComputedStyle(one).backgroundColor)`;
  const [active, other] = (await page.evaluate(colors)) as string[];
  expect(active).not.toBe(other);
});
