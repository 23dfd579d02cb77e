import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

describe('rights that the bot lacks are refused', () => {
  let message: string;
  beforeEach(async () => {
    await discord.setPermissions(discord.channels['ai'] ?? '', {});
    message = (await calls.call('POST', `${calls.channel('ai')}/messages`, { content: 'x', embeds: [{ title: 't' }] }))
      .body.id;
  });

  it.each([
    ['posting without SendMessages', 'SendMessages', 'POST', '/messages', { content: 'x' }, 403, 50013],
    ['an embed without EmbedLinks', 'EmbedLinks', 'POST', '/messages', { embeds: [{ title: 'x' }] }, 403, 50013],
    ['a channel without ViewChannel', 'ViewChannel', 'GET', '', undefined, 403, 50001],
    ['posting without ViewChannel', 'ViewChannel', 'POST', '/messages', { content: 'x' }, 403, 50001],
    ['a message without ReadMessageHistory', 'ReadMessageHistory', 'GET', '/messages/MESSAGE', undefined, 403, 50013],
  ] as const)('%s', async (_what, right, method, path, body, status, code) => {
    await discord.setPermissions(discord.channels['ai'] ?? '', { deny: [right] });
    const answer = await calls.call(method, calls.channel('ai') + path.replace('MESSAGE', message), body);
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('a channel reads as empty without ReadMessageHistory', async () => {
    await discord.setPermissions(discord.channels['ai'] ?? '', { deny: ['ReadMessageHistory'] });
    expect((await calls.call('GET', `${calls.channel('ai')}/messages`)).body).toEqual([]);
  });

  it('an edit loses its embeds without EmbedLinks, and says nothing', async () => {
    await discord.setPermissions(discord.channels['ai'] ?? '', { deny: ['EmbedLinks'] });
    const answer = await calls.call('PATCH', `${calls.channel('ai')}/messages/${message}`, {
      embeds: [{ title: 'new' }],
    });
    expect(answer).toMatchObject({ status: 200, body: { content: 'x', embeds: [] } });
  });
});
