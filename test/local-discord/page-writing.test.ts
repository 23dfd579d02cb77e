import { ApplicationCommandOptionType, type Interaction, MessageType, PermissionFlagsBits } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';
import { until } from '../support/until.ts';

let harness: PageHarness;
let visit: Visit;

const news = {
  name: 'news',
  name_localizations: { de: 'nachrichten' },
  description: 'The hottest stories',
  description_localizations: { de: 'Die heißesten Meldungen' },
  options: [
    {
      type: ApplicationCommandOptionType.String as const,
      name: 'window',
      name_localizations: { de: 'zeitraum' },
      description: 'How far back',
      choices: [
        { name: 'Day', name_localizations: { de: 'Tag' }, value: 'd' },
        { name: 'Week', name_localizations: { de: 'Woche' }, value: 'w' },
      ],
    },
  ],
};
const ask = {
  name: 'ask',
  description: 'Ask somebody',
  options: [
    { type: ApplicationCommandOptionType.User as const, name: 'person', description: 'Whom', required: true },
    { type: ApplicationCommandOptionType.Role as const, name: 'role', description: 'Which role', required: true },
    { type: ApplicationCommandOptionType.Mentionable as const, name: 'or', description: 'Or whom' },
  ],
};

async function respond(interaction: Interaction): Promise<void> {
  if (!interaction.isChatInputCommand()) return;
  const { commandName, locale, options } = interaction;
  if (commandName === 'news') await interaction.reply(`${commandName} in ${locale} of ${options.getString('window')}`);
  if (commandName === 'ask')
    await interaction.reply(
      `Asked ${options.getUser('person', true).username}, ${options.getRole('role', true).name}, and ${options.getMentionable('or')}.`,
    );
}

