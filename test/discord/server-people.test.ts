import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDiscordConnection, type DiscordConnection } from '../../src/discord/connection.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';
import { eventually } from '../support/eventually.ts';
import { createTestLog } from '../support/log.ts';
import { createMemory } from '../support/memory.ts';
import { botId, channelId, guildId, type ScriptedDiscord, startScriptedDiscord } from '../support/scripted-discord.ts';

const [updates, system, category] = ['900000000000000011', '900000000000000012', '900000000000000013'];
let discord: ScriptedDiscord;
let connection: DiscordConnection;

beforeEach(async () => {
  discord = await startScriptedDiscord({});
  connection = createDiscordConnection({
    ...{ token: 'the-token', apiUrl: discord.apiUrl, log: createTestLog(), random: createTestRandom() },
    clock: createTestClock(Date.now()),
    remembered: createMemory(),
    onInteraction: () => undefined,
    onFatal: () => undefined,
  });
  await connection.start(new AbortController().signal);
});
afterEach(async () => {
  await connection.stop();
  await discord.close();
});

const server = () => connection.server({ channelId });
const deny = (id: string, permission: bigint) => [{ id, type: 1, allow: '0', deny: String(permission) }];

it('knows who owns the server of a feed or of its channel, and where administrators look, best first', async () => {
  expect(server()).toMatchObject({ guildId, guildName: 'Newsroom', ownerId: botId, channels: [] });
  expect(connection.server({ guildId, channelId: '900000000000000404' })).toMatchObject({ guildId });
  discord.dispatch('GUILD_UPDATE', { id: guildId, system_channel_id: system, public_updates_channel_id: updates });
  await eventually(() => expect(server()?.channels).toEqual([updates, system]));
});

it('knows no server of which nothing is known, just now or ever', async () => {
  expect(connection.server({ channelId: '900000000000000404' })).toBeUndefined();
  expect(connection.server({ channelId, guildId: '900000000000000404' })).toBeUndefined();
  discord.dispatch('GUILD_DELETE', { id: guildId, unavailable: true });
  await eventually(() => expect(server()).toBeUndefined());
});

it('writes only where the bot may see and send, and only to what takes messages', async () => {
  // Nothing is forbidden to whoever owns a server.
  discord.dispatch('GUILD_UPDATE', { id: guildId, owner_id: '900000000000000008' });
  const { SendMessages, ViewChannel, EmbedLinks } = PermissionFlagsBits;
  const channels = [
    { id: updates, type: 0, permission_overwrites: deny(botId, SendMessages) },
    { id: system, type: 0, permission_overwrites: deny(botId, ViewChannel) },
    { id: category, type: 4, permission_overwrites: [] },
    { id: '900000000000000014', type: 5, permission_overwrites: deny(botId, EmbedLinks) },
  ];
  for (const channel of channels) discord.dispatch('CHANNEL_CREATE', { ...channel, guild_id: guildId, name: 'one' });
  // A plain message needs no right to embed links.
  await eventually(() => expect(server()?.mayWrite('900000000000000014')).toBe(true));
  for (const id of [updates, system, category, '900000000000000404'])
    expect([id, server()?.mayWrite(id as string)]).toEqual([id, false]);
  expect(server()?.mayWrite(channelId)).toBe(true);
});

it('writes nowhere during a time-out', async () => {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  discord.dispatch('GUILD_MEMBER_UPDATE', {
    ...{ guild_id: guildId, user: { id: botId }, roles: [], communication_disabled_until: until },
  });
  await eventually(() => expect(server()?.mayWrite(channelId)).toBe(false));
});
