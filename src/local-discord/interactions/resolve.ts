import { type Channel, guildOf, isDirect } from '../state/channel.ts';
import { type Member, optionType, type Role, type User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

/** What stands behind the ids in an interaction's data. */
export interface Resolved {
  readonly users: Readonly<Record<string, User>>;
  readonly members: Readonly<Record<string, Omit<Member, 'user' | 'deaf' | 'mute'> & { permissions: string }>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly channels: Readonly<Record<string, ResolvedChannel>>;
}

type ResolvedChannel = Omit<Exclude<Channel, { type: 1 }>, 'permission_overwrites' | 'guild_id'> & {
  readonly permissions: string;
  readonly app_permissions: string;
};

/** Looks up what a person has chosen; they can choose only what they see. Types are those of command options. */
export function createResolver(state: State, viewerId: string, inChannel: Channel) {
  const { user, channel, role, mentionable } = optionType;
  const guildId = guildOf(inChannel);
  return (type: number, id: string): Partial<Resolved> | undefined => {
    const who = type === user || type === mentionable ? state.user(id) : undefined;
    if (who !== undefined) {
      const member = guildId === undefined ? undefined : state.guilds.member(guildId, id);
      if (member === undefined) return { users: { [id]: who } };
      const { user: _user, deaf: _deaf, mute: _mute, ...rest } = member;
      const permissions = String(state.permissions(id, inChannel));
      return { users: { [id]: who }, members: { [id]: { ...rest, permissions } } };
    }
    if (guildId === undefined) return undefined;
    const roles = type === role || type === mentionable ? state.guilds.roles(guildId) : [];
    const found = roles.find((one) => one.id === id);
    if (found !== undefined) return { roles: { [id]: found } };

    const place = type === channel ? state.channels.get(id) : undefined;
    if (place === undefined || isDirect(place) || place.guild_id !== guildId) return undefined;
    const permissions = state.permissions(viewerId, place);
    if (!has(permissions, permission.viewChannel)) return undefined;
    const { guild_id: _guild, ...rest } = place;
    const { permission_overwrites: _overwrites, ...shown } = { permission_overwrites: [], ...rest };
    const app_permissions = String(state.permissions(state.identity.botId, place));
    return { channels: { [id]: { ...shown, permissions: String(permissions), app_permissions } } };
  };
}
