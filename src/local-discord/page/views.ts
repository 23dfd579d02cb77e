import { commandsIn, mayUse } from '../interactions/installation.ts';
import { type Channel, channelFlags, guildOf, isDirect, isThread, type Thread } from '../state/channel.ts';
import type { Command } from '../state/command.ts';
import type { Message, User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import { type PresentedMessage, present } from '../state/present.ts';
import type { State } from '../state/state.ts';
import type { PageChannel, PageCommand, PageGuild, PagePost, PageStanding, PageState, PageUser } from './contract.ts';
import { mentionsSomeone } from './mentions.ts';
import type { PageMessage } from './message-contract.ts';
import { mayWrite } from './people.ts';

/** What one person sees of everything but messages. */
export function viewState(state: State, viewer: User): PageState {
  const conversation = state.channels.direct(viewer.id);
  return {
    viewer: viewUser(viewer),
    people: state.people().map(viewUser),
    bot: { ...viewUser(state.bot()), online: state.online },
    guilds: state.guilds
      .all()
      .filter(({ id }) => state.guilds.member(id, viewer.id) !== undefined)
      .map(({ id }) => viewGuild(state, viewer, id)),
    direct:
      conversation === undefined ? [] : [viewChannel(state, conversation, state.permissions(viewer.id, conversation))],
    directCommands: commandsIn(state, undefined).map(viewCommand),
  };
}

/** The latest messages of a channel that a person can see, oldest first; none where they may not read. */
export function viewMessages(state: State, viewer: User, channelId: string): PageMessage[] | undefined {
  const channel = state.channels.get(channelId);
  if (channel === undefined) return undefined;
  const held = state.permissions(viewer.id, channel);
  if (!has(held, permission.viewChannel)) return undefined;
  const open = has(held, permission.readMessageHistory) ? state.messages.list(channelId, { limit: 100 }) : [];
  return [...open, ...state.messages.whispers(channelId, viewer.id)]
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
    .slice(-100)
    .map((message) => viewMessage(state, viewer, message));
}

/** The posts of a forum or media channel that a person sees: pinned ones first, then those that were written in last. */
export function viewPosts(state: State, viewer: User, channelId: string): PagePost[] | undefined {
  const forum = state.channels.get(channelId);
  if (forum === undefined || isDirect(forum) || !has(state.permissions(viewer.id, forum), permission.viewChannel))
    return undefined;
  return state.threads
    .in(channelId)
    .map((thread) => ({
      thread,
      pinned: isPinned(thread),
      latest: BigInt(state.messages.latest(thread.id) ?? thread.id),
    }))
    .sort((a, b) => Number(b.pinned) - Number(a.pinned) || (a.latest < b.latest ? 1 : -1))
    .slice(0, maxPosts)
    .map(({ thread }) => {
      const first = state.messages.find(thread.id, thread.id)?.message;
      const channel = viewChannel(state, thread, state.permissions(viewer.id, thread));
      return { channel, first: first === undefined ? null : viewMessage(state, viewer, first) };
    });
}

/** More than anyone scrolls through. */
const maxPosts = 100;

function isPinned({ flags }: Thread): boolean {
  return (flags & channelFlags.pinned) !== 0;
}

/** A message as the page draws it for one person. */
export function viewMessage(state: State, viewer: User, message: Message): PageMessage {
  const { referenced_message: referenced, ...shown } = present(state, message, viewer.id);
  const channel = state.channels.get(message.channel_id);
  const member = channel && state.guilds.member(guildOf(channel) ?? '', viewer.id);
  return {
    ...viewPresented(state, shown),
    mentions_viewer: mentionsSomeone(message, viewer.id, member),
    ...(referenced !== undefined && {
      referenced_message: referenced === null ? null : viewPresented(state, referenced),
    }),
  };
}

function viewPresented(
  state: State,
  { author, reactions = [], ...message }: Omit<PresentedMessage, 'referenced_message'>,
): PageMessage {
  const { id, username, bot, avatar } = author;
  const picture = avatar === null ? undefined : state.webhooks.picture(avatar);
  const avatarUrl = picture === undefined ? avatarOf(id, username) : `/local/media?url=${encodeURIComponent(picture)}`;
  return {
    ...message,
    author: { id, username, bot, avatarUrl },
    reactions: reactions.map(({ emoji, count, me }) => ({ emoji: emoji.name, count, me })),
  };
}

function viewUser({ id, username, bot }: User): PageUser {
  return { id, username, bot, avatarUrl: avatarOf(id, username) };
}

function avatarOf(id: string, name: string): string {
  return `/local/avatars/${id}?name=${encodeURIComponent(name)}`;
}

function standingIn(state: State, guildId: string, userId: string): PageStanding {
  if (state.guilds.member(guildId, userId) === undefined) return 'stranger';
  if (state.guilds.get(guildId)?.owner_id === userId) return 'owner';
  return has(state.guildPermissions(userId, guildId), permission.manageGuild) ? 'manager' : 'member';
}

function viewGuild(state: State, viewer: User, guildId: string): PageGuild {
  const channels: readonly Channel[] = [...state.channels.of(guildId), ...state.channels.threads(guildId)];
  const hasBot = state.guilds.member(guildId, state.identity.botId) !== undefined;
  const held = state.guildPermissions(viewer.id, guildId);
  return {
    id: guildId,
    name: state.guilds.get(guildId)?.name ?? '',
    channels: channels.flatMap((channel) => {
      const may = state.permissions(viewer.id, channel);
      return has(may, permission.viewChannel) ? [viewChannel(state, channel, may)] : [];
    }),
    roles: state.guilds.roles(guildId).map((role) => ({ id: role.id, name: role.name, color: role.color })),
    members: state.guilds.members(guildId).map(({ user }) => viewUser(user)),
    standings: Object.fromEntries(state.people().map(({ id }) => [id, standingIn(state, guildId, id)])),
    commands: commandsIn(state, guildId)
      .filter((command) => mayUse(command, held))
      .map(viewCommand),
    hasBot,
  };
}

/** A channel of any kind as the page lists it for whoever has these permissions in it. */
function viewChannel(state: State, channel: Channel, held: bigint): PageChannel {
  const { id, type } = channel;
  const rights = {
    writable: mayWrite(channel, held),
    moderated: !isDirect(channel) && has(held, permission.manageMessages),
    pinnable: has(held, permission.pinMessages),
  };
  if (isDirect(channel))
    return { id, type, name: state.bot().username, topic: null, parent_id: null, position: 0, ...rights };
  const { name, parent_id } = channel;
  if (isThread(channel)) {
    return { id, type, name, topic: null, parent_id, position: 0, ...rights, thread: viewThread(state, channel) };
  }
  const { topic, position, available_tags } = channel;
  return { id, type, name, topic, parent_id, position, ...rights, ...(available_tags && { available_tags }) };
}

function viewThread(state: State, thread: Thread) {
  const { id, message_count, applied_tags = [], thread_metadata } = thread;
  const { archived, locked, create_timestamp } = thread_metadata;
  return {
    archived,
    locked,
    pinned: isPinned(thread),
    message_count,
    created_timestamp: create_timestamp,
    last_message_id: state.messages.latest(id) ?? null,
    applied_tags,
  };
}

function viewCommand({ id, type, name, description, options, ...command }: Command): PageCommand {
  const { name_localizations, description_localizations } = command;
  return { id, type, name, description, options, name_localizations, description_localizations };
}
