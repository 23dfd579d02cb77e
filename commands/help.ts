import { SlashCommandBuilder } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import { renderHelp } from '../src/discord/help.ts';

export default {
  definition: new SlashCommandBuilder().setName('help').setDescription('What Heatwire does, and its commands').toJSON(),

  async execute(_interaction, { commands }) {
    return renderHelp(commands);
  },
} satisfies SlashCommand;
