import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { everything } from '../../src/news/feed.ts';
import { messageIn, type Newsbot, startNewsbot } from '../support/newsbot.ts';
import { until } from '../support/until.ts';

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

describe('/feed', () => {
  const inNews = () => ({ channel: discord.channels['news'] ?? '' });

  it('opens a feed and says what is posted', async () => {
    const { content } = messageIn(
      await discord.command('feed add', { ...inNews(), topics: 'ai, Robotic', 'min-heat': 50, 'catch-up': 2 }),
    );
    expect(content.split('\n')).toEqual([
      `<#${discord.channels['news']}> has a feed now: any of the topics AI, Robotic · heat 50 or more.`,
      '2 stories are on the way.',
      '10 older stories will not be posted.',
      '⚠️ No story has the topic **Robotic** yet. Did you mean **Robotics**?',
    ]);
    expect(await desk.feeds()).toMatchObject([
      { guildId: discord.guildId, rules: { topics: { any: ['AI', 'Robotic'] } } },
    ]);
  });

  it('completes the last of several topics', async () => {
    expect(await discord.autocomplete('feed add', 'topics', { topics: 'AI, rob' })).toEqual([
      { name: 'AI, Robotics', value: 'AI, Robotics' },
    ]);
  });

  it('is for this channel when none is named, shows in the list, and goes', async () => {
    const general = discord.channels['general'];
    await discord.command('feed add');
    expect(messageIn(await discord.command('feed add')).content).toContain(`<#${general}> has just this feed already`);
    const list = messageIn(await discord.command('feed list'));
    expect(list.embeds[0]?.description).toBe(`<#${general}>\nall topics · heat 60 or more`);
    expect(messageIn(await discord.command('feed remove')).content).toContain('has no feed any more');
    expect(messageIn(await discord.command('feed remove')).content).toContain('nothing to remove');
    expect(messageIn(await discord.command('feed list')).content).toContain('No channel of this server has a feed yet');
  });

  it('shows in the list what the bot lacks in a channel, before any story was tried', async () => {
    const general = discord.channels['general'] ?? '';
    await discord.command('feed add');
    await discord.setPermissions(general, { deny: ['EmbedLinks'] });
    const shown = await until('the list shows it', async () => {
      const { embeds } = messageIn(await discord.command('feed list'));
      return embeds[0]?.description?.includes('⚠️') && embeds[0].description;
    });
    expect(shown).toMatch(
      /^<#\d+>\nall topics · heat 60 or more\n⚠️ \*\*Takes no stories:\*\* The bot lacks the permission Embed Links/,
    );
  });

  it('gives a channel’s feed other rules when it is added again', async () => {
    await discord.command('feed add', { ...inNews(), topics: 'AI' });
    const { content } = messageIn(await discord.command('feed add', { ...inNews(), topics: 'robotics' }));
    expect(content).toBe(
      `The feed of <#${discord.channels['news']}> has other rules now: the topic Robotics · heat 60 or more.`,
    );
    expect(await desk.feeds()).toMatchObject([{ rules: { topics: { any: ['Robotics'] } } }]);
  });

  it('opens no feed that both wants and excludes a topic', async () => {
    const { content } = messageIn(
      await discord.command('feed add', { ...inNews(), topics: 'AI, Robotics', 'without-topics': 'robotics' }),
    );
    expect(content).toContain('cannot both want and exclude **Robotics**.');
    expect(await desk.feeds()).toEqual([]);
  });

  it('does not show another server’s feeds', async () => {
    await desk.openFeed({
      channelId: '999999999999999999',
      rules: everything,
      catchUp: 0,
    });
    expect(messageIn(await discord.command('feed list')).content).toContain('No channel');
  });

  it('names the rights that the bot lacks in the channel, and opens nothing', async () => {
    await discord.setPermissions(inNews().channel, { deny: ['EmbedLinks', 'ReadMessageHistory'] });
    const { content } = messageIn(await discord.command('feed add', inNews()));
    expect(content).toContain('**Embed Links**, **Read Message History**');
    expect(await desk.feeds()).toEqual([]);
  });

  it.each(['feed add', 'feed list', 'feed remove'])('refuses %s to who may not manage the server', async (command) => {
    const { content } = messageIn(await discord.command(command, {}, { as: discord.memberId }));
    expect(content).toContain('**Manage Server**');
    expect(await desk.feeds()).toEqual([]);
  });
});
