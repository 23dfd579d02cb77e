import { mayUse } from '../interactions/prepare.ts';
import type { Message, User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { PageCommand, PageGuild, PageMessage, PageState, PageUser } from './contract.ts';

/** What one person sees of everything but messages. */
export function viewState(state: State, viewer: User): PageState {
  const members = state.members().map(({ user }) => viewUser(user));
  return {
    viewer: viewUser(viewer),
    people: members.filter(({ bot }) => !bot),
    bot: { ...viewUser(state.bot()), online: state.online },
    guilds: [viewGuild(state, viewer, members)],
    commands: viewCommands(state, viewer),
  };
}

/** The latest messages of a channel that a person can see, oldest first; none where they may not read. */
export function viewMessages(state: State, viewer: User, channelId: string): PageMessage[] | undefined {
  const channel = state.channel(channelId);
  if (channel === undefined) return undefined;
  const held = state.permissions(viewer.id, channel);
  if (!has(held, permission.viewChannel)) return undefined;
  const open = has(held, permission.readMessageHistory) ? state.messages.list(channelId, { limit: 100 }) : [];
  return [...open, ...state.messages.whispers(channelId, viewer.id)]
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .slice(-100)
    .map(viewMessage);
}

/** A message as the page draws it; of its components, the rows (others come with Components V2). */
export function viewMessage(message: Message): PageMessage {
  return {
    ...message,
    components: message.components.flatMap((row) =>
      row.type === 1 ? [{ ...row, type: 1 as const, components: row.components ?? [] }] : [],
    ),
  };
}

function viewUser({ id, username, bot }: User): PageUser {
  return { id, username, bot, avatarUrl: `/local/avatars/${id}` };
}

function viewGuild(state: State, viewer: User, members: readonly PageUser[]): PageGuild {
  const { id, name } = state.guild();
  return {
    id,
    name,
    channels: state
      .channels()
      .filter((channel) => has(state.permissions(viewer.id, channel), permission.viewChannel))
      .map(({ id: channelId, name: channelName, type, topic, parent_id, position }) => ({
        id: channelId,
        name: channelName,
        type,
        topic,
        parent_id,
        position,
      })),
    roles: state.roles().map((role) => ({ id: role.id, name: role.name, color: role.color })),
    members,
  };
}

function viewCommands(state: State, viewer: User): PageCommand[] {
  return [...state.commands.list(state.identity.guildId), ...state.commands.list()]
    .filter((command) => command.type === 1 && mayUse(state, command, viewer.id))
    .map(({ id, name, description, options }) => ({ id, name, description, options }));
}
