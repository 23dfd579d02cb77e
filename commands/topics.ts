import { SlashCommandBuilder } from 'discord.js';
import type { CommandContext, SlashCommand } from '../src/discord/command.ts';
import { outOfDate, pageNumber } from '../src/discord/lists.ts';
import { commandMention } from '../src/discord/mention.ts';
import { everyName } from '../src/discord/names.ts';
import { renderTopics } from '../src/discord/topic-list.ts';

export default {
  definition: new SlashCommandBuilder()
    .setName('topics')
    .setDescription('Which topics there are, and how many stories each has')
    .toJSON(),

  async execute(_interaction, context) {
    return topicsPage(0, context);
  },

  async press({ customId }, context) {
    const page = pageNumber(customId.slice('topics:'.length));
    if (page === undefined) return { whisper: outOfDate(commandMention(context.commands, 'topics')) };
    return { update: await topicsPage(page, context) };
  },
} satisfies SlashCommand;

async function topicsPage(page: number, { desk, commands }: CommandContext) {
  return renderTopics(await desk.topics(undefined, everyName), page, commandMention(commands, 'news'));
}
