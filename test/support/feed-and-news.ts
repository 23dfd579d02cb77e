import {
  ApplicationCommandOptionType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';

/** Two commands with most kinds of options: one for who manages the server, one for everybody. */
export const feedAndNews: readonly RESTPostAPIApplicationCommandsJSONBody[] = [
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
];
