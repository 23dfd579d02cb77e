import { Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderCard } from '../../src/discord/cards.ts';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { anArticle } from '../support/builders.ts';
import { everyComponent } from '../support/components.ts';
import { isWhisper, longId, messageIn, type Newsbot, startNewsbot } from '../support/newsbot.ts';

const menuOf = (message: PageMessage) => everyComponent(message).find(({ type }) => type === 3)?.custom_id ?? '';

let bot: Newsbot;
let discord: Newsbot['discord'];
let desk: Newsbot['desk'];

beforeEach(async () => {
  bot = await startNewsbot();
  ({ discord, desk } = bot);
});
afterEach(async () => {
  expect(await bot.stop()).toEqual([]);
});

describe('/saved', () => {
  it('keeps a story from a list, once, and takes it off again', async () => {
    const list = messageIn(await discord.command('news', {}));
    expect(messageIn(await discord.choose(list, menuOf(list), ['news/1'])).content).toMatch(
      /^Saved \*\*Story 1\*\*\. /,
    );
    expect(messageIn(await discord.choose(list, menuOf(list), ['news/1'])).content).toMatch(
      /^\*\*Story 1\*\* is on your list already/,
    );
    const saved = messageIn(await discord.command('saved list'));
    expect(saved.embeds[0]?.description).toContain('[Story 1](https://daily.example/news/1)');
    expect(isWhisper(saved)).toBe(true);

    const [choice] = await discord.autocomplete('saved remove', 'story', { story: 'stor' });
    expect(messageIn(await discord.command('saved remove', { story: choice?.value ?? '' })).content).toBe(
      'Removed **Story 1** from your list.\nYour list is empty.',
    );
    expect(messageIn(await discord.command('saved list')).content).toMatch(/^Your list is empty\./);
  });

  it('keeps a story whose id is too long for a menu', async () => {
    const list = messageIn(await discord.command('news', { topic: 'AI' }));
    const option = everyComponent(list)
      .flatMap(({ options = [] }) => options)
      .find(({ label }) => label === 'Story 3');
    await discord.choose(list, menuOf(list), [option?.value ?? '']);
    expect((await desk.saved(discord.ownerId, { offset: 0, limit: 1 })).items[0]?.articleId).toBe(longId);
  });

  it('keeps a story from its card, for whoever presses', async () => {
    const article = anArticle({ id: 'news/1' });
    desk.cards.set('card-1', 'news/1');
    const channelId = discord.channels['news'] ?? '';
    for (const cardId of ['card-1', 'card-2'])
      await bot.connection().rest.post(Routes.channelMessages(channelId), {
        body: renderCard({ article, coverage: [] }, { cardId }),
      });
    const [known, unknown] = await discord.waitForMessages(channelId, 2);
    if (known === undefined || unknown === undefined) throw new Error('Both cards are posted.');

    const answer = messageIn(await discord.press(known, 'Save', { as: discord.memberId }));
    expect(answer.content).toMatch(/^Saved \*\*Story 1\*\*\. /);
    expect(isWhisper(answer)).toBe(true);
    expect(await desk.saved(discord.memberId, { offset: 0, limit: 9 })).toMatchObject({ total: 1 });
    expect(await desk.saved(discord.ownerId, { offset: 0, limit: 9 })).toMatchObject({ total: 0 });
    expect(messageIn(await discord.press(unknown, 'Save')).content).toContain('no longer known');
  });

  it('knows when a story to remove is not on the list', async () => {
    expect(messageIn(await discord.command('saved remove', { story: '@everyone' })).content).toContain(
      'not on your list',
    );
  });
});
