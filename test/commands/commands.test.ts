import { Routes } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, systemRandom } from '../../src/clock.ts';
import { renderCard } from '../../src/discord/cards.ts';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createDispatcher } from '../../src/discord/dispatch.ts';
import { loadCommands } from '../../src/discord/load-commands.ts';
import { registerCommands } from '../../src/discord/registration.ts';
import type { PageMessage } from '../../src/local-discord/page/contract.ts';
import { anArticle } from '../support/builders.ts';
import { createFakeDesk, type FakeDesk } from '../support/fake-desk.ts';
import { type LocalDiscordHarness, type Seen, startLocalDiscord } from '../support/local-discord.ts';
import { createTestLog } from '../support/log.ts';

const ephemeral = 64;
const commands = await loadCommands(new URL('../../commands/', import.meta.url));
const longId = `news/${'x'.repeat(120)}`;

let discord: LocalDiscordHarness;
let desk: FakeDesk;
let log: ReturnType<typeof createTestLog>;
let connection: DiscordConnection;

/** The bot as it is put together for real, but for the desk, and with commands that Discord shows to everyone. */
async function startBot(): Promise<void> {
  const context = { desk, clock: systemClock, commands: [] as { id: string; name: string; description: string }[] };
  const dispatcher = createDispatcher({ commands, context, log, clock: systemClock });
  connection = createDiscordConnection({
    token: discord.token,
    apiUrl: discord.apiUrl,
    log,
    clock: systemClock,
    random: systemRandom,
    onInteraction: (interaction) => void dispatcher.handle(interaction),
    onFatal: (error) => log.error({ error }, 'fatal'),
  });
  await connection.start(new AbortController().signal);
  context.commands.push(
    ...(await registerCommands({
      rest: connection.rest,
      applicationId: connection.applicationId() ?? '',
      // Whoever may use a command is Discord's first check; these tests are about the bot's own.
      commands: commands.map((command) => ({
        ...command,
        definition: { ...command.definition, default_member_permissions: null },
      })),
      remembered: { get: async () => undefined, set: async () => undefined },
      log,
    })),
  );
}

function messageIn(seen: Seen): PageMessage {
  if (seen.result !== 'answered' || seen.message === undefined) throw new Error(JSON.stringify(seen));
  return seen.message;
}

const titles = (message: PageMessage) => message.embeds.map(({ title }) => title);
const menuOf = (message: PageMessage) => message.components[0]?.components[0]?.custom_id ?? '';

