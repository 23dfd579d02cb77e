import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { isWhisper, messageIn, type Newsbot, startNewsbot } from '../support/newsbot.ts';

const titles = (message: PageMessage) => message.embeds.map(({ title }) => title);

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

describe('/news', () => {
  it('completes topics', async () => {
    expect(await discord.autocomplete('news', 'topic', { topic: 'goo' })).toEqual([
      { name: 'Google AI (7)', value: 'Google AI' },
    ]);
  });

  it('shows the hottest stories of a topic, only to whoever asked', async () => {
    const message = messageIn(await discord.command('news', { topic: 'google ai' }));
    expect(message.content).toBe('**Google AI** · hottest first — 7 stories, page 1 of 2');
    expect(titles(message)).toEqual(['Story 0', 'Story 1', 'Story 2', 'Story 3', 'Story 4']);
    expect(isWhisper(message)).toBe(true);
  });

  it('shows them to everyone when asked to', async () => {
    const message = messageIn(await discord.command('news', { topic: 'AI', share: true }));
    expect(isWhisper(message)).toBe(false);
  });

  it('turns its pages even after a restart of the bot', async () => {
    const first = messageIn(await discord.command('news', { topic: 'AI', share: true }));
    await bot.restart();
    const second = messageIn(await discord.press(first, 'Next ▶'));
    expect(second.id).toBe(first.id);
    expect(titles(second)).toEqual(['Story 5', 'Story 6']);
    expect(titles(messageIn(await discord.press(second, '◀ Previous')))).toEqual(titles(first));
  });

  it('shows the last page when the next one is gone', async () => {
    const first = messageIn(await discord.command('news', {}));
    const second = messageIn(await discord.press(first, 'Next ▶'));
    desk.articles = desk.articles.slice(0, 6);
    const last = messageIn(await discord.press(second, 'Next ▶'));
    expect(last.content).toContain('6 stories, page 2 of 2');
    expect(titles(last)).toEqual(['Story 5']);
  });

  it('says so when a list’s topic is gone, and leaves the list', async () => {
    const first = messageIn(await discord.command('news', { topic: 'AI' }));
    desk.articles = desk.articles.slice(7);
    const answer = messageIn(await discord.press(first, 'Next ▶'));
    expect(answer.id).not.toBe(first.id);
    expect(answer.content).toMatch(/^This list is out of date\. Ask again with <\/news:\d+>\.$/);
  });

  it('helps when nothing is found', async () => {
    const { content, embeds } = messageIn(await discord.command('news', { topic: 'Robotic' }));
    expect(content).toContain('Did you mean **Robotics**?');
    expect(embeds).toEqual([]);
  });

  it('does not offer the topic that was asked for', async () => {
    const { content } = messageIn(await discord.command('news', { topic: 'robotics', provider: 'nowhere.example' }));
    expect(content).toMatch(/^Nothing found: \*\*Robotics\*\* · from nowhere\.example\.\n/);
    expect(content).not.toContain('Did you mean');
  });

  it.each([{}, { topic: 'AI', type: 'video' }])('says that there is nothing yet: %j', async (options) => {
    desk.articles = [];
    expect(messageIn(await discord.command('news', options)).content).toBe('There are no published stories yet.');
  });
});
