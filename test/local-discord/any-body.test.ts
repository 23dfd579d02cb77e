import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let discord: LocalDiscordHarness;
let message: string;

beforeAll(async () => {
  discord = await startLocalDiscord();
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

const keys = [
  ...['content', 'embeds', 'components', 'flags', 'nonce', 'enforce_nonce', 'allowed_mentions', 'parse', 'users'],
  ...['title', 'url', 'color', 'timestamp', 'author', 'image', 'fields', 'name', 'value', 'footer', 'text'],
  ...['type', 'style', 'label', 'custom_id', 'options', 'accessory', 'emoji', 'min_values', 'data', 'choices'],
  ...['description', 'default_member_permissions', 'attachments', 'id', '__proto__', 'constructor', 'toString'],
];
/** JSON that looks like a body, as deep as a body goes, with values that do not belong there. */
const anyBody = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(
      null,
      true,
      '',
      'x',
      0,
      1,
      2,
      3,
      1.5,
      -1,
      2 ** 60,
      '32',
      'https://a.example',
      '1'.repeat(30),
    ),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 6 }),
  ),
})).value;

it.each<[string, string, () => string]>([
  ['a message', 'POST', () => `channels/${news()}/messages`],
  ['an edit', 'PATCH', () => `channels/${news()}/messages/${message}`],
  ['commands', 'PUT', () => `applications/${discord.botId}/commands`],
  ['a command', 'POST', () => `applications/${discord.botId}/commands`],
])('%s of any shape is answered, and never with a failure of the server', async (_what, method, path) => {
  await fc.assert(
    fc.asyncProperty(anyBody, async (body) => {
      const response = await send(method, path(), method === 'PUT' ? [body] : body);
      const answer = await response.json();
      expect(response.status).toBeLessThan(500);
      if (!response.ok) expect(answer).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
    }),
    { numRuns: 150 },
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
