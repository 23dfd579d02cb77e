import { openCollection } from './collection.ts';
import type { Database } from './database.ts';
import type { Events } from './events.ts';
import type { Guild, Member, Role } from './model.ts';

/** The guilds, who is in them, and what their roles allow. Changes are told to everyone once they are durable. */
export interface Guilds {
  all(): readonly Guild[];
  get(id: string): Guild | undefined;
  roles(guildId: string): readonly Role[];
  members(guildId: string): readonly Member[];
  member(guildId: string, userId: string): Member | undefined;
  /** Whether Discord cannot reach it at the moment; not durable. */
  isOut(guildId: string): boolean;

  add(guild: Guild): void;
  putRole(guildId: string, role: Role): void;
  putMember(guildId: string, member: Member): void;
  setRolePermissions(roleId: string, permissions: bigint): void;
  setMemberRoles(guildId: string, userId: string, roles: readonly string[]): void;
  /** @param until milliseconds since 1970; nothing ends a timeout */
  setTimeout(guildId: string, userId: string, until: number | undefined): void;
  setOutage(guildId: string, out: boolean): void;
  /** Takes a bot out of a guild, with the role that came with it. */
  removeBot(guildId: string, botId: string): void;
  /** Lets a bot in, with a role of its own. */
  inviteBot(guildId: string, member: Member, role: Role): void;
}

export function openGuilds(database: Database, events: Events): Guilds {
  const guilds = openCollection<Guild>(database, 'guild');
  const roles = openCollection<Role>(database, 'role');
  const members = openCollection<Member>(database, 'member');
  const out = new Set<string>();
  const memberKey = (guildId: string, userId: string): string => `${guildId}/${userId}`;
  const putRole = (guildId: string, role: Role): void => roles.put(role.id, role, guildId);
  const putMember = (guildId: string, member: Member): void =>
    members.put(memberKey(guildId, member.user.id), member, guildId);

  function changeMember(guildId: string, userId: string, change: Partial<Member>): void {
    const member = members.get(memberKey(guildId, userId));
    if (member === undefined) throw new Error('The local Discord has no such member.');
    const changed = { ...member, ...change };
    putMember(guildId, changed);
    events.publish({ t: 'GUILD_MEMBER_UPDATE', d: { ...changed, guild_id: guildId } });
  }

  return {
    all: () => guilds.all(),
    get: (id) => guilds.get(id),
    roles: (guildId) => roles.of(guildId),
    members: (guildId) => members.of(guildId),
    member: (guildId, userId) => members.get(memberKey(guildId, userId)),
    isOut: (guildId) => out.has(guildId),

    add: (guild) => guilds.put(guild.id, guild),
    putRole,
    putMember,
    setRolePermissions(roleId, permissions) {
      const guildId = roles.ownerOf(roleId);
      const role = roles.get(roleId);
      if (guildId === undefined || role === undefined) throw new Error('The local Discord has no such role.');
      const changed = { ...role, permissions: String(permissions) };
      putRole(guildId, changed);
      events.publish({ t: 'GUILD_ROLE_UPDATE', d: { guild_id: guildId, role: changed } });
    },
    setMemberRoles: (guildId, userId, held) => changeMember(guildId, userId, { roles: held }),
    setTimeout: (guildId, userId, until) =>
      changeMember(guildId, userId, {
        communication_disabled_until: until === undefined ? null : new Date(until).toISOString(),
      }),
    setOutage(guildId, isOut) {
      if (isOut === out.has(guildId)) return;
      if (isOut) {
        out.add(guildId);
        events.publish({ t: 'GUILD_DELETE', d: { id: guildId, unavailable: true } });
      } else {
        out.delete(guildId);
        events.publish({ t: 'GUILD_CREATE', d: { id: guildId } });
      }
    },
    removeBot(guildId, botId) {
      if (members.get(memberKey(guildId, botId)) === undefined) return;
      database.inTransaction(() => {
        members.delete(memberKey(guildId, botId));
        for (const { id, tags } of roles.of(guildId)) if (tags?.bot_id === botId) roles.delete(id);
      });
      events.publish({ t: 'GUILD_DELETE', d: { id: guildId } });
    },
    inviteBot(guildId, member, role) {
      database.inTransaction(() => {
        putRole(guildId, role);
        putMember(guildId, member);
      });
      events.publish({ t: 'GUILD_CREATE', d: { id: guildId } });
    },
  };
}
