import {
  ChannelType,
  type ChatInputCommandInteraction,
  PermissionFlagsBits,
  SlashCommandBuilder,
  type SlashCommandStringOption,
} from 'discord.js';
import { channelStanding } from '../src/discord/channel-standing.ts';
import type { Answer, CommandContext, SlashCommand } from '../src/discord/command.ts';
import { renderContradiction, renderFeedResult, renderMissingRights } from '../src/discord/feed-answers.ts';
import { type ListedFeed, renderFeeds } from '../src/discord/feed-list.ts';
import {
  contradictoryTopics,
  defaultCatchUp,
  defaultMinHeat,
  type FeedOptions,
  feedRequest,
  longestAgeHours,
  mostCatchUp,
  unknownTopics,
} from '../src/discord/feed-request.ts';
import { inspected } from '../src/discord/inspect-channel.ts';
import { limits } from '../src/discord/limits.ts';
import { notice, outOfDate, pageNumber } from '../src/discord/lists.ts';
import { commandMention } from '../src/discord/mention.ts';
import { everyName, lastName, listChoices } from '../src/discord/names.ts';
import { highestHeat } from '../src/discord/news-ask.ts';
import { missingRights } from '../src/discord/rights.ts';

type Interaction = ChatInputCommandInteraction<'cached'>;

const feedChannelTypes = [ChannelType.GuildText, ChannelType.GuildAnnouncement] as const;
const notElsewhere = notice('That channel is not one of this server.');
const onlyForManagers = notice('Feeds are for people who may **Manage Server** here. Ask one of them.');

export default {
  definition: new SlashCommandBuilder()
    .setName('feed')
    .setDescription('Which stories the channels of this server get')
    .addSubcommand((subcommand) =>
      subcommand
        .setName('add')
        .setDescription('Post the hottest new stories to a channel, or change what it gets')
        .addChannelOption((option) =>
          option
            .setName('channel')
            .setDescription('The channel (this one)')
            .addChannelTypes(...feedChannelTypes),
        )
        .addStringOption(nameList('topics', 'Stories with any of these topics, separated by commas'))
        .addStringOption(nameList('all-topics', 'Only stories with every one of these topics'))
        .addStringOption(nameList('without-topics', 'No story with one of these topics'))
        .addStringOption(nameList('providers', 'Only stories of these providers, separated by commas'))
        .addStringOption((option) =>
          option
            .setName('type')
            .setDescription('Only articles, or only videos')
            .addChoices({ name: 'Articles', value: 'article' }, { name: 'Videos', value: 'video' }),
        )
        .addIntegerOption((option) =>
          option
            .setName('min-heat')
            .setDescription(`Least heat of a story (${defaultMinHeat} unless you say)`)
            .setMinValue(0)
            .setMaxValue(highestHeat),
        )
        .addIntegerOption((option) =>
          option
            .setName('min-quality')
            .setDescription('At least of this quality')
            .setMinValue(0)
            .setMaxValue(highestHeat),
        )
        .addIntegerOption((option) =>
          option
            .setName('max-age-hours')
            .setDescription('Nothing published longer ago than this')
            .setMinValue(1)
            .setMaxValue(longestAgeHours),
        )
        .addIntegerOption((option) =>
          option
            .setName('catch-up')
            .setDescription(`How many of the hottest stories a new feed posts at once (${defaultCatchUp})`)
            .setMinValue(0)
            .setMaxValue(mostCatchUp),
        ),
    )
    .addSubcommand((subcommand) => subcommand.setName('list').setDescription('Show the feeds of this server'))
    .addSubcommand((subcommand) =>
      subcommand
        .setName('remove')
        .setDescription('Stop posting stories to a channel')
        .addChannelOption((option) =>
          option
            .setName('channel')
            .setDescription('The channel (this one)')
            .addChannelTypes(...feedChannelTypes),
        ),
    )
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .toJSON(),

  async execute(interaction, context) {
    if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) return onlyForManagers;
    switch (interaction.options.getSubcommand()) {
      case 'add':
        return addFeed(interaction, context);
      case 'remove':
        return removeFeed(interaction, context);
      default:
        return feedsPage(interaction, 0, context);
    }
  },

  async autocomplete({ options }, { desk }) {
    const { name, value } = options.getFocused(true);
    const { before, typing } = lastName(value);
    const like = typing || undefined;
    // Some of those found may be in the list already, or not fit after it.
    const limit = limits.choices * 2;
    const names = await (name === 'providers' ? desk.providers(like, limit) : desk.topics(like, limit));
    return listChoices(before, names);
  },

  async press(interaction, context) {
    if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) return { whisper: onlyForManagers };
    const page = pageNumber(/^feed:list:(.*)$/su.exec(interaction.customId)?.[1]);
    if (page === undefined) return { whisper: outOfDate(commandMention(context.commands, 'feed', 'list')) };
    return { update: await feedsPage(interaction, page, context) };
  },
} satisfies SlashCommand;

