import type { CommandContext } from './command.ts';
import { commandMention } from './mention.ts';
import type { MessageBody } from './message-body.ts';

const helpColor = 0xf0b232;

/** `/help`: what Heatwire does, and its commands. */
export function renderHelp(commands: CommandContext['commands']): MessageBody {
  const mention = (name: string, subcommand?: string) => commandMention(commands, name, subcommand);
  const lines = [
    'Heatwire reads a folder of news articles and posts the hottest stories to the channels that want them, each story once.',
    'A card stays true: it changes when its article does, and goes when the article is withdrawn.',
    'The hotter a story, the redder its card. The 🔖 **Save** button keeps a story for you.',
    '',
    `${mention('news')} finds stories by topic, words, provider, heat and time`,
    `${mention('topics')} shows which topics there are`,
    `${mention('saved', 'list')} shows what you saved, ${mention('saved', 'remove')} takes a story off`,
    `${mention('feed', 'add')}, ${mention('feed', 'list')} and ${mention('feed', 'remove')} manage the channels’ feeds (needs **Manage Server**)`,
  ];
  return { embeds: [{ title: 'Heatwire, your news desk', description: lines.join('\n'), color: helpColor }] };
}
