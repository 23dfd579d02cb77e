import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let discord: LocalDiscordHarness;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
});
afterAll(() => discord.close());

const templates = [
  'channels/:id',
  'channels/:id/messages',
  'channels/:id/messages/:id',
  'channels/:id/messages/:id/crosspost',
  'channels/:id/messages/:id/threads',
  'channels/:id/messages/:id/reactions',
  'channels/:id/messages/:id/reactions/:id',
  'channels/:id/messages/:id/reactions/:id/:id',
  'channels/:id/messages/pins',
  'channels/:id/messages/pins/:id',
  'channels/:id/permissions/:id',
  'channels/:id/thread-members/:id',
  'channels/:id/threads/archived/public',
  'channels/:id/webhooks',
  'guilds/:id',
  'guilds/:id/channels',
  'guilds/:id/members/:id',
  'guilds/:id/threads/active',
  'guilds/:id/webhooks',
  'users/:id',
  'users/@me/guilds',
  'webhooks/:id',
  'webhooks/:id/:id',
  'webhooks/:id/:id/messages/:id',
];
const queries = ['limit', 'before', 'after', 'around', 'thread_id', 'wait', 'with_member'];

/** What may stand for an id: some are real. */
const anyId = fc.oneof(
  fc.constantFrom('@me', '@original', '0', '-1', '1e5', '9'.repeat(19), '9'.repeat(40), '__proto__', 'constructor'),
  fc.constantFrom('channel', 'forum', 'guild', 'bot', 'member').map((name) => `{${name}}`),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((text) => encodeURIComponent(text)),
  fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String),
);

it('a request to any address is answered, and never with a failure of the server', async () => {
  const real = new Map([
    ['{channel}', discord.channels['news']],
    ['{forum}', discord.channels['stories']],
    ['{guild}', discord.guildId],
    ['{bot}', discord.botId],
    ['{member}', discord.memberId],
  ]);
  const headers = { authorization: `Bot ${discord.token}` };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...templates),
      fc.array(anyId, { minLength: 4, maxLength: 4 }),
      fc.constantFrom('GET', 'GET', 'PUT', 'DELETE', 'POST', 'PATCH'),
      fc.dictionary(fc.constantFrom(...queries), anyId),
      async (template, ids, method, query) => {
        const [first, ...more] = ids.map((id) => real.get(id) ?? id);
        const path = more.reduce((sofar, id) => sofar.replace(':id', id), template.replace(':id', first ?? ''));
        const search = Object.entries(query).map(([name, value]) => `${name}=${real.get(value) ?? value}`);
        const response = await fetch(`${discord.apiUrl}/v10/${path}?${search.join('&')}`, { method, headers });
        await response.arrayBuffer();
        expect(response.status).toBeLessThan(500);
      },
    ),
    { numRuns: 500 },
  );
  expect(discord.failures).toEqual([]);
});
