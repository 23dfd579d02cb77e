import { SlashCommandBuilder } from 'discord.js';
import type { Answer, CommandContext, SlashCommand } from '../src/discord/command.ts';
import { limits } from '../src/discord/limits.ts';
import { outOfDate, placeIn } from '../src/discord/lists.ts';
import { commandMention } from '../src/discord/mention.ts';
import { asWritten, everyName, nameChoices, nearNames } from '../src/discord/names.ts';
import { highestHeat, longestSearch, type NewsAsk, newsAsk, queryOf, recallAsk } from '../src/discord/news-ask.ts';
import { noStories, renderNews, renderNoNews, storiesPerPage } from '../src/discord/news-list.ts';
import { clean } from '../src/discord/text.ts';

export default {
  definition: new SlashCommandBuilder()
    .setName('news')
    .setDescription('Find stories by topic, words, provider, heat and time')
    .addStringOption((option) =>
      option.setName('topic').setDescription('Stories with this topic').setMaxLength(100).setAutocomplete(true),
    )
    .addStringOption((option) =>
      option.setName('search').setDescription('Words that occur in the story').setMaxLength(longestSearch),
    )
    .addStringOption((option) =>
      option.setName('provider').setDescription('Stories of this provider').setMaxLength(100).setAutocomplete(true),
    )
    .addIntegerOption((option) =>
      option.setName('min-heat').setDescription('Least heat of a story').setMinValue(0).setMaxValue(highestHeat),
    )
    .addStringOption((option) =>
      option
        .setName('since')
        .setDescription('How far back to look')
        .addChoices(
          { name: 'Last 24 hours', value: 'day' },
          { name: 'Last 7 days', value: 'week' },
          { name: 'Last 30 days', value: 'month' },
          { name: 'Last year', value: 'year' },
        ),
    )
    .addStringOption((option) =>
      option
        .setName('type')
        .setDescription('Only articles, or only videos')
        .addChoices({ name: 'Articles', value: 'article' }, { name: 'Videos', value: 'video' }),
    )
    .addStringOption((option) =>
      option
        .setName('sort')
        .setDescription('Which come first (the hottest; for a search, the best matches)')
        .addChoices(
          { name: 'Hottest', value: 'hottest' },
          { name: 'Newest', value: 'newest' },
          { name: 'Best quality', value: 'quality' },
          { name: 'Best match', value: 'relevance' },
        ),
    )
    .addBooleanOption((option) =>
      option.setName('share').setDescription('Show the answer to everyone in the channel (otherwise only to you)'),
    )
    .toJSON(),

  isPublic({ options }) {
    return options.getBoolean('share') ?? false;
  },

  async execute({ options }, context) {
    const ask = newsAsk({
      topic: options.getString('topic'),
      search: options.getString('search'),
      provider: options.getString('provider'),
      minHeat: options.getInteger('min-heat'),
      since: options.getString('since'),
      type: options.getString('type'),
      sort: options.getString('sort'),
    });
    const { topic } = ask;
    const written = topic && asWritten(topic, await context.desk.topics(topic, everyName));
    return newsPage({ ...ask, ...(written && { topic: written }) }, 0, context);
  },

  async autocomplete({ options }, { desk }) {
    const { name, value } = options.getFocused(true);
    const like = clean(value) || undefined;
    return nameChoices(
      await (name === 'provider' ? desk.providers(like, limits.choices) : desk.topics(like, limits.choices)),
    );
  },

  async press({ customId }, context) {
    const recalled = await recallAsk(customId.slice('news:'.length), context.desk);
    if (recalled === undefined) return { whisper: outOfDate(commandMention(context.commands, 'news')) };
    return { update: await newsPage(recalled.ask, recalled.page, context) };
  },
} satisfies SlashCommand;

async function newsPage(ask: NewsAsk, askedPage: number, { desk, clock }: CommandContext): Promise<Answer> {
  const query = queryOf(ask, clock.now());
  const read = (offset: number) => desk.news(query, { offset, limit: storiesPerPage });
  const found = await read(askedPage * storiesPerPage);
  if (found.total === 0) return nothingFound(ask, desk);
  const place = placeIn(found.total, storiesPerPage, askedPage);
  return renderNews(ask, place.page === askedPage ? found : await read(place.offset), place);
}

async function nothingFound(ask: NewsAsk, desk: CommandContext['desk']): Promise<Answer> {
  const { total } = await desk.news({ sort: 'newest' }, { offset: 0, limit: 1 });
  if (total === 0) return noStories;
  const topics = await desk.topics(undefined, everyName);
  const near = ask.topic === undefined ? [] : nearNames(ask.topic, topics);
  const names = topics.map(({ name }) => name);
  return renderNoNews(ask, near, names);
}
