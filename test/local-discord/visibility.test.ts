import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenToPage } from '../support/event-stream.ts';
import { openSocket, type Socket } from '../support/gateway-socket.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

const everything = (1 << 0) | (1 << 9);
const viewChannel = String(1 << 10);
const ephemeral = 1 << 6;

let discord: LocalDiscordHarness;
let bot: Socket;

beforeEach(async () => {
  discord = await startLocalDiscord();
  bot = openSocket(discord);
  await bot.identify({ intents: everything });
  await bot.hears('READY');
  await rest('PUT', `applications/${discord.botId}/commands`, [{ name: 'news', description: 'News' }]);
});
afterEach(() => discord.close());

const news = (): string => discord.channels['news'] ?? '';
const hideNewsFrom = (id: string): void =>
  discord.control.setOverwrite(news(), { id, type: 1, allow: '0', deny: viewChannel });

async function rest(method: string, path: string, body: object): Promise<void> {
  const response = await fetch(`${discord.apiUrl}/v10/${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(await response.text());
}

const say = (content: string, channel = 'general'): Promise<void> =>
  rest('POST', `channels/${discord.channels[channel]}/messages`, { content });

/** A person uses the command in #news, and the bot answers. */
async function answer(data: object, as = discord.memberId): Promise<void> {
  const seen = discord.command('news', {}, { as, channelId: news() });
  const { d } = await bot.hears('INTERACTION_CREATE');
  const { id, token } = d as { id: string; token: string };
  await rest('POST', `interactions/${id}/${token}/callback`, { type: 4, data });
  expect(await seen).toMatchObject({ result: 'answered' });
}

/** The texts of the messages that the bot has heard of, when it has heard of all. */
async function botHeard(): Promise<unknown[]> {
  await say('the last');
  await bot.hears('MESSAGE_CREATE');
  return bot.heard.filter(({ t }) => t?.startsWith('MESSAGE')).map(({ d }) => Reflect.get(Object(d), 'content'));
}

it.each(['0', '00'])('a command for nobody in particular (%s) is for administrators alone', async (nobody) => {
  const hidden = { name: 'hidden', description: 'Hidden', default_member_permissions: nobody };
  await rest('POST', `applications/${discord.botId}/commands`, hidden);
  const names = async (as: string) => (await discord.state(as)).guilds[0]?.commands.map(({ name }) => name);
  expect(await names(discord.memberId)).toEqual(['news']);
  expect(await names(discord.ownerId)).toEqual(['news', 'hidden']);
});

describe('the bot', () => {
  it('hears of no message in a channel that it cannot see', async () => {
    hideNewsFrom(discord.botId);
    await answer({ content: 'an answer' });
    expect(await botHeard()).toEqual(['the last']);
  });

  it('hears of no message that is for one person alone', async () => {
    await answer({ content: 'psst', flags: ephemeral });
    expect(await botHeard()).toEqual(['the last']);
  });
});

describe('a person', () => {
  /** What a person's page is told of messages while `happening`. */
  async function told(viewer: string, happening: () => Promise<void>): Promise<unknown[]> {
    const page = await listenToPage(discord, viewer);
    await happening();
    await say('the last');
    await page.hears(({ t, d }) => t === 'MESSAGE_CREATE' && d.content === 'the last');
    await page.close();
    return page.events.flatMap(({ t, d }) => (t === 'MESSAGE_CREATE' ? [d.content] : []));
  }

  it('is told of an answer for one person only if it is them', async () => {
    const whisper = () => answer({ content: 'psst', flags: ephemeral });
    expect(await told(discord.ownerId, whisper)).toEqual(['the last']);
    expect((await discord.messages(news(), discord.ownerId)).map(({ content }) => content)).toEqual([]);
    expect((await discord.messages(news(), discord.memberId)).map(({ content }) => content)).toEqual(['psst']);
  });

  it('cannot reply to an answer for one person only', async () => {
    await answer({ content: 'psst', flags: ephemeral });
    const [whisper] = await discord.messages(news(), discord.memberId);
    for (const viewer of [discord.ownerId, discord.memberId]) {
      const body = JSON.stringify({ viewer, channel_id: news(), content: 'What?', reply_to: whisper?.id });
      const headers = { 'content-type': 'application/json' };
      const replied = await fetch(`${discord.url}/local/messages`, { method: 'POST', headers, body });
      expect(await replied.json()).toEqual({ result: 'failed', reason: 'The message that you reply to is gone.' });
    }
  });

  it('is told of their own', async () => {
    expect(await told(discord.memberId, () => answer({ content: 'psst', flags: ephemeral }))).toEqual([
      'psst',
      'the last',
    ]);
  });

  describe('who may not see a channel', () => {
    beforeEach(() => hideNewsFrom(discord.memberId));

    it('is told of no message in it', async () => {
      expect(await told(discord.memberId, () => say('hidden', 'news'))).toEqual(['the last']);
      expect(await told(discord.ownerId, () => say('hidden', 'news'))).toEqual(['hidden', 'the last']);
    });

    it('does not find it', async () => {
      const names = async (as: string) => (await discord.state(as)).guilds[0]?.channels.map(({ name }) => name);
      expect(await names(discord.memberId)).not.toContain('news');
      expect(await names(discord.ownerId)).toContain('news');
      await expect(discord.messages(news(), discord.memberId)).rejects.toThrow(/404/);
    });

    it('cannot use a command in it', async () => {
      const seen = await discord.command('news', {}, { as: discord.memberId, channelId: news() });
      expect(seen).toEqual({ result: 'failed', reason: 'There is no such channel.' });
    });
  });
});
