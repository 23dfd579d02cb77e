import { isDirect } from './channel.ts';
import type { Message } from './model.ts';
import type { PresentedMessage } from './present.ts';
import { applicationFlag } from './privileged-intents.ts';
import type { State } from './state.ts';

/**
 * A message as REST shows it to the application: without content, where that takes a privileged intent which the
 * application has not been given. What its bot has asked for on the gateway makes no difference. Discord's documentation,
 * "HTTP Restrictions".
 */
export function readable(state: State, message: PresentedMessage): PresentedMessage {
  if ((state.application.flags & applicationFlag.MESSAGE_CONTENT) !== 0) return message;
  const channel = state.channels.get(message.channel_id);
  return channel !== undefined && isDirect(channel) ? message : withoutContent(message, state.identity.botId);
}

/**
 * A message in a guild, as an application gets it without the intent for content: whole if it is its own or mentions its
 * bot, and else with nothing that somebody has written. Discord's documentation, "Message Content Intent".
 */
export function withoutContent<T extends PresentedMessage>(message: T, botId: string): T {
  const { referenced_message: referenced } = message;
  return {
    ...message,
    ...(!isOpen(message, botId) && nothing),
    ...(referenced && { referenced_message: withoutContent(referenced, botId) }),
  };
}

const nothing = { content: '', embeds: [], attachments: [], components: [] };

function isOpen({ author, application_id, mentions }: Message, botId: string): boolean {
  return author.id === botId || application_id === botId || mentions.some(({ id }) => id === botId);
}
