import { type Channel, type Member, optionType, type Role, type User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

/** What stands behind the ids in an interaction's data. */
export interface Resolved {
  readonly users: Readonly<Record<string, User>>;
  readonly members: Readonly<Record<string, Omit<Member, 'user' | 'deaf' | 'mute'> & { permissions: string }>>;
  readonly roles: Readonly<Record<string, Role>>;
  readonly channels: Readonly<Record<string, ResolvedChannel>>;
}

type ResolvedChannel = Pick<Channel, 'id' | 'name' | 'type' | 'parent_id' | 'position' | 'topic' | 'flags'> & {
  readonly permissions: string;
  readonly app_permissions: string;
};

/** Looks up what a person has chosen; they can choose only what they see. Types are those of command options. */
export function createResolver(state: State, viewerId: string, inChannel: Channel) {
  const { user, channel, role, mentionable } = optionType;
  return (type: number, id: string): Partial<Resolved> | undefined => {
    const member = type === user || type === mentionable ? state.member(id) : undefined;
    if (member !== undefined) {
      const { user: who, deaf: _deaf, mute: _mute, ...rest } = member;
      const permissions = String(state.permissions(id, inChannel));
      return { users: { [id]: who }, members: { [id]: { ...rest, permissions } } };
    }
    const found = type === role || type === mentionable ? state.roles().find((one) => one.id === id) : undefined;
    if (found !== undefined) return { roles: { [id]: found } };

    const place = type === channel ? state.channel(id) : undefined;
    if (place === undefined) return undefined;
    const permissions = state.permissions(viewerId, place);
    if (!has(permissions, permission.viewChannel)) return undefined;
    const { name, parent_id, position, topic, flags } = place;
    return {
      channels: {
        [id]: {
          id,
          name,
          type: place.type,
          parent_id,
          position,
          topic,
          flags,
          permissions: String(permissions),
          app_permissions: String(state.permissions(state.identity.botId, place)),
        },
      },
    };
  };
}
