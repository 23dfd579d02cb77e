import { ApplicationCommandOptionType, type RESTPostAPIApplicationCommandsJSONBody } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AskedBot, startAskedBot } from '../../support/asked-bot.ts';
import { feedAndNews } from '../../support/feed-and-news.ts';

let bot: AskedBot;
let discord: AskedBot['discord'];

const commands: RESTPostAPIApplicationCommandsJSONBody[] = [
  ...feedAndNews,
  {
    name: 'show',
    description: 'Shows a file',
    options: [{ type: ApplicationCommandOptionType.Attachment, name: 'file', description: 'Which' }],
  },
];

beforeAll(async () => {
  bot = await startAskedBot(commands);
  ({ discord } = bot);
});
afterAll(() => bot.stop());

const news = (): string => discord.channels['news'] ?? '';

describe('a person cannot send what Discord would not let them send', () => {
  it.each([
    ['an option that is missing', 'feed add', {}, /channel: This option is required/],
    ['an option that is unknown', 'news', { colour: 'red' }, /colour: There is no such option/],
    ['a text for a number', 'feed add', { channel: 'news', heat: 'hot' }, /heat: A number is wanted/],
    ['a number that is too small', 'feed add', { channel: 'news', heat: -1 }, /heat: At least 0 is wanted/],
    ['a fraction for a whole number', 'feed add', { channel: 'news', heat: 0.5 }, /heat: A whole number/],
    ['a channel that does not exist', 'feed add', { channel: '1' }, /channel: There is no such thing/],
    ['something that is not among the choices', 'news', { type: 'w' }, /type: This is not one of the choices/],
    ['a channel of the wrong kind', 'feed add', { channel: 'Newsroom' }, /channel: This kind of channel/],
    ['a group by itself', 'feed', {}, /Choose one of the subcommands/],
    ['a command that does not exist', 'weather', {}, /no such command/],
    ['a file', 'show', { file: '1' }, /file: Files cannot be given here/],
  ])('%s', async (_what, name, given, reason) => {
    const named = 'channel' in given ? discord.channels[given.channel] : undefined;
    const options = named === undefined ? given : { ...given, channel: named };
    expect(await discord.command(name, options)).toMatchObject({
      result: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('a command that asks for rights they lack', async () => {
    const refused = await discord.command('feed add', { channel: news() }, { as: discord.memberId });
    expect(refused).toMatchObject({ result: 'failed', reason: expect.stringMatching(/permission/) });
    const names = async (as: string) => (await discord.state(as)).guilds[0]?.commands.map(({ name }) => name);
    expect(await names(discord.memberId)).not.toContain('feed');
    expect(await names(discord.ownerId)).toContain('feed');
  });
});
