import { type Interaction, MessageFlags } from 'discord.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type PageHarness, startPage, type Visit } from '../support/page.ts';

let harness: PageHarness;
let visit: Visit;

async function respond(interaction: Interaction): Promise<void> {
  if (interaction.isButton() && interaction.customId === 'save')
    await interaction.update({ content: `Kept by ${interaction.user.username}.`, components: [] });
  if (interaction.isStringSelectMenu() && interaction.customId !== 'dead menu')
    await interaction.update({ content: `Chose ${interaction.values.join()}.`, components: [] });
  if (interaction.isChatInputCommand())
    await interaction.reply({ content: 'Nothing yet.', flags: MessageFlags.Ephemeral });
}

beforeAll(async () => {
  harness = await startPage([{ name: 'saved', description: 'What you kept' }], respond);
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
const button = (label: string, custom_id: string) => ({ type: 2, style: 2, label, custom_id, emoji: { name: '🔖' } });

describe('a card', () => {
  it('appears as soon as it is posted, with its links, picture and buttons', async () => {
    const { openChannel, message } = visit;
    await openChannel('news');
    await harness.post('news', {
      embeds: [
        {
          title: 'Four people will fly around the Moon',
          url: 'https://helio.example/moon',
          description: 'A launch in **spring**.\n-# `Space`',
          author: { name: 'Helio Times', url: 'https://helio.example/', icon_url: 'https://helio.example/logo.png' },
          image: { url: 'https://helio.example/moon.png' },
          fields: [{ name: 'Published', value: '<t:1700000000:R>', inline: true }],
        },
      ],
      components: row(
        { type: 2, style: 5, label: 'Read', url: 'https://helio.example/moon?read' },
        button('Save', 'save'),
      ),
    });

    const card = message('Four people will fly around the Moon');
    await card.getByRole('button', { name: 'Save' }).waitFor();
    await card.locator('strong').getByText('spring').waitFor();
    await card.getByText('years ago').waitFor();
    const links = await card
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => ['href', 'target', 'rel'].map((name) => link.getAttribute(name))));
    const outward = ['_blank', 'noopener noreferrer'];
    expect(links).toEqual([
      ['https://helio.example/', ...outward],
      ['https://helio.example/moon', ...outward],
      ['https://helio.example/moon?read', ...outward],
    ]);
    const picture = card.getByAltText('Discord embed media');
    const width = () => picture.evaluate((image: { naturalWidth?: number }) => image.naturalWidth);
    await expect.poll(width).toBeGreaterThan(0);
  });

  it('marks its channel as unread while another one is open', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('news');
    await harness.post('ai', { content: 'Something about robots' });
    await page.getByRole('link', { name: 'ai, unread' }).click();
    await message('Something about robots').waitFor();
    await page.getByRole('link', { name: 'ai', exact: true }).waitFor();
    expect(await page.title()).toContain('#ai');
  });

  it('changes when it is edited, and goes when it is deleted', async () => {
    const { openChannel, message } = visit;
    const channel = await harness.client.channels.fetch(harness.channelId('announcements'));
    if (!channel?.isSendable()) throw new Error('The channel takes messages.');
    await openChannel('announcements');
    const sent = await channel.send('First wording');
    await message('First wording').waitFor();
    await sent.edit('Second wording');
    await message('Second wording (edited)').waitFor();
    await sent.delete();
    await message('Second wording').waitFor({ state: 'detached' });
  });

  it('of hostile text shows that text, and does nothing else', async () => {
    const { openChannel, message } = visit;
    const evil = '<img src=x onerror=alert(1)><script>alert(2)</script>[x](javascript:alert(3))';
    await openChannel('general');
    await harness.post('general', {
      content: evil,
      embeds: [
        {
          title: `${evil} 123456789012345678 <:a:123456789012345678>`,
          description: evil,
          author: { name: evil },
          fields: [{ name: evil, value: evil }],
          footer: { text: evil },
        },
      ],
    });
    const card = message('alert(3)');
    await card.waitFor();
    expect(await card.getByText('<script>alert(2)</script>').count()).toBeGreaterThanOrEqual(7);
    expect(await card.locator('script, a, img[src="x"]').count()).toBe(0);

    const short = '<img src=x onerror=alert(4)>';
    const text = { type: 10, content: `${evil} in components` };
    const accessory = { type: 11, media: { url: 'https://a.example/x.png' }, description: short };
    const options = [{ label: short, value: short, description: short }];
    const inner = [
      { type: 9, components: [text], accessory },
      ...row({ type: 3, custom_id: short, placeholder: short, options }),
    ];
    await harness.post('general', { flags: 1 << 15, components: [{ type: 17, components: inner }] });
    const layout = message('in components');
    await layout.getByRole('combobox', { name: short }).click();
    await layout.getByRole('option', { name: short }).waitFor();
    expect(await layout.locator('script, a, img[src="x"]').count()).toBe(0);
  });
});

