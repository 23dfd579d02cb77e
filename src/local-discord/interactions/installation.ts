import { type Channel, guildOf, isDirect } from '../state/channel.ts';
import type { Command } from '../state/command.ts';
import type { InstallationOwners } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

/** Where an application can be installed: Discord's installation contexts. */
const installation = { guild: 0, user: 1 };
/** Where something can be done: Discord's interaction contexts. */
const context = { guild: 0, botDm: 1 };
const useExternalEmojis = 1n << 18n;

/** Where something is done in a channel. */
export function contextOf(channel: Channel): number {
  return isDirect(channel) ? context.botDm : context.guild;
}

/**
 * The commands that can be used in a guild, or in a conversation with the bot. Everybody counts as someone who has
 * installed the application, so that commands for users are there also in guilds without the bot.
 */
export function commandsIn(state: State, guildId: string | undefined): readonly Command[] {
  const where = guildId === undefined ? context.botDm : context.guild;
  const here = state.commands.list().filter(({ contexts }) => contexts?.includes(where) ?? true);
  if (guildId === undefined) return here;
  return hasBot(state, guildId)
    ? [...state.commands.list(guildId), ...here]
    : here.filter(({ integration_types }) => integration_types.includes(installation.user));
}

/** Whether someone with these permissions may use a command in a guild at all. */
export function mayUse({ default_member_permissions: wanted }: Command, held: bigint): boolean {
  if (!has(held, permission.useApplicationCommands)) return false;
  // No bits at all stands for administrators only.
  return wanted === null || has(held, BigInt(wanted) === 0n ? permission.administrator : BigInt(wanted));
}

/** By whose installation a command is used: Discord's documentation, "Authorizing Integration Owners Object". */
export function ownersOf(
  state: State,
  { integration_types }: Command,
  userId: string,
  channel: Channel,
): InstallationOwners {
  const guildId = guildOf(channel);
  const isInstalled = guildId === undefined || hasBot(state, guildId);
  return {
    ...(isInstalled && integration_types.includes(installation.guild) && { '0': guildId ?? '0' }),
    ...(integration_types.includes(installation.user) && { '1': userId }),
  };
}

/** By whose installation the bot posted something by itself. */
export function ownersOfPost(channel: Channel): InstallationOwners {
  return { '0': guildOf(channel) ?? '0' };
}

/**
 * What the application may do where it is asked. In a guild without the bot it is what the person may do, and files and
 * embeds: discord-api-docs#7251 and #5316.
 */
export function appPermissions(state: State, userId: string, channel: Channel): bigint {
  const guildId = guildOf(channel);
  if (guildId !== undefined && !hasBot(state, guildId))
    return state.permissions(userId, channel) | permission.attachFiles | permission.embedLinks;
  const held = state.permissions(state.identity.botId, channel);
  return isDirect(channel) ? held | useExternalEmojis : held;
}

/**
 * Whether only the person is to see what the application answers: it is not installed in the guild, and the person may
 * not let such applications speak there (Discord's documentation, USE_EXTERNAL_APPS).
 */
export function isForcedEphemeral(state: State, userId: string, channel: Channel): boolean {
  const guildId = guildOf(channel);
  if (guildId === undefined || hasBot(state, guildId)) return false;
  return !has(state.permissions(userId, channel), permission.useExternalApps);
}

export function hasBot(state: State, guildId: string): boolean {
  return state.guilds.member(guildId, state.identity.botId) !== undefined;
}
