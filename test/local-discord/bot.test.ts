import {
  ApplicationCommandOptionType,
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  MessageFlags,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { eventually } from '../support/eventually.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../support/local-discord.ts';

let discord: LocalDiscordHarness;
let client: Client<true>;

const button = (custom_id: string, label: string) => ({
  type: 1,
  components: [{ type: 2, style: 1, custom_id, label }],
});
const menu = {
  type: 1,
  components: [
    {
      type: 3,
      custom_id: 'menu',
      options: [
        { label: 'One', value: '1' },
        { label: 'Two', value: '2' },
      ],
    },
  ],
};

const commands: RESTPostAPIApplicationCommandsJSONBody[] = [
  {
    name: 'feed',
    description: 'Feeds',
    default_member_permissions: String(PermissionFlagsBits.ManageGuild),
    options: [
      {
        type: ApplicationCommandOptionType.Subcommand,
        name: 'add',
        description: 'Adds',
        options: [
          {
            type: ApplicationCommandOptionType.Channel,
            name: 'channel',
            description: 'Where',
            required: true,
            channel_types: [0],
          },
          { type: ApplicationCommandOptionType.Integer, name: 'heat', description: 'How hot', min_value: 0 },
          { type: ApplicationCommandOptionType.Role, name: 'role', description: 'Whom' },
          { type: ApplicationCommandOptionType.Boolean, name: 'quiet', description: 'Quietly' },
        ],
      },
    ],
  },
  {
    name: 'news',
    description: 'News',
    options: [
      { type: ApplicationCommandOptionType.String, name: 'topic', description: 'Topic', autocomplete: true },
      {
        type: ApplicationCommandOptionType.String,
        name: 'type',
        description: 'T',
        choices: [{ name: 'V', value: 'v' }],
      },
    ],
  },
  { name: 'slow', description: 'Answers later' },
  { name: 'whisper', description: 'Answers one person' },
  { name: 'twice', description: 'Answers twice' },
];

async function respond(interaction: Interaction): Promise<void> {
  if (interaction.isAutocomplete()) {
    const typed = interaction.options.getFocused();
    await interaction.respond([{ name: `${typed}!`, value: typed }]);
  } else if (interaction.isButton()) {
    await interaction.update({ content: `pressed by ${interaction.user.username}`, components: [] });
  } else if (interaction.isStringSelectMenu()) {
    await interaction.deferUpdate();
    await interaction.editReply({ content: `chose ${interaction.values.join()}` });
  } else if (interaction.isChatInputCommand() && interaction.inCachedGuild()) {
    const { options } = interaction;
    switch (interaction.commandName) {
      case 'feed':
        await interaction.reply(
          [
            options.getSubcommand(),
            options.getChannel('channel')?.name,
            options.getInteger('heat'),
            options.getRole('role')?.name,
            options.getBoolean('quiet'),
            interaction.memberPermissions.has('ManageGuild'),
            interaction.appPermissions.has('SendMessages'),
          ].join(' '),
        );
        break;
      case 'news': {
        const { resource } = await interaction.reply({
          content: options.getString('topic') ?? 'everything',
          components: [button('more', 'More'), menu],
          withResponse: true,
        });
        await interaction.followUp({ content: `after ${resource?.message?.content}` });
        break;
      }
      case 'slow':
        await interaction.deferReply();
        await interaction.editReply({ embeds: [{ title: 'At last' }] });
        break;
      case 'whisper':
        await interaction.reply({
          content: 'psst',
          flags: MessageFlags.Ephemeral,
          components: [button('whispered', 'Whispered')],
        });
        break;
      case 'twice':
        await interaction.reply('first');
        await interaction.client.rest
          .post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
            auth: false,
            body: { type: 4, data: { content: 'second' } },
          })
          .catch((error: unknown) => interaction.editReply(String(error instanceof DiscordAPIError && error.code)));
    }
  }
}

