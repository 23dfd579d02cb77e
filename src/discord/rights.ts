import { PermissionFlagsBits } from 'discord.js';

/** What a channel must allow the bot so that a feed works there, by the names that Discord's settings use. */
const needed = [
  { name: 'View Channel', bit: PermissionFlagsBits.ViewChannel },
  { name: 'Send Messages', bit: PermissionFlagsBits.SendMessages },
  { name: 'Embed Links', bit: PermissionFlagsBits.EmbedLinks },
  { name: 'Read Message History', bit: PermissionFlagsBits.ReadMessageHistory },
] as const;

/** The rights for a feed that `held` (the bot's permission bits in the channel) lacks. An administrator lacks none. */
export function missingRights(held: bigint): string[] {
  if ((held & PermissionFlagsBits.Administrator) !== 0n) return [];
  return needed.filter(({ bit }) => (held & bit) === 0n).map(({ name }) => name);
}
