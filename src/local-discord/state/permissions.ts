import type { Channel, Guild, Member, Role } from './model.ts';

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
  useApplicationCommands: 1n << 31n,
  sendMessagesInThreads: 1n << 38n,
};

/** Every bit that Discord has given a meaning. */
export const allPermissions = (1n << 53n) - 1n;

const withoutSending = permission.embedLinks | permission.attachFiles | permission.mentionEveryone;

/**
 * What a member may do, in a channel or in the guild as a whole, the implicit rules included.
 * Order and rules: Discord's documentation, "Permissions".
 */
export function permissionsOf(member: Member, guild: Guild, roles: readonly Role[], channel?: Channel): bigint {
  if (guild.owner_id === member.user.id) return allPermissions;
  const held = roles.filter((role) => role.id === guild.id || member.roles.includes(role.id));
  const base = held.reduce((sum, role) => sum | BigInt(role.permissions), 0n);
  if (has(base, permission.administrator)) return allPermissions;
  if (channel === undefined) return base;

  const { permission_overwrites: overwrites } = channel;
  const everyone = overwrites.filter((overwrite) => overwrite.id === guild.id);
  const byRole = overwrites.filter(({ id, type }) => type === 0 && id !== guild.id && member.roles.includes(id));
  const own = overwrites.filter(({ id, type }) => type === 1 && id === member.user.id);
  const explicit = [everyone, byRole, own].reduce((sum, layer) => {
    const deny = layer.reduce((bits, overwrite) => bits | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((bits, overwrite) => bits | BigInt(overwrite.allow), 0n);
    return (sum & ~deny) | allow;
  }, base);

  if (!has(explicit, permission.viewChannel)) return 0n;
  return has(explicit, permission.sendMessages) ? explicit : explicit & ~withoutSending;
}

/** Whether every bit of `wanted` is there. */
export function has(permissions: bigint, wanted: bigint): boolean {
  return (permissions & wanted) === wanted;
}
