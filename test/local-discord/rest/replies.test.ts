import { afterAll, beforeAll, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off' });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

/** What a person writes on the page. */
async function written(content: string): Promise<string> {
  const body = JSON.stringify({ viewer: discord.memberId, channel_id: discord.channels['news'], content });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${discord.url}/local/messages`, { method: 'POST', headers, body });
  return ((await response.json()) as { id: string }).id;
}
const reply = (message_id: string, more: object = {}, reference: object = {}) =>
  calls.post({ content: 'Yes', message_reference: { message_id, ...reference }, ...more });

it('a reply brings along what it replies to, and tells its author unless it says otherwise', async () => {
  // Of what people write, a bot is shown what speaks to it.
  const asked = `<@${discord.botId}> Is it true?`;
  const question = await written(asked);
  const { body } = await reply(question);
  expect(body).toMatchObject({
    type: 19,
    message_reference: { message_id: question, channel_id: discord.channels['news'], guild_id: discord.guildId },
    referenced_message: { id: question, content: asked },
    mentions: [{ id: discord.memberId }],
  });
  expect((await reply(question, { allowed_mentions: { parse: [] } })).body).toMatchObject({ mentions: [] });
  const told = await reply(question, { allowed_mentions: { parse: [], replied_user: true } });
  expect(told.body).toMatchObject({ mentions: [{ id: discord.memberId }] });
  const seen = await discord.messages(discord.channels['news'] ?? '', discord.memberId);
  expect(seen.at(-1)).toMatchObject({ referenced_message: { content: asked } });
});

it('what was replied to may be gone later, but not before, unless the reply allows it', async () => {
  const { body: first } = await calls.post({ content: 'x' });
  const { body: second } = await reply(first.id);
  await calls.call('DELETE', `${calls.channel()}/messages/${first.id}`);
  const path = `${calls.channel()}/messages/${second.id}`;
  expect((await calls.call('GET', path)).body).toMatchObject({ type: 19, referenced_message: null });
  expect((await reply(first.id)).body).toMatchObject({ code: 50035, errors: { message_reference: {} } });
  const { body } = await reply(first.id, {}, { fail_if_not_exists: false });
  expect(body).toMatchObject({ type: 0 });
  expect(body).not.toHaveProperty('message_reference');
});

it('needs the right to read history, and a message of the same channel that someone has written', async () => {
  const { body: elsewhere } = await calls.call('POST', `${calls.channel('ai')}/messages`, { content: 'x' });
  expect((await reply(elsewhere.id)).body).toMatchObject({ code: 50035 });
  expect((await reply(elsewhere.id, {}, { channel_id: discord.channels['ai'] })).body).toMatchObject({ code: 50035 });
  const { body: here } = await calls.post({ content: 'x' });
  await discord.setPermissions(discord.channels['news'] ?? '', { deny: ['ReadMessageHistory'] });
  expect(await reply(here.id)).toMatchObject({ status: 400, body: { code: 160002 } });
  await discord.setPermissions(discord.channels['news'] ?? '', {});
});
