import { ApplicationCommandOptionType, ChannelType, type Interaction } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';
import { until } from '../support/until.ts';

let harness: PageHarness;
let visit: Visit;

const topics = ['Google AI', 'Robotics', 'Space'];
/** Lets the bot answer what it was asked about “slow”. */
const held: (() => void)[] = [];
const news = {
  name: 'news',
  description: 'The hottest stories',
  options: [
    {
      type: ApplicationCommandOptionType.String as const,
      name: 'topic',
      description: 'Only this topic',
      autocomplete: true as const,
    },
    {
      type: ApplicationCommandOptionType.Integer as const,
      name: 'min-heat',
      description: 'At least this hot',
      min_value: 0,
      max_value: 200,
    },
  ],
};
const feed = {
  name: 'feed',
  description: 'Feeds',
  options: [
    {
      type: ApplicationCommandOptionType.Subcommand as const,
      name: 'add',
      description: 'Post news to a channel',
      options: [
        {
          type: ApplicationCommandOptionType.Channel as const,
          name: 'channel',
          description: 'Where to post',
          required: true,
          channel_types: [ChannelType.GuildText as const],
        },
      ],
    },
  ],
};

async function respond(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused().toLowerCase();
    if (typed === 'never') return;
    if (typed === 'slow') await new Promise<void>((release) => held.push(release));
    const found = topics.filter((topic) => topic.toLowerCase().includes(typed));
    await interaction.respond(found.map((topic) => ({ name: `${topic} (3 stories)`, value: topic })));
  } else if (interaction.isChatInputCommand()) {
    const { commandName, options } = interaction;
    const heat = options.getInteger('min-heat');
    const wanted = `${options.getString('topic') ?? 'everything'}${heat === null ? '' : `, at least ${heat}`}`;
    if (commandName === 'news') await interaction.reply(`News about ${wanted}.`);
    if (commandName === 'feed') await interaction.reply(`Posting to <#${options.getChannel('channel', true).id}>.`);
  }
}

beforeAll(async () => {
  harness = await startPage([news, feed, { name: 'silent', description: 'Never answers' }], respond);
});
afterAll(() => harness.close());

beforeEach(async () => {
  visit = await harness.visit();
  await visit.openChannel('general');
});
afterEach(async () => {
  await visit.close();
  expect(visit.complaints()).toEqual([]);
});