async function addFeed(interaction: Interaction, { desk }: CommandContext): Promise<Answer> {
  const { guild, guildId, options } = interaction;
  const channel = options.getChannel('channel') ?? interaction.channel;
  if (channel?.guildId !== guildId || !feedChannelTypes.some((type) => type === channel.type))
    return notice('A feed needs a text or announcement channel of this server. Name one in `channel`.');

  if (await isElsewhere(channel.id, guildId, desk)) return notElsewhere;

  const me = guild.members.me ?? (await guild.members.fetchMe());
  const missing = missingRights(channel.permissionsFor(me).bitfield);
  if (missing.length > 0) return renderMissingRights(channel.id, missing);

  const known = await desk.topics(undefined, everyName);
  const request = feedRequest(channel.id, guildId, feedOptions(options), known);
  const contradictory = contradictoryTopics(request.rules);
  if (contradictory.length > 0) return renderContradiction(contradictory);
  return renderFeedResult(await desk.openFeed(request), unknownTopics(request.rules, known));
}

function feedOptions(options: Interaction['options']): FeedOptions {
  return {
    topics: options.getString('topics'),
    allTopics: options.getString('all-topics'),
    withoutTopics: options.getString('without-topics'),
    providers: options.getString('providers'),
    type: options.getString('type'),
    minHeat: options.getInteger('min-heat'),
    minQuality: options.getInteger('min-quality'),
    maxAgeHours: options.getInteger('max-age-hours'),
    catchUp: options.getInteger('catch-up'),
  };
}

async function removeFeed(interaction: Interaction, { desk }: CommandContext): Promise<Answer> {
  const { guild, options, channelId } = interaction;
  const id = options.getChannel('channel')?.id ?? channelId;
  if (!guild.channels.cache.has(id) || (await isElsewhere(id, guild.id, desk))) return notElsewhere;
  return notice(
    (await desk.closeFeed(id))
      ? `<#${id}> has no feed any more. What was posted stays there.`
      : `<#${id}> has no feed, so there is nothing to remove.`,
  );
}

/** Whether a channel has a feed of another server: of a channel that is named, an interaction says itself where it is. */
async function isElsewhere(channelId: string, guildId: string, desk: CommandContext['desk']): Promise<boolean> {
  const feed = (await desk.feeds()).find((one) => one.channelId === channelId);
  return feed?.guildId !== undefined && feed.guildId !== guildId;
}

async function feedsPage(
  { guild }: Pick<Interaction, 'guild'>,
  page: number,
  { desk, commands, clock }: CommandContext,
): Promise<Answer> {
  const feeds = (await desk.feeds()).filter(
    ({ channelId, guildId = guild.id }) => guildId === guild.id && guild.channels.cache.has(channelId),
  );
  const listed = feeds.map((feed): ListedFeed => {
    const type = guild.channels.cache.get(feed.channelId)?.type;
    const found = inspected({ type }, channelStanding(guild.client, feed.channelId), clock.now());
    return found.result === 'blocked' ? { ...feed, hindrance: found.reason } : feed;
  });
  return renderFeeds(listed, page, commandMention(commands, 'feed', 'add'));
}

function nameList(name: string, description: string) {
  return (option: SlashCommandStringOption) =>
    option.setName(name).setDescription(description).setMaxLength(500).setAutocomplete(true);
}
