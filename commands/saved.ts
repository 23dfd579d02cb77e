import { SlashCommandBuilder } from 'discord.js';
import type { Answer, CommandContext, SlashCommand } from '../src/discord/command.ts';
import { notice, outOfDate, pageNumber, placeIn } from '../src/discord/lists.ts';
import { quote } from '../src/discord/markdown.ts';
import { commandMention } from '../src/discord/mention.ts';
import { queryOf, recallAsk } from '../src/discord/news-ask.ts';
import { storiesPerPage } from '../src/discord/news-list.ts';
import { renderSaved, savedChoices, savedPerPage, savedStoryMeant } from '../src/discord/saved-list.ts';
import { titleOf } from '../src/discord/story-parts.ts';
import { isArticleId, storyValue } from '../src/discord/story-value.ts';
import { type Article, isOut } from '../src/news/article.ts';

/** As far back as autocomplete looks through what somebody saved. */
const latestSaved = { offset: 0, limit: 1000 };

export default {
  definition: new SlashCommandBuilder()
    .setName('saved')
    .setDescription('The stories that you saved')
    .addSubcommand((subcommand) => subcommand.setName('list').setDescription('Show what you saved, the latest first'))
    .addSubcommand((subcommand) =>
      subcommand
        .setName('remove')
        .setDescription('Take a story off your list')
        .addStringOption((option) =>
          option
            .setName('story')
            .setDescription('Start typing the title of a story')
            .setMaxLength(100)
            .setRequired(true)
            .setAutocomplete(true),
        ),
    )
    .toJSON(),

  async execute({ options, user }, context) {
    if (options.getSubcommand() === 'list') return savedPage(user.id, 0, context);

    const { desk, commands } = context;
    const { items, total } = await desk.saved(user.id, latestSaved);
    const story = savedStoryMeant(items, options.getString('story', true));
    if (story === undefined || !(await desk.unsave(user.id, story.articleId)))
      return notice(
        `That story is not on your list. ${commandMention(commands, 'saved', 'list')} shows what you saved; choose from what is offered while you type.`,
      );
    const title = quote(story.title, 400, 150) || 'Untitled story';
    return notice(`Removed **${title}** from your list.`, total === 1 ? 'Your list is empty.' : undefined);
  },

  async autocomplete({ options, user }, { desk }) {
    const { items } = await desk.saved(user.id, latestSaved);
    return savedChoices(items, options.getFocused());
  },

  async press(interaction, context) {
    const { customId, user } = interaction;
    const [, action, rest] = /^saved:(add|pick|list):(.*)$/su.exec(customId) ?? [];
    if (action === 'add')
      return { whisper: await save(await context.desk.articleOfCard(rest ?? ''), user.id, context) };
    if (action === 'pick' && interaction.isStringSelectMenu()) {
      const article = await pickedArticle(interaction.values[0] ?? '', rest ?? '', context);
      return { whisper: await save(article, user.id, context) };
    }
    const page = action === 'list' ? pageNumber(rest) : undefined;
    if (page === undefined) return { whisper: outOfDate(commandMention(context.commands, 'saved', 'list')) };
    return { update: await savedPage(user.id, page, context) };
  },
} satisfies SlashCommand;

async function savedPage(userId: string, askedPage: number, { desk, commands }: CommandContext): Promise<Answer> {
  const read = (offset: number) => desk.saved(userId, { offset, limit: savedPerPage });
  const found = await read(askedPage * savedPerPage);
  const place = placeIn(found.total, savedPerPage, askedPage);
  const shown = place.page === askedPage ? found : await read(place.offset);
  return renderSaved(shown, place, commandMention(commands, 'saved', 'remove'));
}

async function save(article: Article | undefined, userId: string, { desk, commands }: CommandContext) {
  if (article === undefined) return notice('This story is no longer known, so it cannot be saved.');
  const isNew = await desk.save(userId, article);
  const list = commandMention(commands, 'saved', 'list');
  const title = titleOf(article, 400, 150);
  return notice(
    isNew ? `Saved **${title}**. ${list} shows your stories.` : `**${title}** is on your list already: see ${list}.`,
  );
}

/** The article that a menu's entry means; where the id is too long for an entry, the list is asked for again. */
async function pickedArticle(
  value: string,
  ask: string,
  { desk, clock }: CommandContext,
): Promise<Article | undefined> {
  if (isArticleId(value)) {
    const article = await desk.find(value);
    return article !== undefined && isOut(article, clock.now()) ? article : undefined;
  }
  const recalled = await recallAsk(ask, desk);
  if (recalled === undefined) return undefined;
  const page = { offset: recalled.page * storiesPerPage, limit: storiesPerPage };
  const { items } = await desk.news(queryOf(recalled.ask, clock.now()), page);
  return items.find(({ id }) => storyValue(id) === value);
}
