import { PermissionFlagsBits } from 'discord.js';

/** Kinds of channel that ask for different rights. */
export type Place = 'text' | 'voice' | 'thread' | 'locked-thread';

const view = { name: 'View Channel', bit: PermissionFlagsBits.ViewChannel };
const send = { name: 'Send Messages', bit: PermissionFlagsBits.SendMessages };
const sendInThreads = { name: 'Send Messages in Threads', bit: PermissionFlagsBits.SendMessagesInThreads };
export const readHistory = 'Read Message History';
const common = [
  { name: 'Embed Links', bit: PermissionFlagsBits.EmbedLinks },
  { name: readHistory, bit: PermissionFlagsBits.ReadMessageHistory },
];

/**
 * What a channel must allow the bot so that a feed works there, by the names that Discord's settings use:
 * https://discord.com/developers/docs/topics/permissions
 */
const needed: Readonly<Record<Place, readonly { readonly name: string; readonly bit: bigint }[]>> = {
  text: [view, send, ...common],
  // Without it, Discord takes every other right in the channel away as well.
  voice: [view, { name: 'Connect', bit: PermissionFlagsBits.Connect }, send, ...common],
  thread: [view, sendInThreads, ...common],
  'locked-thread': [view, sendInThreads, ...common, { name: 'Manage Threads', bit: PermissionFlagsBits.ManageThreads }],
};

/** The rights for a feed that `held` (the bot's permission bits in the channel) lacks. An administrator lacks none. */
export function missingRights(held: bigint, place: Place = 'text'): string[] {
  if ((held & PermissionFlagsBits.Administrator) !== 0n) return [];
  return needed[place].filter(({ bit }) => (held & bit) === 0n).map(({ name }) => name);
}
