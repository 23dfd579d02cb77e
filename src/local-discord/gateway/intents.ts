import { type EventName, guildOfEvent, type LocalEvent } from '../state/events.ts';
import { applicationFlag } from '../state/privileged-intents.ts';

/** Discord's documentation, "List of Intents". */
export const intent = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  guildModeration: 1 << 2,
  guildExpressions: 1 << 3,
  guildIntegrations: 1 << 4,
  guildWebhooks: 1 << 5,
  guildInvites: 1 << 6,
  guildVoiceStates: 1 << 7,
  guildPresences: 1 << 8,
  guildMessages: 1 << 9,
  guildMessageReactions: 1 << 10,
  guildMessageTyping: 1 << 11,
  directMessages: 1 << 12,
  directMessageReactions: 1 << 13,
  directMessageTyping: 1 << 14,
  messageContent: 1 << 15,
  guildScheduledEvents: 1 << 16,
  autoModerationConfiguration: 1 << 20,
  autoModerationExecution: 1 << 21,
  guildMessagePolls: 1 << 24,
  directMessagePolls: 1 << 25,
} as const;

/** The names of a client's intents, as Discord's documentation writes them. */
export function intentNames(intents: number): string[] {
  return Object.entries(intent)
    .filter(([, bit]) => (intents & bit) !== 0)
    .map(([name]) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase());
}

const known = Object.values(intent).reduce((bits, bit) => bits | bit, 0);
const privileged = [
  { bit: intent.guildPresences, flag: applicationFlag.GUILD_PRESENCES },
  { bit: intent.guildMembers, flag: applicationFlag.GUILD_MEMBERS },
  { bit: intent.messageContent, flag: applicationFlag.MESSAGE_CONTENT },
];

/** Whether an application with these flags may ask for these intents. */
export function judgeIntents(intents: number | undefined, flags: number): 'allowed' | 'invalid' | 'disallowed' {
  const made = intents !== undefined && Number.isInteger(intents) && intents >= 0 && intents <= known;
  if (!made || (intents & ~known) !== 0) return 'invalid';
  const missing = privileged.some(({ bit, flag }) => (intents & bit) !== 0 && (flags & flag) === 0);
  return missing ? 'disallowed' : 'allowed';
}

/** The intents of which one is enough to hear of an event, in a guild and outside of all; there is no hearing without. */
interface Needed {
  readonly guild?: number;
  readonly direct?: number;
}

const guilds: Needed = { guild: intent.guilds };
const messages: Needed = { guild: intent.guildMessages, direct: intent.directMessages };
const reactions: Needed = { guild: intent.guildMessageReactions, direct: intent.directMessageReactions };

/** Events that only the gateway knows: it finds out by itself, or was asked. */
export type GatewayEventName = EventName | 'THREAD_LIST_SYNC';

/** With which intents each event is heard. Discord's documentation, "List of Intents". */
export const neededIntents: Readonly<Record<GatewayEventName, Needed | 'none' | 'not of the gateway'>> = {
  MESSAGE_CREATE: messages,
  MESSAGE_UPDATE: messages,
  MESSAGE_DELETE: messages,
  MESSAGE_DELETE_BULK: { guild: intent.guildMessages },
  MESSAGE_REACTION_ADD: reactions,
  MESSAGE_REACTION_REMOVE: reactions,
  MESSAGE_REACTION_REMOVE_ALL: reactions,
  MESSAGE_REACTION_REMOVE_EMOJI: reactions,
  // Since version 8 no bot is told of a new conversation.
  CHANNEL_CREATE: guilds,
  CHANNEL_UPDATE: guilds,
  CHANNEL_DELETE: guilds,
  CHANNEL_PINS_UPDATE: { guild: intent.guilds, direct: intent.directMessages },
  THREAD_CREATE: guilds,
  THREAD_UPDATE: guilds,
  THREAD_DELETE: guilds,
  THREAD_LIST_SYNC: guilds,
  // Of itself with the one, of everybody with the other.
  THREAD_MEMBERS_UPDATE: { guild: intent.guilds | intent.guildMembers },
  GUILD_CREATE: guilds,
  GUILD_DELETE: guilds,
  GUILD_ROLE_CREATE: guilds,
  GUILD_ROLE_UPDATE: guilds,
  GUILD_ROLE_DELETE: guilds,
  // What happens to itself, a bot hears without it.
  GUILD_MEMBER_UPDATE: { guild: intent.guildMembers },
  WEBHOOKS_UPDATE: { guild: intent.guildWebhooks },
  INTERACTION_CREATE: 'none',
  COMMANDS: 'not of the gateway',
  PRESENCE: 'not of the gateway',
};

/** Whether a bot that has asked for these intents hears of an event at all. */
export function hearsOf(intents: number, event: LocalEvent, botId: string): boolean {
  const needed = neededIntents[event.t];
  if (needed === 'not of the gateway') return false;
  if (needed === 'none' || (event.t === 'GUILD_MEMBER_UPDATE' && event.d.user.id === botId)) return true;
  return (intents & ((guildOfEvent(event) === undefined ? needed.direct : needed.guild) ?? 0)) !== 0;
}