beforeEach(async () => {
  discord = await startLocalDiscord();
  log = createTestLog();
  desk = createFakeDesk(
    Array.from({ length: 12 }, (_, index) =>
      anArticle({
        id: index === 3 ? longId : `news/${index}`,
        title: `Story ${index}`,
        heat: 100 - index,
        topics: index < 7 ? ['Google AI', 'AI'] : ['Robotics'],
      }),
    ),
  );
  await startBot();
});
afterEach(async () => {
  await connection.stop();
  await discord.close();
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('/news', () => {
  it('completes topics', async () => {
    expect(await discord.autocomplete('news', 'topic', { topic: 'goo' })).toEqual([
      { name: 'Google AI (7)', value: 'Google AI' },
    ]);
  });

  it('shows the hottest stories of a topic, only to whoever asked', async () => {
    const message = messageIn(await discord.command('news', { topic: 'google ai' }));
    expect(message.content).toBe('**google ai** · hottest first — 7 stories, page 1 of 2');
    expect(titles(message)).toEqual(['Story 0', 'Story 1', 'Story 2', 'Story 3', 'Story 4']);
    expect(message.flags & ephemeral).toBe(ephemeral);
  });

  it('shows them to everyone when asked to', async () => {
    const message = messageIn(await discord.command('news', { topic: 'AI', share: true }));
    expect(message.flags & ephemeral).toBe(0);
  });

  it('turns its pages even after a restart of the bot', async () => {
    const first = messageIn(await discord.command('news', { topic: 'AI', share: true }));
    await connection.stop();
    await startBot();
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
});

describe('/topics', () => {
  it('lists topics with their counts', async () => {
    const message = messageIn(await discord.command('topics'));
    expect(message.embeds[0]?.description).toMatch(/^\*\*Google AI\*\* · 7 stories\n\*\*AI\*\* · 7 stories\n/);
  });
});

describe('/saved', () => {
  it('keeps a story from a list, once, and takes it off again', async () => {
    const list = messageIn(await discord.command('news', {}));
    expect(messageIn(await discord.choose(list, menuOf(list), ['news/1'])).content).toMatch(/^Saved\. /);
    expect(messageIn(await discord.choose(list, menuOf(list), ['news/1'])).content).toMatch(/^You had saved this/);
    const saved = messageIn(await discord.command('saved list'));
    expect(saved.embeds[0]?.description).toContain('[Story 1](https://daily.example/news/1)');
    expect(saved.flags & ephemeral).toBe(ephemeral);

    const [choice] = await discord.autocomplete('saved remove', 'story', { story: 'stor' });
    expect(messageIn(await discord.command('saved remove', { story: choice?.value ?? '' })).content).toBe(
      'Removed **Story 1** from your list.',
    );
    expect(messageIn(await discord.command('saved list')).embeds).toEqual([]);
  });

  it('keeps a story whose id is too long for a menu', async () => {
    const list = messageIn(await discord.command('news', { topic: 'AI' }));
    const option = list.components[0]?.components[0]?.options?.find(({ label }) => label === 'Story 3');
    await discord.choose(list, menuOf(list), [option?.value ?? '']);
    expect((await desk.saved(discord.ownerId, { offset: 0, limit: 1 })).items[0]?.articleId).toBe(longId);
  });

  it('keeps a story from its card, for whoever presses', async () => {
    const article = anArticle({ id: 'news/1' });
    desk.cards.set('card-1', 'news/1');
    const channelId = discord.channels['news'] ?? '';
    for (const cardId of ['card-1', 'card-2'])
      await connection.rest.post(Routes.channelMessages(channelId), {
        body: renderCard({ article, coverage: [] }, { cardId }),
      });
    const [known, unknown] = await discord.waitForMessages(channelId, 2);
    if (known === undefined || unknown === undefined) throw new Error('Both cards are posted.');

    const answer = messageIn(await discord.press(known, 'Save', { as: discord.memberId }));
    expect(answer.content).toMatch(/^Saved\. /);
    expect(answer.flags & ephemeral).toBe(ephemeral);
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

describe('/feed', () => {
  const inNews = () => ({ channel: discord.channels['news'] ?? '' });

  it('opens a feed and says what is posted', async () => {
    const { content } = messageIn(
      await discord.command('feed add', { ...inNews(), topics: 'ai, Robotic', 'min-heat': 50, 'catch-up': 2 }),
    );
    expect(content.split('\n')).toEqual([
      `<#${discord.channels['news']}> has a feed now: any of ai, Robotic · heat 50 or more.`,
      '2 stories are on the way.',
      '10 other stories count as from before and will not be posted.',
      '⚠️ No story has the topic **Robotic** yet. Did you mean **Robotics**?',
    ]);
    expect(await desk.feeds()).toMatchObject([
      { guildId: discord.guildId, rules: { topics: { any: ['ai', 'Robotic'] } } },
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
    expect(messageIn(await discord.command('feed add')).content).toContain(`<#${general}> has a feed already`);
    const list = messageIn(await discord.command('feed list'));
    expect(list.embeds[0]?.description).toBe(`<#${general}>\nheat 60 or more`);
    expect(messageIn(await discord.command('feed remove')).content).toContain('has no feed any more');
    expect(messageIn(await discord.command('feed remove')).content).toContain('nothing to remove');
    expect(messageIn(await discord.command('feed list')).content).toContain('No channel of this server has a feed yet');
  });

  it('does not show another server’s feeds', async () => {
    await desk.openFeed({
      channelId: '999999999999999999',
      rules: { topics: { any: [], all: [], none: [] }, providers: [], types: [], minHeat: 0 },
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

describe('/help', () => {
  it('names the commands so that they can be clicked', async () => {
    const { embeds } = messageIn(await discord.command('help'));
    expect(embeds[0]?.description).toMatch(/<\/news:\d+>[\s\S]*<\/feed add:\d+>/);
  });
});
