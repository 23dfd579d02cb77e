import type { Context } from 'hono';
import {
  type Channel,
  channelType,
  type GuildChannel,
  isDirect,
  isForum,
  isThread,
  type Thread,
} from '../state/channel.ts';
import type { Message } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import { isSnowflake } from '../state/snowflake.ts';
import type { State } from '../state/state.ts';
import { notNumber } from './form/codes.ts';
import { invalidForm, Refusal } from './refusal.ts';

/** A channel of a request, and what the bot may do in it. */
export interface Place<C extends Channel = Channel> {
  readonly channel: C;
  readonly held: bigint;
}

/** Finds what a request is about, if the bot may see it and has the rights that it takes; refuses the request otherwise. */
export function createAccess(state: State) {
  const { botId } = state.identity;

  /** The id of a guild that the bot is in. */
  function guild(context: Context, ...wanted: bigint[]): string {
    const id = idIn(context, 'guild');
    if (state.guilds.get(id) === undefined) throw new Refusal(10004);
    if (state.guilds.member(id, botId) === undefined) throw new Refusal(50001);
    demand(state.guildPermissions(botId, id), wanted);
    return id;
  }

  /** A channel of any kind. What cannot be looked into is refused before what cannot be done. */
  function channel(context: Context, ...wanted: bigint[]): Place {
    const found = state.channels.get(idIn(context, 'channel'));
    if (found === undefined) throw new Refusal(10003);
    const held = state.permissions(botId, found);
    if (!has(held, permission.viewChannel)) throw new Refusal(50001);
    demand(held, wanted);
    return { channel: found, held };
  }

  /** A channel that has messages of its own. */
  function textChannel(context: Context, ...wanted: bigint[]): Place {
    const place = channel(context);
    if (place.channel.type === channelType.category) throw new Refusal(50008);
    if (isForum(place.channel)) throw new Refusal(40058);
    demand(place.held, wanted);
    return place;
  }

  /** A channel in a guild's list. */
  function guildChannel(context: Context, ...wanted: bigint[]): Place<GuildChannel> {
    const place = channel(context);
    if (isDirect(place.channel)) throw new Refusal(50003);
    if (isThread(place.channel)) throw new Refusal(50024);
    demand(place.held, wanted);
    return { channel: place.channel, held: place.held };
  }

  function thread(context: Context, ...wanted: bigint[]): Place<Thread> {
    const place = channel(context);
    if (!isThread(place.channel)) throw new Refusal(50024);
    demand(place.held, wanted);
    return { channel: place.channel, held: place.held };
  }

  /** A message of a channel that everyone sees. */
  function message(context: Context, { id }: Channel): Message {
    const held = state.messages.find(id, idIn(context, 'message'));
    if (held === undefined || held.onlyFor !== undefined) throw new Refusal(10008);
    return held.message;
  }

  return { guild, channel, textChannel, guildChannel, thread, message };
}

/** An id in the path of a request. @throws a Refusal of what is no id */
export function idIn(
  context: Context,
  name: 'guild' | 'channel' | 'message' | 'user' | 'webhook' | 'overwrite' | 'role' | 'command',
): string {
  return snowflake(`${name}_id`, context.req.param(name) ?? '');
}

/** @throws a Refusal of what is no id */
export function snowflake(field: string, text: string): string {
  if (!isSnowflake(text)) throw invalidForm([notNumber([field], text, 'snowflake')]);
  return text;
}

/** Refuses what takes rights that are not held. */
export function demand(held: bigint, wanted: readonly bigint[]): void {
  if (!wanted.every((bit) => has(held, bit))) throw new Refusal(50013);
}

/** The right that it takes to write into a channel. */
export function sending(channel: Channel): bigint {
  return isThread(channel) ? permission.sendMessagesInThreads : permission.sendMessages;
}

/** Refuses changes in a thread that is archived; what is archived only changes by being opened. */
export function refuseArchived(channel: Channel): void {
  if (isThread(channel) && channel.thread_metadata.archived) throw new Refusal(50083);
}

/** Refuses what a locked thread takes from moderators only. */
export function refuseLocked({ channel, held }: Place): void {
  if (isThread(channel) && channel.thread_metadata.locked && !has(held, permission.manageThreads))
    throw new Refusal(160005);
}
