import type { GuildChannel } from './channel.ts';
import type { Guild, Member, Role } from './model.ts';

/** The bits of a permission set that this server knows by name. */
export const permission = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  manageMessages: 1n << 13n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  mentionEveryone: 1n << 17n,
  manageRoles: 1n << 28n,
  manageWebhooks: 1n << 29n,
  useApplicationCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  createPublicThreads: 1n << 35n,
  createPrivateThreads: 1n << 36n,
  sendMessagesInThreads: 1n << 38n,
  moderateMembers: 1n << 40n,
  useExternalApps: 1n << 50n,
  pinMessages: 1n << 51n,
};

/** Every bit that Discord has given a meaning. */
export const allPermissions = (1n << 53n) - 1n;

/** What is left to a member who is timed out: Discord's documentation, "Permissions for Timed Out Members". */
const whileTimedOut = permission.viewChannel | permission.readMessageHistory;
const withoutSending = permission.embedLinks | permission.attachFiles | permission.mentionEveryone;
/** What two people may do in a conversation of their own. */
export const inConversation =
  permission.addReactions |
  permission.viewChannel |
  permission.sendMessages |
  permission.embedLinks |
  permission.attachFiles |
  permission.readMessageHistory |
  permission.mentionEveryone |
  permission.useApplicationCommands |
  permission.pinMessages;

interface Place {
  /** The channel, or the parent of the thread; the guild as a whole when absent. */
  readonly channel?: GuildChannel;
  /** In a thread, what sending allows hangs on another bit. */
  readonly thread?: boolean;
  /** Milliseconds since 1970: a timeout ends. */
  readonly now: number;
}

/**
 * What a member may do, in a channel or in the guild as a whole, the implicit rules included.
 * Order and rules: Discord's documentation, "Permissions".
 */
export function permissionsOf(
  member: Member,
  guild: Guild,
  roles: readonly Role[],
  { channel, thread = false, now }: Place,
): bigint {
  if (guild.owner_id === member.user.id) return allPermissions;
  const held = roles.filter((role) => role.id === guild.id || member.roles.includes(role.id));
  const base = held.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (has(base, permission.administrator)) return allPermissions;
  const all = channel === undefined ? base : inChannel(base, member, guild, channel);
  const explicit = isTimedOut(member, now) ? all & whileTimedOut : all;
  if (channel === undefined) return explicit;

  if (!has(explicit, permission.viewChannel)) return 0n;
  const sending = thread ? permission.sendMessagesInThreads : permission.sendMessages;
  return has(explicit, sending) ? explicit : explicit & ~withoutSending;
}

/** Whether every bit of `wanted` is there. */
export function has(permissions: bigint, wanted: bigint): boolean {
  return (permissions & wanted) === wanted;
}

export function isTimedOut({ communication_disabled_until: until }: Member, now: number): boolean {
  return until !== null && Date.parse(until) > now;
}

function inChannel(base: bigint, member: Member, guild: Guild, { permission_overwrites: overwrites }: GuildChannel) {
  const everyone = overwrites.filter((overwrite) => overwrite.id === guild.id);
  const byRole = overwrites.filter(({ id, type }) => type === 0 && id !== guild.id && member.roles.includes(id));
  const own = overwrites.filter(({ id, type }) => type === 1 && id === member.user.id);
  return [everyone, byRole, own].reduce((sum, layer) => {
    const deny = layer.reduce((bits, overwrite) => bits | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((bits, overwrite) => bits | BigInt(overwrite.allow), 0n);
    return (sum & ~deny) | allow;
  }, base);
}
