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

const open = (recipient_id: string) => calls.call('POST', '/users/@me/channels', { recipient_id });

it('is one with each person, without anything of a guild', async () => {
  const { body: channel } = await open(discord.memberId);
  expect(channel).toMatchObject({ type: 1, recipients: [{ id: discord.memberId }] });
  expect((await open(discord.memberId)).body.id).toBe(channel.id);
  const path = `/channels/${channel.id}`;
  const { body } = await calls.call('POST', `${path}/messages`, { content: 'Hello', embeds: [{ title: 't' }] });
  expect(body).toMatchObject({ channel_id: channel.id, embeds: [{ title: 't' }] });
  const reply = await calls.call('POST', `${path}/messages`, {
    content: 'x',
    message_reference: { message_id: body.id },
  });
  expect(reply.body['message_reference']).not.toHaveProperty('guild_id');
  expect(await discord.messages(channel.id, discord.memberId)).toHaveLength(2);

  expect((await calls.call('POST', `${path}/webhooks`, { name: 'Wire' })).body).toMatchObject({ code: 50003 });
  const bulk = await calls.call('POST', `${path}/messages/bulk-delete`, { messages: [body.id, reply.body.id] });
  expect(bulk.body).toMatchObject({ code: 50003 });
  await calls.call('DELETE', path);
  expect((await open(discord.memberId)).body.id).toBe(channel.id);
});

it('is refused with what is no person, and silent with who shares no guild', async () => {
  expect((await open(discord.botId)).body).toMatchObject({ code: 50033 });
  expect((await open('1234567890123456789')).body).toMatchObject({ code: 50033 });
  const { body: channel } = await open(discord.memberId);
  const guilds = (await calls.call('GET', '/users/@me/guilds')).body as unknown as { id: string }[];
  for (const { id } of guilds) discord.control.removeBot(id);
  const alone = await calls.call('POST', `/channels/${channel.id}/messages`, { content: 'x' });
  expect(alone).toMatchObject({ status: 403, body: { code: 50278 } });
});
