import { ApplicationCommandType, type Interaction, MessageFlags } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';

let harness: PageHarness;
let visit: Visit;

const keptCard = (disabled: boolean): object => ({
  flags: MessageFlags.IsComponentsV2,
  components: [
    {
      type: 17,
      accent_color: 0xff5722,
      components: [
        {
          type: 9,
          components: [{ type: 10, content: '### [A new moon](https://helio.example/moon)\nFound by **two** people.' }],
          accessory: { type: 11, media: { url: 'https://helio.example/thumb.png' }, description: 'A rocket' },
        },
        { type: 14 },
        {
          type: 12,
          items: [1, 2, 3].map((n) => ({ media: { url: `https://helio.example/${n}.png` }, description: `${n}` })),
        },
        {
          type: 9,
          components: [{ type: 10, content: 'For later?' }],
          accessory: { type: 2, style: 3, label: 'Keep', custom_id: 'keep', disabled },
        },
      ],
    },
    { type: 17, spoiler: true, components: [{ type: 10, content: 'How it ends' }] },
  ],
});

async function respond(interaction: Interaction): Promise<void> {
  if (interaction.isButton()) await interaction.update(keptCard(true));
  if (interaction.isMessageContextMenuCommand())
    await interaction.reply({ content: `Kept: ${interaction.targetMessage.content}`, flags: MessageFlags.Ephemeral });
  if (interaction.isUserContextMenuCommand())
    await interaction.reply({ content: `About ${interaction.targetUser.username}`, flags: MessageFlags.Ephemeral });
}

beforeAll(async () => {
  const commands = [
    { type: ApplicationCommandType.Message as const, name: 'Keep story' },
    { type: ApplicationCommandType.User as const, name: 'Who is this' },
  ];
  harness = await startPage(commands, respond);
});
afterAll(() => harness.close());
beforeEach(async () => {
  visit = await harness.visit();
});
afterEach(async () => {
  await visit.close();
  expect(visit.complaints()).toEqual([]);
});

const api = (path: string, body: object): Promise<unknown> => harness.client.rest.post(`/${path}`, { body });

describe('Components V2', () => {
  it('stand in the order in which they were sent; a button that was pressed keeps the focus', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('news');
    await harness.post('news', keptCard(false));
    const card = message('A new moon');
    await card.getByRole('link', { name: 'A new moon' }).waitFor();
    await card.locator('strong').getByText('two').waitFor();
    const pictures = card.getByRole('img');
    expect(await pictures.evaluateAll((all) => all.map((one) => one.getAttribute('alt')).filter(Boolean))).toEqual([
      'A rocket',
      '1',
      '2',
      '3',
    ]);

    await card.getByRole('button', { name: 'Keep' }).press('Enter');
    await card.getByRole('button', { name: 'Keep', disabled: true }).and(page.locator(':focus')).waitFor();

    expect(await card.getByText('How it ends').isVisible()).toBe(false);
    await card.getByRole('button', { name: 'Spoiler' }).click();
    await card.getByText('How it ends').waitFor();
  });
});

describe('a message', () => {
  it('that replies shows what to, and leads there', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('ai');
    const first = await harness.post('ai', { content: 'The very first of **many**' });
    for (let at = 0; at < 25; at += 1) await harness.post('ai', { content: `Something else ${at}` });
    await harness.post('ai', { content: 'An answer', message_reference: { message_id: first } });
    const answer = message('An answer');
    await answer.getByText('The very first of many').waitFor();
    await answer.getByRole('button', { name: 'Jump to the message' }).click();
    const original = page.locator(`[id="message-${first}"]`);
    await original.and(page.locator(':focus')).waitFor();
    await harness.remove('ai', first);
    await original.waitFor({ state: 'detached' });
    await answer.getByText('Original message was deleted').waitFor();
  });

  it('takes reactions, by its menu and by a press on one', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('general');
    await harness.post('general', { content: 'What do you think?' });
    const asked = message('What do you think?');
    await asked.getByRole('button', { name: 'More' }).press('Enter');
    await page.getByRole('menu', { name: 'Message' }).waitFor();
    await page.keyboard.press('Enter');
    await asked.getByRole('button', { name: '👍, 1 reaction', pressed: true }).waitFor();
    await asked.getByRole('button', { name: 'More' }).and(page.locator(':focus')).waitFor();
    await asked.getByRole('button', { name: '👍' }).click();
    await asked.getByRole('button', { name: '👍' }).waitFor({ state: 'detached' });
  });

  it('has the commands for it and for its author in its menu', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('announcements');
    await harness.post('announcements', { content: 'A story to keep' });
    await message('A story to keep').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Keep story' }).click();
    await message('Kept: A story to keep').getByText('owner used Keep story').waitFor();
    await message('A story to keep').getByRole('button', { name: 'Newsbot' }).click();
    await page.getByRole('menuitem', { name: 'Who is this' }).click();
    await message('About Newsbot').waitFor();
  });

  it('shows its thread, which leads there and back, what was pinned, and who a webhook says it is', async () => {
    const { openChannel, message, page, line } = visit;
    const id = harness.channelId('general');
    await harness.discord.setPermissions(id, { allow: ['PinMessages', 'ManageWebhooks'] });
    await openChannel('general');
    const first = await harness.post('general', { content: 'Worth talking about' });
    const thread = Object(await api(`channels/${id}/messages/${first}/threads`, { name: 'The talk' }));
    await api(`channels/${thread.id}/messages`, { content: 'In the thread' });
    await message('Worth talking about').getByRole('button', { name: 'The talk 1 message ›' }).click();
    await message('In the thread').waitFor();
    await message('Worth talking about').waitFor();
    await page.getByRole('button', { name: 'Back to general' }).click();
    await line('general').waitFor();
    expect(await page.getByRole('link', { name: 'The talk' }).count()).toBe(1);

    await harness.client.rest.put(`/channels/${id}/messages/pins/${first}`);
    await message('pinned a message to this channel').getByRole('button', { name: 'a message' }).waitFor();

    const hook = Object(await api(`channels/${id}/webhooks`, { name: 'Relay' }));
    await api(`webhooks/${hook.id}/${hook.token}`, { content: 'From afar', username: 'Newswire' });
    await message('From afar').getByText('Newswire').waitFor();
    await message('From afar').getByText('APP', { exact: true }).waitFor();
  });
});