beforeAll(async () => {
  harness = await startPage([news, ask], respond);
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

/** The newest message of a channel, once it has this text. */
async function written(channel: string, content: string): Promise<PageMessage | undefined> {
  const { discord, channelId } = harness;
  let newest: PageMessage | undefined;
  await until(`“${content}” is in #${channel}`, async () => {
    newest = (await discord.messages(channelId(channel))).at(-1);
    return newest?.content === content;
  });
  return newest;
}

/** Has the next message that is written on the page refused. */
async function refuseOnce(): Promise<void> {
  const refusal = { result: 'failed', reason: 'You write too fast.' };
  await visit.page.route('**/local/messages', (route) => route.fulfill({ json: refusal }), { times: 1 });
}

describe('what a person writes', () => {
  it('is sent by Enter, with lines and names, and the caret stays', async () => {
    const { page, line, message } = visit;
    const { discord } = harness;
    await line('general').click();
    await page.keyboard.type('one');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    const first = await written('general', 'one\ntwo');
    expect(first).toMatchObject({ type: 0, author: { id: discord.ownerId } });
    await message('two').waitFor();
    expect(await line('general').inputValue()).toBe('');

    await page.keyboard.type('ask @mem');
    await page.getByRole('option', { name: '@member' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('about it');
    await page.keyboard.press('Enter');
    await written('general', `ask <@${discord.memberId}> about it`);
  });

  it('replies to a message until that is put away', async () => {
    const { page, line, message } = visit;
    const id = await harness.post('general', { content: 'Any questions?' });
    const bar = page.getByText('Replying to Newsbot');
    const reply = async (): Promise<void> => {
      await message('Any questions?').hover();
      await message('Any questions?').getByRole('button', { name: 'Reply' }).click();
      await bar.waitFor();
      await line('general').and(page.locator(':focus')).waitFor();
    };
    await reply();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
    await reply();
    await page.keyboard.type('None.');
    await refuseOnce();
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'You write too fast.' }).waitFor();
    await bar.waitFor();
    await page.keyboard.press('Enter');
    const answer = await written('general', 'None.');
    expect(answer).toMatchObject({ type: MessageType.Reply, referenced_message: { id } });
    await bar.waitFor({ state: 'detached' });
  });

  it('stays in its channel, and comes back when it is refused', async () => {
    const { page, line } = visit;
    await line('general').fill('🔥'.repeat(2001));
    await page.getByText('-1', { exact: true }).waitFor();
    await line('general').press('Enter');
    await page.getByRole('alert').filter({ hasText: 'Remove 1.' }).waitFor();
    await line('general').fill('half a thought');
    await page.getByRole('link', { name: 'ai', exact: true }).click();
    await line('ai').waitFor();
    expect(await line('ai').inputValue()).toBe('');
    await page.getByRole('link', { name: 'general' }).click();
    await line('general').waitFor();
    expect(await line('general').inputValue()).toBe('half a thought');

    await refuseOnce();
    await line('general').press('Enter');
    await page.getByRole('alert').filter({ hasText: 'You write too fast.' }).waitFor();
    expect(await line('general').inputValue()).toBe('half a thought');
    await line('general').press('Enter');
    await written('general', 'half a thought');
  });

  it('goes to the bot alone in a conversation, where its commands work too', async () => {
    const { page, message } = visit;
    await page.getByRole('button', { name: 'Direct messages' }).click();
    const line = page.getByRole('combobox', { name: 'Message @Newsbot' });
    await line.fill('Just the two of us?');
    await line.press('Enter');
    await message('Just the two of us?').waitFor();
    await page.keyboard.type('/ask person:');
    const offered = page.getByRole('option');
    await offered.filter({ hasText: '@Newsbot' }).waitFor();
    expect(await offered.allInnerTexts()).toEqual(['@owner', '@Newsbot']);
    await page.keyboard.press('Enter');
    await page.getByText('No options match your search.').waitFor();
    await page.getByRole('button', { name: 'Put /ask away' }).click();
    await page.keyboard.type('/news ');
    await page.keyboard.press('Enter');
    await message('news in en-US of null').waitFor();
  });

  it('is kept from where that person may not write, as soon as that changes', async () => {
    const { page, line } = visit;
    const { discord, channelId } = harness;
    await page.getByRole('button', { name: /^You are owner/ }).click();
    await page.getByRole('menuitemradio', { name: 'member' }).click();
    await page.getByRole('button', { name: /^You are member/ }).waitFor();
    await page.getByRole('link', { name: 'announcements' }).click();
    await line('announcements').fill('may I?');

    const everyone = { id: discord.guildId, type: 0 as const, allow: '0' };
    const deny = String(PermissionFlagsBits.SendMessages);
    discord.control.setOverwrite(channelId('announcements'), { ...everyone, deny });
    const muted = page.getByPlaceholder('You do not have permission to send messages in this channel.');
    await muted.waitFor();
    expect(await muted.isDisabled()).toBe(true);
    await page.keyboard.press('/');
    expect(await page.getByRole('listbox').count()).toBe(0);
    discord.control.setOverwrite(channelId('announcements'), { ...everyone, deny: '0' });
    await muted.waitFor({ state: 'detached' });
    expect(await line('announcements').inputValue()).toBe('may I?');
  });
});

describe('a command', () => {
  it('is shown in the language of the person, and sent by the names that the bot knows', async () => {
    const { page, message } = visit;
    await page.getByRole('button', { name: 'Behind the scenes' }).click();
    await page.getByLabel('Your language').selectOption('Deutsch');
    await page.reload();
    await visit.line('general').waitFor();
    await page.keyboard.type('/nach');
    await page.getByRole('option', { name: '/nachrichten Die heißesten Meldungen' }).click();
    await page.getByRole('option', { name: 'zeitraum' }).click();
    const offered = page.getByRole('listbox', { name: 'zeitraum' }).getByRole('option');
    await offered.filter({ hasText: 'Woche' }).waitFor();
    expect(await offered.allInnerTexts()).toEqual(['Tag', 'Woche']);
    await page.keyboard.type('wo');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await message('news in de of w').waitFor();
  });

  it('takes people and roles out of lists, by keyboard alone', async () => {
    const { page, message } = visit;
    await page.keyboard.type('/ask person:mem');
    await page.getByRole('option', { name: '@member' }).waitFor();
    await page.keyboard.press('Enter');
    const focused = (option: string) =>
      page.getByRole('combobox', { name: option, exact: true }).and(page.locator(':focus'));
    await focused('role').waitFor();
    await page.keyboard.press('Backspace');
    await focused('person').waitFor();
    expect(await focused('person').inputValue()).toBe('@member');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await focused('role').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('or:manager');
    await page.getByRole('option', { name: '@manager', exact: true }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await message('Asked member, @everyone, and').waitFor();
  });
});
