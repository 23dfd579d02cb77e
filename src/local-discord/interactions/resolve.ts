import { type Channel, guildOf, isDirect, isThread } from '../state/channel.ts';
import { optionType } from '../state/command.ts';
import type { Member, Message, Role, User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

/** What stands behind the ids in an interaction's data. */
export interface Resolved {
  readonly users: Readonly<Record<string, User>>;
  readonly members: Readonly<Record<string, Omit<Member, 'user' | 'deaf' | 'mute'> & { permissions: string }>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly channels: Readonly<Record<string, ResolvedChannel>>;
  readonly messages: Readonly<Record<string, Message>>;
}

/** Which fields there are: Discord's documentation, "Resolved Data Structure". */
interface ResolvedChannel {
  readonly id: string;
  readonly type: number;
  readonly permissions: string;
  readonly app_permissions: string;
  readonly [more: string]: unknown;
}

/** Finds a user, role or channel that was given; types are those of command options. */
export type Resolve = (optionType: number, id: string) => Partial<Resolved> | undefined;

/** Looks up what a person has chosen; they can choose only what they see. */
export function createResolver(state: State, viewerId: string, inChannel: Channel): Resolve {
  const { user, channel, role, mentionable } = optionType;
  const guildId = guildOf(inChannel);
  return (type, id) => {
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
    const appPermissions = state.permissions(state.identity.botId, place);
    return { channels: { [id]: resolvedChannel(place, permissions, appPermissions) } };
  };
}

function resolvedChannel(
  channel: Exclude<Channel, { type: 1 }>,
  permissions: bigint,
  appPermissions: bigint,
): ResolvedChannel {
  const { id, type, name, guild_id, parent_id, flags, rate_limit_per_user } = channel;
  return {
    id,
    type,
    name,
    guild_id,
    parent_id,
    flags,
    rate_limit_per_user,
    permissions: String(permissions),
    app_permissions: String(appPermissions),
    ...(isThread(channel)
      ? { thread_metadata: channel.thread_metadata }
      : { topic: channel.topic, nsfw: channel.nsfw, position: channel.position }),
  };
}

/** Several resolved things as the one object that Discord sends. */
export function merge(parts: readonly Partial<Resolved>[]): Partial<Resolved> {
  const kinds = ['users', 'members', 'roles', 'channels', 'messages'] as const;
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const all = Object.assign({}, ...parts.map((part) => part[kind]));
      return Object.keys(all).length > 0 ? [[kind, all]] : [];
    }),
  );
}

/** The `resolved` of an interaction's data, if there is anything in it. */
export function withResolved(resolved: Partial<Resolved>): { resolved?: Partial<Resolved> } {
  return Object.keys(resolved).length > 0 ? { resolved } : {};
}
