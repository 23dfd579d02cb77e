import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type Interaction,
  TextInputStyle,
} from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';

let harness: PageHarness;
let visit: Visit;
/** While true, the bot leaves forms without an answer. */
let silent = false;

const topics = ['Space', 'Climate', 'Robots'].map((label) => ({ label, value: label.toLowerCase() }));
const form: APIModalInteractionResponseCallbackData = {
  title: 'Tell the desk',
  custom_id: 'tell',
  components: [
    { type: ComponentType.TextDisplay, content: 'Your words go **straight** to the editors.' },
    {
      type: ComponentType.Label,
      label: 'Headline',
      description: 'In a few words',
      component: { type: ComponentType.TextInput, custom_id: 'headline', style: TextInputStyle.Short, min_length: 5 },
    },
    {
      type: ComponentType.Label,
      label: 'Details',
      component: {
        type: ComponentType.TextInput,
        custom_id: 'details',
        style: TextInputStyle.Paragraph,
        required: false,
        value: 'None yet',
        max_length: 100,
      },
    },
    {
      type: ComponentType.Label,
      label: 'Topics',
      component: {
        type: ComponentType.StringSelect,
        custom_id: 'topics',
        min_values: 2,
        max_values: 3,
        options: topics,
      },
    },
  ],
};

async function respond(interaction: Interaction): Promise<void> {
  if (interaction.isButton()) await interaction.showModal(form);
  if (interaction.isModalSubmit() && !silent) {
    const { fields } = interaction;
    const said = [fields.getTextInputValue('headline'), fields.getTextInputValue('details')];
    await interaction.reply(`Heard: ${[...said, ...fields.getStringSelectValues('topics')].join(', ')}.`);
  }
  if (interaction.isAnySelectMenu())
    await interaction.update({ content: `Chose ${interaction.values.join(' and ')}.`, components: [] });
}

beforeAll(async () => {
  harness = await startPage([], respond);
});
afterAll(() => harness.close());
beforeEach(async () => {
  visit = await harness.visit();
});
afterEach(async () => {
  await visit.close();
  expect(visit.complaints()).toEqual([]);
});

const row = (...components: object[]) => [{ type: 1, components }];

describe('a form', () => {
  const tell = row({ type: 2, style: 1, label: 'Tell', custom_id: 'tell' });

  it('says in its place what is wrong, and is sent as it was filled in', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('news');
    await harness.post('news', { content: 'Do you know more?', components: tell });
    await message('Do you know more?').getByRole('button', { name: 'Tell' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tell the desk' });
    const headline = dialog.getByLabel('Headline');
    await dialog.locator('strong').getByText('straight').waitFor();
    await dialog.locator('input:focus').waitFor();

    await page.keyboard.type('Moon');
    await page.keyboard.press('Enter');
    await dialog.getByText('Write at least 5 characters.').waitFor();
    await dialog.getByText('This field is required.').waitFor();
    expect(await headline.evaluate((input: { matches(selector: string): boolean }) => input.matches(':focus'))).toBe(
      true,
    );

    await page.keyboard.type(' landing');
    await dialog.getByText('Write at least 5 characters.').waitFor({ state: 'detached' });
    await dialog.getByRole('combobox', { name: 'Topics' }).focus();
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'ArrowDown', 'Enter', 'Escape'])
      await page.keyboard.press(key);
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await message('Heard: Moon landing, None yet, space, robots.').waitFor();
    await dialog.waitFor({ state: 'detached' });
  });

  it('stays, with the reason and all that was written, when it is not taken; Escape puts it away', async () => {
    const { openChannel, message, page } = visit;
    silent = true;
    await openChannel('ai');
    await harness.post('ai', { content: 'And here?', components: tell });
    const button = message('And here?').getByRole('button', { name: 'Tell' });
    await button.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Tell the desk' });
    await dialog.getByLabel('Headline').fill('Moon landing');
    await dialog.getByRole('combobox', { name: 'Topics' }).focus();
    for (const key of ['ArrowDown', 'Enter', 'ArrowDown', 'Enter', 'Escape']) await page.keyboard.press(key);
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'did not respond' }).waitFor();
    expect(await dialog.getByLabel('Headline').inputValue()).toBe('Moon landing');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await button.and(page.locator(':focus')).waitFor();
    silent = false;
  });

  it('is not for the person whom one has become before it came', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('announcements');
    await harness.post('announcements', { content: 'And you?', components: tell });
    const held = Promise.withResolvers<void>();
    await page.route('**/local/interactions', async (route) => {
      const response = await route.fetch();
      await held.promise;
      await route.fulfill({ response });
    });
    const answered = page.waitForResponse('**/local/interactions');
    await message('And you?').getByRole('button', { name: 'Tell' }).click();
    await page.getByRole('button', { name: 'You are owner' }).click();
    await page.getByRole('menuitemradio', { name: 'member' }).click();
    await page.getByRole('button', { name: 'You are member' }).waitFor();
    held.resolve();
    await (await answered).finished();
    await page.evaluate('new Promise((drawn) => setTimeout(() => requestAnimationFrame(drawn)))');
    expect(await page.getByRole('dialog').count()).toBe(0);
  });
});

describe('a menu', () => {
  it('takes several choices, and sends them when its list is closed', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('news');
    const menu = {
      type: 3,
      custom_id: 'topics',
      placeholder: 'Pick topics',
      min_values: 2,
      max_values: 2,
      options: topics,
    };
    await harness.post('news', { content: 'Your topics', components: row(menu) });
    await message('Your topics').getByRole('combobox', { name: 'Pick topics' }).click();
    await page.getByRole('option', { name: 'Robots' }).click();
    await page.getByRole('combobox', { name: 'Pick topics' }).press('Escape');
    await message('Your topics').getByText('Choose at least 2.').waitFor();
    await page.getByRole('combobox', { name: 'Pick topics' }).click();
    await page.getByRole('option', { name: 'Space' }).click();
    expect(await page.getByRole('option', { name: 'Climate' }).getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');
    await message('Chose space and robots.').waitFor();
  });

  it('finds people, roles and channels while one types, and begins with what the bot has chosen', async () => {
    const { openChannel, message, page } = visit;
    const { memberId, channels } = harness.discord;
    const chosen = [{ id: memberId, type: 'user' }];
    await openChannel('general');
    await harness.post('general', {
      content: 'Who and where',
      components: [
        ...row({ type: 7, custom_id: 'who', placeholder: 'Pick somebody', default_values: chosen }),
        ...row({ type: 8, custom_id: 'where', placeholder: 'Pick a channel', channel_types: [5] }),
      ],
    });
    await message('Who and where').getByText('member', { exact: true }).waitFor();
    await message('Who and where').getByRole('combobox', { name: 'Pick a channel' }).click();
    expect(await page.getByRole('option').allInnerTexts()).toEqual(['#announcements']);
    await page.keyboard.type('nothing like it');
    await page.getByText('Nothing found.').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('ann');
    await page.getByRole('option', { name: '#announcements' }).waitFor();
    await page.keyboard.press('Enter');
    await message(`Chose ${channels['announcements']}.`).waitFor();
  });
});
