import type { User } from './model.ts';

/** Discord's channel types that this server has. */
export const channelType = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
  media: 16,
} as const;

export interface Overwrite {
  readonly id: string;
  /** 0 role, 1 member. */
  readonly type: 0 | 1;
  readonly allow: string;
  readonly deny: string;
}

export interface ForumTag {
  readonly id: string;
  readonly name: string;
  /** Whether only who manages threads can set it. */
  readonly moderated: boolean;
  readonly emoji_id: string | null;
  readonly emoji_name: string | null;
}

/** A channel in a guild's list. */
export interface GuildChannel {
  readonly id: string;
  readonly guild_id: string;
  readonly type: 0 | 2 | 4 | 5 | 15 | 16;
  readonly name: string;
  readonly topic: string | null;
  readonly parent_id: string | null;
  readonly position: number;
  readonly permission_overwrites: readonly Overwrite[];
  readonly nsfw: boolean;
  readonly rate_limit_per_user: number;
  /** Bits of {@link channelFlags}. */
  readonly flags: number;
  /** Of forums and media channels. */
  readonly available_tags?: readonly ForumTag[];
  readonly default_auto_archive_duration?: number;
  readonly default_thread_rate_limit_per_user?: number;
  readonly default_reaction_emoji?: { readonly emoji_id: string | null; readonly emoji_name: string | null } | null;
  readonly default_sort_order?: number | null;
  readonly default_forum_layout?: number;
}

type ForumChannel = GuildChannel & { readonly type: 15 | 16 };

/** Someone who is in a thread. */
export interface ThreadMember {
  /** Of the thread. */
  readonly id: string;
  readonly user_id: string;
  readonly join_timestamp: string;
  readonly flags: number;
}

/** A thread, or a post in a forum: who may do what is its parent's affair. */
export interface Thread {
  readonly id: string;
  readonly guild_id: string;
  readonly type: 10 | 11 | 12;
  readonly name: string;
  readonly parent_id: string;
  readonly owner_id: string;
  readonly thread_metadata: {
    readonly archived: boolean;
    /** Minutes: 60, 1440, 4320 or 10080. */
    readonly auto_archive_duration: number;
    readonly archive_timestamp: string;
    readonly locked: boolean;
    readonly create_timestamp: string;
    /** Of private threads. */
    readonly invitable?: boolean;
  };
  /** Without the first message of a thread that began without one. */
  readonly message_count: number;
  readonly total_message_sent: number;
  readonly member_count: number;
  readonly rate_limit_per_user: number;
  readonly flags: number;
  /** Ids of the tags that a forum post carries. */
  readonly applied_tags?: readonly string[];
}

/** A conversation of a person with the bot. */
export interface DirectChannel {
  readonly id: string;
  readonly type: 1;
  /** The person. */
  readonly recipients: readonly [User];
  readonly flags: number;
}

export type Channel = GuildChannel | Thread | DirectChannel;

/** Bits of a channel's `flags`. */
export const channelFlags = { pinned: 1 << 1, requireTag: 1 << 4 };

export function isThread(channel: Channel): channel is Thread {
  const { announcementThread, publicThread, privateThread } = channelType;
  return channel.type === announcementThread || channel.type === publicThread || channel.type === privateThread;
}

export function isDirect(channel: Channel): channel is DirectChannel {
  return channel.type === channelType.dm;
}

/** Whether its messages are all in posts of their own: a forum or a media channel. */
export function isForum(channel: Channel): channel is ForumChannel {
  return channel.type === channelType.forum || channel.type === channelType.media;
}

/** The guild of a channel; nothing for a conversation. */
export function guildOf(channel: Channel): string | undefined {
  return isDirect(channel) ? undefined : channel.guild_id;
}
