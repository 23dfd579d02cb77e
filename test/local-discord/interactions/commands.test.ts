import {
  ChannelType,
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  MessageFlags,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect } from '../../support/connect.ts';
import { eventually } from '../../support/eventually.ts';
import { feedAndNews } from '../../support/feed-and-news.ts';
import { type LocalDiscordHarness, startLocalDiscord } from '../../support/local-discord.ts';

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
  ...feedAndNews,
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
  // Registers commands more often than a bot may.
  discord = await startLocalDiscord({
    rateLimits: { buckets: { 'command overwrite': { limit: 100, windowMs: 60_000 } } },
  });
  client = await connect(discord);
  await client.application.commands.set(commands);
  client.on(Events.InteractionCreate, (interaction) => void respond(interaction));
});

afterAll(async () => {
  await client.destroy();
  await discord.close();
});

const news = (): string => discord.channels['news'] ?? '';

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

  it('gets it in a thread too', async () => {
    const channel = client.channels.cache.get(news());
    if (channel?.type !== ChannelType.GuildText) throw new Error('The channel is one for texts.');
    const { id } = await channel.threads.create({ name: 'Talk' });
    expect(await discord.command('news', { topic: 'AI' }, { as: discord.memberId, channelId: id })).toMatchObject({
      message: { channel_id: id, content: 'AI' },
    });
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
