import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { messageIn, type Newsbot, startNewsbot } from '../support/newsbot.ts';

let bot: Newsbot;
let discord: Newsbot['discord'];

beforeEach(async () => {
  bot = await startNewsbot();
  ({ discord } = bot);
});
afterEach(async () => {
  expect(await bot.stop()).toEqual([]);
});

describe('/topics', () => {
  it('lists topics with their counts', async () => {
    const message = messageIn(await discord.command('topics'));
    expect(message.embeds[0]?.description).toMatch(/^\*\*Google AI\*\* · 7 stories\n\*\*AI\*\* · 7 stories\n/);
  });
});
