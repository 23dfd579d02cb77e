/** What an application is allowed only when its owner has switched it on. */
export type PrivilegedIntent = 'GUILD_PRESENCES' | 'GUILD_MEMBERS' | 'MESSAGE_CONTENT';

/**
 * The flag that an application carries for each, as one does that is in fewer than 100 guilds. Discord's documentation,
 * "Application Flags".
 */
export const applicationFlag: Readonly<Record<PrivilegedIntent, number>> = {
  GUILD_PRESENCES: 1 << 13,
  GUILD_MEMBERS: 1 << 15,
  MESSAGE_CONTENT: 1 << 19,
};

export function applicationFlags(allowed: readonly PrivilegedIntent[]): number {
  return allowed.reduce((flags, name) => flags | applicationFlag[name], 0);
}