beforeAll(async () => {
  discord = await startLocalDiscord();
  client = await connect(discord);
  await client.application.commands.set(commands);
  client.on(Events.InteractionCreate, (interaction) => void respond(interaction));
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
    discord.control.setMemberRoles(discord.botId, []);
    await memberChanged;
    expect(guild.members.me?.permissions.bitfield).toBe(everyone);
    discord.control.setMemberRoles(discord.botId, [role.id]);
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

describe('a person who uses a command', () => {
  it('reaches the bot with subcommand, resolved options and rights', async () => {
    const options = { channel: news(), heat: 60, role: discord.guildId, quiet: true };
    const seen = await discord.command('feed add', options);
    expect(seen).toMatchObject({ message: { content: 'add news 60 @everyone true true true' } });
  });

  it('is offered what the bot suggests while they type', async () => {
    expect(await discord.autocomplete('news', 'topic', { topic: 'Goo' })).toEqual([{ name: 'Goo!', value: 'Goo' }]);
  });

  it('gets the answer and its follow-up in the channel', async () => {
    const seen = await discord.command('news', { topic: 'AI' });
    expect(seen).toMatchObject({
      message: { content: 'AI', interaction_metadata: { user: { id: discord.ownerId }, name: 'news' } },
    });
    const messages = await discord.waitForMessages(discord.channels['general'] ?? '', 3);
    expect(messages.at(-1)?.content).toBe('after AI');
  });

  it('gets a deferred answer once it is there', async () => {
    const seen = await discord.command('slow', {}, { channelId: news() });
    expect(seen).toMatchObject({ result: 'answered' });
    await eventually(async () =>
      expect((await discord.messages(news())).at(-1)).toMatchObject({ embeds: [{ title: 'At last' }], flags: 0 }),
    );
  });

  it('alone sees an ephemeral answer, and may use its buttons', async () => {
    const seen = await discord.command('whisper', {}, { as: discord.memberId, channelId: news() });
    if (seen.result !== 'answered' || seen.message === undefined) throw new Error('No answer.');
    const { message } = seen;
    expect(message.flags & MessageFlags.Ephemeral).toBeTruthy();
    expect((await discord.messages(news(), discord.ownerId)).map(({ id }) => id)).not.toContain(message.id);
    expect(await discord.press(message, 'Whispered')).toMatchObject({ result: 'failed' });
    expect(await discord.press(message, 'Whispered', { as: discord.memberId })).toMatchObject({
      message: { content: 'pressed by member', components: [] },
    });
  });

  it('sees the first of two answers: the second is refused with 40060', async () => {
    await discord.command('twice', {}, { channelId: news() });
    await eventually(async () => expect((await discord.messages(news())).at(-1)?.content).toBe('40060'));
  });
});

describe('a person who uses a component', () => {
  it('presses a button and the message changes', async () => {
    const seen = await discord.command('news');
    if (seen.result !== 'answered' || seen.message === undefined) throw new Error('No answer.');
    expect(await discord.press(seen.message, 'more')).toMatchObject({
      message: { id: seen.message.id, content: 'pressed by owner', components: [] },
    });
  });

  it('chooses in a menu, also when the bot takes its time', async () => {
    const seen = await discord.command('news', {}, { channelId: news() });
    if (seen.result !== 'answered' || seen.message === undefined) throw new Error('No answer.');
    const { message } = seen;
    expect(await discord.choose(message, 'menu', ['2'])).toMatchObject({ result: 'answered' });
    await eventually(async () =>
      expect((await discord.messages(news())).find(({ id }) => id === message.id)?.content).toBe('chose 2'),
    );
    expect(await discord.choose(message, 'menu', ['3'])).toMatchObject({ result: 'failed' });
  });
});

describe('a person cannot send what Discord would not let them send', () => {
  it.each([
    ['an option that is missing', 'feed add', {}, /channel: This option is required/],
    ['an option that is unknown', 'news', { colour: 'red' }, /colour: There is no such option/],
    ['a text for a number', 'feed add', { channel: 'news', heat: 'hot' }, /heat: A number is wanted/],
    ['a number that is too small', 'feed add', { channel: 'news', heat: -1 }, /heat: At least 0 is wanted/],
    ['a fraction for a whole number', 'feed add', { channel: 'news', heat: 0.5 }, /heat: A whole number/],
    ['a channel that does not exist', 'feed add', { channel: '1' }, /channel: There is no such thing/],
    ['something that is not among the choices', 'news', { type: 'w' }, /type: This is not one of the choices/],
    ['a channel of the wrong kind', 'feed add', { channel: 'Newsroom' }, /channel: This kind of channel/],
    ['a group by itself', 'feed', {}, /Choose one of the subcommands/],
    ['a command that does not exist', 'weather', {}, /no such command/],
  ])('%s', async (_what, name, given, reason) => {
    const named = 'channel' in given ? discord.channels[given.channel] : undefined;
    const options = named === undefined ? given : { ...given, channel: named };
    expect(await discord.command(name, options)).toMatchObject({
      result: 'failed',
      reason: expect.stringMatching(reason),
    });
  });

  it('a command that asks for rights they lack', async () => {
    const refused = await discord.command('feed add', { channel: news() }, { as: discord.memberId });
    expect(refused).toMatchObject({ result: 'failed', reason: expect.stringMatching(/permission/) });
    const names = async (as: string) => (await discord.state(as)).commands.map(({ name }) => name);
    expect(await names(discord.memberId)).not.toContain('feed');
    expect(await names(discord.ownerId)).toContain('feed');
  });
});
