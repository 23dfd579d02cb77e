import { type Client, Events, PermissionFlagsBits } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let discord: LocalDiscordHarness;
let client: Client<true>;

const commands = [
  { name: 'news', description: 'News' },
  { name: 'feed', description: 'Feeds' },
];

beforeAll(async () => {
  // Registers commands more often than a bot may.
  discord = await startLocalDiscord({
    rateLimits: { buckets: { 'command overwrite': { limit: 100, windowMs: 60_000 } } },
  });
  client = await connect(discord);
  await client.application.commands.set(commands);
});

afterAll(async () => {
  await client.destroy();
  await discord.close();
});

const news = (): string => discord.channels['news'] ?? '';

describe('a discord.js bot that logs in', () => {
  it('finds its guild, the channels, and itself', () => {
    const guild = client.guilds.cache.get(discord.guildId);
    expect(guild?.available).toBe(true);
    expect(guild?.ownerId).toBe(discord.ownerId);
    expect(guild?.members.me?.id).toBe(client.user.id);
    expect(guild?.channels.cache.map(({ name }) => name)).toEqual([
      'Newsroom',
      'news',
      'ai',
      'announcements',
      'general',
      'stories',
    ]);
    expect(client.channels.cache.get(news())).toMatchObject({ topic: 'The news', parent: { name: 'Newsroom' } });
  });

  it('may post embeds from the start', () => {
    const channel = client.guilds.cache.get(discord.guildId)?.channels.cache.get(news());
    const rights = channel?.permissionsFor(client.user);
    expect(rights?.has(['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory'])).toBe(true);
    expect(rights?.has('ManageMessages')).toBe(false);
  });

  it('is turned away with another token', async () => {
    await expect(connect({ ...discord, token: 'Bm90.right.token' })).rejects.toThrow(/invalid token/i);
  });

  it('learns of rights that are taken away and of channels that go', async () => {
    const guild = client.guilds.cache.get(discord.guildId);
    const { ai = '', announcements = '' } = discord.channels;
    const updated = new Promise((resolve) => client.once(Events.ChannelUpdate, resolve));
    await discord.setPermissions(ai, { deny: ['SendMessages'] });
    await updated;
    expect(guild?.channels.cache.get(ai)?.permissionsFor(client.user)?.has('SendMessages')).toBe(false);

    const deleted = new Promise((resolve) => client.once(Events.ChannelDelete, resolve));
    await discord.deleteChannel(announcements);
    await deleted;
    await expect(client.channels.fetch(announcements)).rejects.toMatchObject({ code: 10003 });
  });
});

describe('a bot in a guild that changes', () => {
  it('learns what a role may do, and which roles it has', async () => {
    const guild = client.guilds.cache.get(discord.guildId);
    const role = guild?.roles.cache.find(({ managed }) => managed);
    const everyone = guild?.roles.everyone.permissions.bitfield ?? 0n;
    if (guild === undefined || role === undefined) throw new Error('The bot has a guild, and a role in it.');

    const roleChanged = new Promise((resolve) => client.once(Events.GuildRoleUpdate, resolve));
    discord.control.setRolePermissions(role.id, PermissionFlagsBits.Administrator);
    await roleChanged;
    expect(guild.members.me?.permissions.has('Administrator')).toBe(true);

    const memberChanged = new Promise((resolve) => client.once(Events.GuildMemberUpdate, resolve));
    discord.control.setMemberRoles(discord.guildId, discord.botId, []);
    await memberChanged;
    expect(guild.members.me?.permissions.bitfield).toBe(everyone);
    discord.control.setMemberRoles(discord.guildId, discord.botId, [role.id]);
  });
});

describe('a bot that manages its commands', () => {
  it('adds, changes and removes them one by one, for everywhere or for one guild', async () => {
    const guild = client.guilds.cache.get(discord.guildId);
    for (const book of [client.application.commands, guild?.commands]) {
      const added = await book?.create({ name: 'extra', description: 'Before' });
      const changed = await added?.edit({ description: 'After' });
      expect(changed).toMatchObject({ id: added?.id, name: 'extra', description: 'After' });
      expect((await book?.fetch({}))?.map(({ name }) => name)).toContain('extra');
      await changed?.delete();
      expect((await book?.fetch({}))?.map(({ name }) => name)).not.toContain('extra');
    }
  });

  it('keeps the ids of those that it registers again', async () => {
    const ids = async () => (await client.application.commands.set(commands)).map(({ id }) => id);
    expect(await ids()).toEqual(await ids());
  });
});
