import { ApplicationIntegrationType, InteractionContextType, SlashCommandBuilder } from 'discord.js';
import type { SlashCommand } from '../src/discord/command.ts';
import { renderHelp } from '../src/discord/help.ts';

export default {
  definition: new SlashCommandBuilder()
    .setName('help')
    .setDescription('What Heatwire does, and its commands')
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .toJSON(),

  async execute(_interaction, { commands }) {
    return renderHelp(commands);
  },
} satisfies SlashCommand;