describe('a component', () => {
  it('changes its message when it is pressed', async () => {
    const { openChannel, message, page } = visit;
    await openChannel('news');
    await harness.post('news', { content: 'A story to keep', components: row(button('Save', 'save')) });
    await message('A story to keep').getByRole('button', { name: 'Save' }).click();
    await message('Kept by owner.').waitFor();
    expect(await message('Kept by owner.').getByRole('button', { name: 'Save' }).count()).toBe(0);
    // What had the focus is gone: its message has it now.
    await message('Kept by owner.').and(page.locator(':focus')).waitFor();
  });

  it('shows that it waits, and then that the bot did not answer', async () => {
    const { openChannel, message } = visit;
    await openChannel('news');
    await harness.post('news', { content: 'A story without an answer', components: row(button('Dead', 'dead')) });
    const dead = message('A story without an answer').getByRole('button', { name: 'Dead' });
    const release = await visit.holdInteractions();
    await dead.click();
    await message('A story without an answer').locator('[aria-busy="true"]').waitFor();
    release();
    await message('A story without an answer').getByRole('alert').waitFor();
    expect(await dead.getAttribute('aria-busy')).toBe('false');
  });

  it('is chosen from by keyboard', async () => {
    const { openChannel, message, page } = visit;
    const options = ['first', 'second'].map((value) => ({ label: `The ${value} story`, value }));
    await openChannel('news');
    await harness.post('news', {
      content: 'Many stories',
      components: row({ type: 3, custom_id: 'stories', placeholder: 'Pick a story', options }),
    });
    await message('Many stories').getByRole('combobox', { name: 'Pick a story' }).focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await message('Chose second.').waitFor();
  });
});

describe('a menu', () => {
  it.each([3, 8])('of type %i opens where its arrow is, too', async (type) => {
    const { openChannel, message, page } = visit;
    await openChannel('news');
    const options = type === 3 ? { options: [{ label: '#news', value: 'news' }] } : {};
    const content = `A menu of type ${type}`;
    await harness.post('news', { content, components: row({ type, custom_id: content, ...options }) });
    const menu = message(content).locator('select-menu');
    const { width } = (await menu.boundingBox()) ?? { width: 0 };
    await menu.click({ position: { x: width - 16, y: 20 } });
    await page.getByRole('option', { name: '#news' }).waitFor();
  });

  it('keeps the caret, waiting or not, and takes no second choice while it waits', async () => {
    const { openChannel, message, page } = visit;
    const options = ['first', 'second'].map((value) => ({ label: `The ${value} story`, value }));
    await openChannel('news');
    await harness.post('news', {
      content: 'A menu without an answer',
      components: row({ type: 3, custom_id: 'dead menu', placeholder: 'Pick a story', options }),
    });
    const menu = message('A menu without an answer').getByRole('combobox', { name: 'Pick a story' });
    await menu.focus();
    await page.keyboard.press('ArrowDown');
    const active = await menu.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).innerText()).toBe('The first story');
    const release = await visit.holdInteractions();
    await page.keyboard.press('Enter');
    await message('A menu without an answer').locator('[aria-busy="true"]').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('option').count()).toBe(0);
    release();
    await message('A menu without an answer').getByRole('alert').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option', { name: 'The first story' }).waitFor();
  });
});

describe('an answer for one person', () => {
  async function askForSaved(): Promise<void> {
    await visit.openChannel('general');
    await visit.page.keyboard.type('/saved ');
    await visit.page.keyboard.press('Enter');
    await visit.message('Nothing yet.').getByText('Only you can see this').waitFor();
  }

  it('can be dismissed, and stays away', async () => {
    const { page, line } = visit;
    await askForSaved();
    const dismiss = page.getByRole('button', { name: 'Dismiss message' });
    await dismiss.last().click();
    await dismiss.waitFor({ state: 'detached' });
    await page.reload();
    await line('general').waitFor();
    await page.getByText('Welcome to #general!').waitFor();
    expect(await dismiss.count()).toBe(0);
  });

  it('is not there for another', async () => {
    const { page, message } = visit;
    await askForSaved();
    await page.getByRole('button', { name: 'You are owner' }).click();
    await page.getByRole('menuitemradio', { name: 'member' }).click();
    await page.getByRole('button', { name: 'You are member' }).waitFor();
    await message('Nothing yet.').waitFor({ state: 'detached' });
  });
});
