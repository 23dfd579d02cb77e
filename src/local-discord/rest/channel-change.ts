import {
  type Channel,
  channelFlags,
  channelType,
  type GuildChannel,
  isDirect,
  isForum,
  isThread,
  type Overwrite,
} from '../state/channel.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { notNumber } from './form/codes.ts';
import type { ChannelForm, OverwriteForm } from './form/place-shapes.ts';
import { invalidForm, Refusal } from './refusal.ts';
import { tagsOf } from './tags.ts';

/** What a checked form changes of a channel; `before` is the channel as it is, or as it is when it is new. */
export function changedChannel(state: State, form: ChannelForm, before: GuildChannel): GuildChannel {
  const { name, topic, position, nsfw, parent_id, permission_overwrites, available_tags, flags } = form;
  const type = changedType(form.type ?? before.type, before);
  const forum = isForum({ ...before, type });
  return {
    ...before,
    type,
    ...(name !== undefined && { name: storedName(name, type) }),
    ...(topic !== undefined && { topic: topic || null }),
    ...(typeof position === 'number' && { position }),
    ...(typeof nsfw === 'boolean' && { nsfw }),
    ...(form.rate_limit_per_user !== undefined && { rate_limit_per_user: form.rate_limit_per_user ?? 0 }),
    ...(parent_id !== undefined && { parent_id: parentOf(state, parent_id, before) }),
    ...(permission_overwrites && { permission_overwrites: permission_overwrites.map(toOverwrite) }),
    ...(typeof form.default_auto_archive_duration === 'number' && {
      default_auto_archive_duration: form.default_auto_archive_duration,
    }),
    ...(typeof form.default_thread_rate_limit_per_user === 'number' && {
      default_thread_rate_limit_per_user: form.default_thread_rate_limit_per_user,
    }),
    ...(forum && {
      available_tags: available_tags
        ? tagsOf(state, available_tags, before.available_tags ?? [])
        : (before.available_tags ?? []),
      flags: typeof flags === 'number' ? flags & channelFlags.requireTag : before.flags,
      default_sort_order: form.default_sort_order ?? before.default_sort_order ?? null,
      default_forum_layout: form.default_forum_layout ?? before.default_forum_layout ?? 0,
      default_reaction_emoji: form.default_reaction_emoji
        ? {
            emoji_id: form.default_reaction_emoji.emoji_id ?? null,
            emoji_name: form.default_reaction_emoji.emoji_name ?? null,
          }
        : (before.default_reaction_emoji ?? null),
    }),
  };
}

/** Refuses to give or take rights that the bot has not itself: Discord's documentation, "Edit Channel Permissions". */
export function refuseForeignRights(held: bigint, overwrites: readonly Overwrite[]): void {
  if (has(held, permission.administrator)) return;
  const touched = overwrites.reduce((bits, { allow, deny }) => bits | BigInt(allow) | BigInt(deny), 0n);
  if (!has(held, touched)) throw new Refusal(50013);
}

export function toOverwrite({ id, type, allow, deny }: OverwriteForm): Overwrite {
  return { id, type: type ?? 0, allow: bitSet('allow', allow), deny: bitSet('deny', deny) };
}

/** A set of permissions as it is stored: its number in digits. */
function bitSet(field: string, bits: string | number | null | undefined): string {
  const text = String(bits ?? 0).trim();
  if (!/^\d{1,20}$/.test(text)) throw invalidForm([notNumber([field], text, 'int')]);
  return String(BigInt(text));
}

const kinds = [
  channelType.text,
  channelType.voice,
  channelType.category,
  channelType.announcement,
  channelType.forum,
  channelType.media,
] as const;

/** The type of a new channel. @throws a Refusal of those that this server has not */
export function newType(type: number): GuildChannel['type'] {
  const kind = kinds.find((one) => one === type);
  if (kind === undefined)
    throw invalidForm([
      { path: ['type'], code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${kinds.join(', ')}).` },
    ]);
  return kind;
}

/** Only text and announcement channels can become each other. */
function changedType(type: number, before: GuildChannel): GuildChannel['type'] {
  if (type === before.type) return before.type;
  const exchangeable: readonly number[] = [channelType.text, channelType.announcement];
  if (exchangeable.includes(type) && exchangeable.includes(before.type)) return newType(type);
  throw invalidForm([
    { path: ['type'], code: 'CHANNEL_TYPE_INVALID', message: 'Cannot convert a channel to this type.' },
  ]);
}

/** Channels with messages have names without capitals and spaces. */
function storedName(name: string, type: GuildChannel['type']): string {
  const shown = name.trim();
  return type === channelType.category || type === channelType.voice
    ? shown
    : shown.toLowerCase().replace(/\s+/gu, '-');
}

function parentOf(state: State, id: string | null, { guild_id, type }: GuildChannel): string | null {
  if (id === null) return null;
  const parent = state.channels.get(id);
  const problem = (code: string, message: string) => invalidForm([{ path: ['parent_id'], code, message }]);
  if (!isInGuild(parent, guild_id)) throw problem('CHANNEL_PARENT_INVALID', 'Category does not exist');
  if (parent.type !== channelType.category || type === channelType.category)
    throw problem('CHANNEL_PARENT_INVALID_TYPE', 'Not a category');
  return id;
}

function isInGuild(channel: Channel | undefined, guildId: string): channel is GuildChannel {
  return channel !== undefined && !isDirect(channel) && !isThread(channel) && channel.guild_id === guildId;
}
