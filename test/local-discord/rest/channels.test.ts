import { PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { discordCalls } from '../../support/discord-calls.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

let discord: LocalDiscordHarness;
let calls: ReturnType<typeof discordCalls>;

beforeAll(async () => {
  discord = await startLocalDiscord({ rateLimits: 'off', limits: { channels: 8 } });
  calls = discordCalls(discord);
});
afterAll(() => discord.close());

const guild = (): string => `/guilds/${discord.guildId}`;

/** Gives the bot's own role these rights in the whole guild. */
async function allowEverywhere(...rights: (keyof typeof PermissionFlagsBits)[]): Promise<void> {
  const { body } = await calls.call('GET', `${guild()}/roles`);
  if (!Array.isArray(body)) throw new Error('Roles were expected.');
  const own = body.find(({ tags }) => tags?.bot_id === discord.botId);
  const bits = rights.reduce((sum, right) => sum | PermissionFlagsBits[right], 0n);
  discord.control.setRolePermissions(own.id, BigInt(own.permissions) | bits);
}

describe('a channel', () => {
  it('is made, changed and deleted by who may manage channels, and by nobody else', async () => {
    const make = (body: object) => calls.call('POST', `${guild()}/channels`, body);
    expect(await make({ name: 'new' })).toMatchObject({ status: 403, body: { code: 50013 } });

    await allowEverywhere('ManageChannels');
    const parent_id = discord.channels['Newsroom'];
    const made = await make({ name: 'Breaking News', topic: 'Now', parent_id });
    expect(made).toMatchObject({ status: 201, body: { name: 'breaking-news', topic: 'Now', parent_id, type: 0 } });
    const path = `/channels/${made.body.id}`;
    expect((await calls.call('PATCH', path, { topic: null, nsfw: true })).body).toMatchObject({
      name: 'breaking-news',
      topic: null,
      nsfw: true,
    });
    expect((await calls.call('PATCH', path, { type: 15 })).body).toMatchObject({ code: 50035 });
    expect((await calls.call('PATCH', path, { parent_id: discord.channels['news'] })).body).toMatchObject({
      code: 50035,
      errors: { parent_id: {} },
    });
    expect((await make({ name: 'one-more' })).body).toMatchObject({ name: 'one-more' });
    expect((await make({ name: 'one-too-many' })).body).toMatchObject({ code: 30013 });

    expect((await calls.call('DELETE', path)).body).toMatchObject({ id: made.body.id });
    expect(await calls.call('GET', path)).toMatchObject({ status: 404, body: { code: 10003 } });
  });

  it('says which message is its latest', async () => {
    const { body } = await calls.call('POST', `${calls.channel('ai')}/messages`, { content: 'x' });
    expect((await calls.call('GET', calls.channel('ai'))).body).toMatchObject({ last_message_id: body.id });
  });

  it('takes its webhooks, pictures and threads along', async () => {
    await allowEverywhere('ManageChannels', 'ManageWebhooks', 'CreatePublicThreads', 'AttachFiles');
    const { body: doomed } = await calls.call('PATCH', calls.channel('general'), { name: 'doomed' });
    const path = `/channels/${doomed.id}`;
    const file = new File(['bytes'], 'a.txt', { type: 'text/plain' });
    const { body: message } = await calls.send('POST', `${path}/messages`, { content: 'x' }, [file]);
    const { body: thread } = await calls.call('POST', `${path}/messages/${message.id}/threads`, { name: 'Talk' });
    const { body: webhook } = await calls.call('POST', `${path}/webhooks`, { name: 'Wire' });
    const [attachment] = message['attachments'] as { url: string }[];
    const served = async () => (await fetch(`${discord.url}/local/media?url=${attachment?.url}`)).text();
    expect(await served()).toBe('bytes');

    await calls.call('DELETE', path);
    expect((await calls.call('GET', `/channels/${thread.id}`)).body.code).toBe(10003);
    expect((await calls.call('GET', `/webhooks/${webhook.id}`)).body.code).toBe(10015);
    expect(await served()).not.toContain('bytes');
  });
});

describe('rights in a channel', () => {
  it('are given by who has them, and hold at once', async () => {
    await allowEverywhere('ManageRoles');
    const own = `${calls.channel('news')}/permissions/${discord.botId}`;
    const deny = (bits: bigint) => calls.call('PUT', own, { type: 1, deny: String(bits) });
    expect(await deny(PermissionFlagsBits.BanMembers)).toMatchObject({ status: 403, body: { code: 50013 } });
    expect(await deny(PermissionFlagsBits.SendMessages)).toMatchObject({ status: 204 });
    expect((await calls.post({ content: 'x' })).body).toMatchObject({ code: 50013 });
    expect(await calls.call('DELETE', own)).toMatchObject({ status: 204 });
    expect(await calls.post({ content: 'x' })).toMatchObject({ status: 200 });
    expect(await calls.call('DELETE', own)).toMatchObject({ status: 404, body: { code: 10009 } });
  });

  it.each(['1e3', '-1', 'all', '0x10'])('are refused as %s', async (allow) => {
    const path = `${calls.channel('news')}/permissions/${discord.memberId}`;
    expect((await calls.call('PUT', path, { type: 1, allow })).body).toMatchObject({ code: 50035 });
  });

  it('a timeout leaves a bot nothing but reading', async () => {
    discord.control.setTimeout(discord.guildId, discord.botId, Date.now() + 60_000);
    expect((await calls.call('PATCH', calls.channel('news'), { topic: 'x' })).body).toMatchObject({ code: 50013 });
    expect((await calls.post({ content: 'x' })).body).toMatchObject({ code: 50013 });
    expect(await calls.call('GET', calls.channel('news'))).toMatchObject({ status: 200 });
    discord.control.setTimeout(discord.guildId, discord.botId, undefined);
  });
});

it('the guilds of the bot are listed with what it may do in them', async () => {
  const { body } = await calls.call('GET', '/users/@me/guilds');
  expect(body).toMatchObject([{ id: discord.guildId, owner: false }, { name: 'Other Guild' }]);
});
