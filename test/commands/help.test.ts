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

describe('/help', () => {
  it('names the commands so that they can be clicked', async () => {
    const { embeds } = messageIn(await discord.command('help'));
    expect(embeds[0]?.description).toMatch(/<\/news:\d+>[\s\S]*<\/feed add:\d+>/);
  });
});
