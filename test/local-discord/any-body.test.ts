import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anyBody } from '../support/any-body.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let discord: LocalDiscordHarness;
let message: string;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  for (const channelId of Object.values(discord.channels))
    await discord.setPermissions(channelId, {
      allow: ['ManageChannels', 'ManageRoles', 'ManageWebhooks', 'ManageMessages', 'CreatePublicThreads'],
    });
  const posted = await (await send('POST', `channels/${news()}/messages`, { content: 'x' })).json();
  message = String(Reflect.get(Object(posted), 'id'));
});
afterAll(() => discord.close());

const news = (): string => discord.channels['news'] ?? '';
const send = (method: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${discord.apiUrl}/v10/${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body) ?? '',
  });

it.each<[string, string, () => string]>([
  ['a message', 'POST', () => `channels/${news()}/messages`],
  ['an edit', 'PATCH', () => `channels/${news()}/messages/${message}`],
  ['commands', 'PUT', () => `applications/${discord.botId}/commands`],
  ['a command', 'POST', () => `applications/${discord.botId}/commands`],
  ['a thread of a message', 'POST', () => `channels/${news()}/messages/${message}/threads`],
  ['a thread', 'POST', () => `channels/${news()}/threads`],
  ['messages to delete', 'POST', () => `channels/${news()}/messages/bulk-delete`],
  ['a channel', 'POST', () => `guilds/${discord.guildId}/channels`],
  ['a change of a channel', 'PATCH', () => `channels/${discord.channels['general']}`],
  ['rights', 'PUT', () => `channels/${discord.channels['ai']}/permissions/${discord.memberId}`],
  ['a conversation', 'POST', () => 'users/@me/channels'],
  ['a webhook', 'POST', () => `channels/${news()}/webhooks`],
])('%s of any shape is answered, and never with a failure of the server', async (_what, method, path) => {
  await fc.assert(
    fc.asyncProperty(anyBody, async (body) => {
      const response = await send(method, path(), path().endsWith('/commands') && method === 'PUT' ? [body] : body);
      const answer = await response.text();
      expect(response.status).toBeLessThan(500);
      if (!response.ok)
        expect(JSON.parse(answer)).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
    }),
    { numRuns: 100 },
  );
});

it('an interaction of any shape is answered to the person', async () => {
  await fc.assert(
    fc.asyncProperty(anyBody, fc.constantFrom(2, 3, 4), async (data, type) => {
      const response = await fetch(`${discord.url}/local/interactions`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ type, channel_id: news(), message_id: message, data }),
      });
      expect(await response.json()).toMatchObject({ result: 'failed', reason: expect.any(String) });
    }),
    { numRuns: 100 },
  );
});