describe('the composer', () => {
  it('lists what can be called on a slash, takes it with autocomplete by keyboard alone, and shows the answer', async () => {
    const { page, message, line } = visit;
    await page.keyboard.press('/');
    const offered = page.getByRole('listbox', { name: 'Commands' }).getByRole('option');
    await offered.first().waitFor();
    const texts = (await offered.allInnerTexts()).map((text) => text.split('\n')[0]);
    expect(texts).toEqual(['/news', '/feed add', '/silent']);
    await page.keyboard.type('ne');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.getByRole('combobox', { name: 'topic', exact: true }).waitFor();
    await page.keyboard.type('goo');
    await page.getByRole('option', { name: 'Google AI (3 stories)' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    const answer = message('News about Google AI.');
    await answer.getByText('owner', { exact: true }).waitFor();
    await answer.getByText('/news', { exact: true }).waitFor();
    expect(await line('general').inputValue()).toBe('');
  });

  it('begins an option as its name is typed', async () => {
    const { page, message } = visit;
    await page.keyboard.type('/news TOPIC: goo');
    await page.getByRole('option', { name: 'Google AI (3 stories)' }).waitFor();
    expect(await page.getByRole('combobox', { name: 'topic', exact: true }).inputValue()).toBe('goo');
    await page.keyboard.press('Enter');
    await page.keyboard.type('min-heat:70');
    expect(await page.getByRole('combobox', { name: 'min-heat' }).inputValue()).toBe('70');
    await page.keyboard.press('Enter');
    await message('News about Google AI, at least 70.').waitFor();
  });

  it('takes a command that is pasted as a whole', async () => {
    const { page, line, message } = visit;
    await line('general').fill('/news topic:Space min-heat:5');
    await page.getByRole('combobox', { name: 'min-heat' }).press('Enter');
    await message('News about Space, at least 5.').waitFor();
  });

  it('does not send text that no option takes, by Enter or by the button', async () => {
    const { page, message } = visit;
    const rest = page.getByRole('combobox', { name: 'Options of /news' });
    const problem = page.getByRole('alert').filter({ hasText: 'There is no option “general”.' });
    await page.keyboard.type('/news general');
    await page.keyboard.press('Enter');
    await problem.waitFor();
    expect(await rest.getAttribute('aria-invalid')).toBe('true');
    await rest.fill('');
    await problem.waitFor({ state: 'detached' });
    await rest.fill('general');
    await page.getByRole('button', { name: 'Send /news' }).click();
    await problem.waitFor();
    expect(await rest.inputValue()).toBe('general');
    await rest.fill('');
    await rest.press('Enter');
    await message('News about everything.').waitFor();
  });

  it('waits for the choices when Enter comes before them', async () => {
    const { page, message } = visit;
    await page.keyboard.type('/news topic');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'topic', exact: true }).waitFor();
    await page.keyboard.type('robo');
    await page.keyboard.press('Enter');
    await message('News about Robotics.').waitFor();
  });

  it('offers the channels that an option takes, and leads to the one that an answer names', async () => {
    const { page, message, line } = visit;
    await page.keyboard.type('/feed add ');
    const offered = page.getByRole('option');
    await offered.filter({ hasText: '#ai' }).waitFor();
    expect(await offered.filter({ hasText: '#announcements' }).count()).toBe(0);
    await offered.filter({ hasText: '#ai' }).click();
    await page.keyboard.press('Enter');
    await message('Posting to').getByRole('link', { name: 'ai' }).click();
    await line('ai').waitFor();
  });

  it('says in place what is missing, and what is wrong as soon as one goes on', async () => {
    const { page } = visit;
    await page.keyboard.type('/feed add ');
    const channel = page.getByRole('combobox', { name: 'channel', exact: true });
    await channel.press('Escape');
    await channel.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'This option is required.' }).waitFor();
    expect(await channel.getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('button', { name: 'Put /feed add away' }).click();

    await page.keyboard.type('/news heat');
    await page.keyboard.press('Enter');
    const heat = page.getByRole('combobox', { name: 'min-heat' });
    await heat.fill('999');
    await heat.press('Tab');
    await page.getByRole('alert').filter({ hasText: 'Enter a number of at most 200.' }).waitFor();
    expect(await heat.getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Send /news' }).click();
    await heat.and(page.locator(':focus')).waitFor();
    expect(await heat.inputValue()).toBe('999');
  });

  it('shows no answer that comes too late, and says when there is none', async () => {
    const { page } = visit;
    await page.keyboard.type('/news topic:slow');
    await page.getByText('Loading options…').waitFor();
    await until('the bot was asked', () => held.length > 0);
    const late = page.waitForResponse((response) => response.request().postData()?.includes('slow') === true);
    const topic = page.getByRole('combobox', { name: 'topic', exact: true });
    await topic.fill('spa');
    const offered = page.getByRole('option');
    await offered.filter({ hasText: 'Space (3 stories)' }).waitFor();
    for (const release of held.splice(0)) release();
    await late;
    expect(await offered.allInnerTexts()).toEqual(['Space (3 stories)']);
    await topic.fill('never');
    await page.getByText('Loading options failed.').waitFor();
    expect(await offered.count()).toBe(0);
  });

  it('shows that a command is on its way, and tells one person alone that it did not answer', async () => {
    const { page } = visit;
    await page.keyboard.type('/silent ');
    const release = await visit.holdInteractions();
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Sending command…' }).waitFor();
    release();
    await page.getByRole('alert').filter({ hasText: 'The application did not respond' }).waitFor();
    await page.getByText('Only you can see this').waitFor();
    await page.getByRole('button', { name: 'Dismiss message' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });
});

it('who one is can be changed by keyboard alone', async () => {
  const { page } = visit;
  const self = page.getByRole('button', { name: /^You are / });
  const focused = page.locator(':focus');
  const menu = page.getByRole('menu', { name: 'Become another person' });
  await self.press('ArrowDown');
  await menu.locator('[aria-checked="true"]:focus').waitFor();
  const before = await focused.innerText();
  await page.keyboard.press('ArrowDown');
  await menu.locator('[aria-checked="false"]:focus').waitFor();
  const chosen = (await focused.innerText()).trim();
  await page.keyboard.press('ArrowUp');
  expect(await focused.innerText()).toBe(before);
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'detached' });
  await self.press('ArrowDown');
  await menu.locator('[aria-checked="true"]:focus').waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: `You are ${chosen}.` })
    .and(focused)
    .waitFor();
});
