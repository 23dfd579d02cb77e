import { permission } from '../../state/permissions.ts';

interface NamedBit {
  /** As Discord's API documentation writes it. */
  readonly name: string;
  /** As Discord's own settings write it, in English. */
  readonly label: string;
  readonly bit: bigint;
}

/** The permissions of a channel that matter to a bot that posts. */
export const channelBits: readonly NamedBit[] = [
  { name: 'VIEW_CHANNEL', label: 'View Channel', bit: permission.viewChannel },
  { name: 'SEND_MESSAGES', label: 'Send Messages', bit: permission.sendMessages },
  { name: 'EMBED_LINKS', label: 'Embed Links', bit: permission.embedLinks },
  { name: 'ATTACH_FILES', label: 'Attach Files', bit: permission.attachFiles },
  { name: 'READ_MESSAGE_HISTORY', label: 'Read Message History', bit: permission.readMessageHistory },
  { name: 'MENTION_EVERYONE', label: 'Mention Everyone and All Roles', bit: permission.mentionEveryone },
  { name: 'USE_APPLICATION_COMMANDS', label: 'Use Application Commands', bit: permission.useApplicationCommands },
  { name: 'CREATE_PUBLIC_THREADS', label: 'Create Public Threads', bit: permission.createPublicThreads },
  { name: 'SEND_MESSAGES_IN_THREADS', label: 'Send Messages in Threads', bit: permission.sendMessagesInThreads },
  { name: 'MANAGE_THREADS', label: 'Manage Threads', bit: permission.manageThreads },
  { name: 'MANAGE_MESSAGES', label: 'Manage Messages', bit: permission.manageMessages },
  { name: 'PIN_MESSAGES', label: 'Pin Messages', bit: permission.pinMessages },
  { name: 'MANAGE_WEBHOOKS', label: 'Manage Webhooks', bit: permission.manageWebhooks },
  { name: 'ADD_REACTIONS', label: 'Add Reactions', bit: permission.addReactions },
];

/** What a role can have beside those: not a matter of single channels. */
export const administrator: NamedBit = { name: 'ADMINISTRATOR', label: 'Administrator', bit: permission.administrator };

export function bitOf(name: string): bigint | undefined {
  return [administrator, ...channelBits].find((one) => one.name === name)?.bit;
}
