import { channelType, type GuildChannel } from './channel.ts';
import type { Member, Role, User } from './model.ts';
import { permission } from './permissions.ts';

/** What the README's invite link asks for. */
const invited =
  permission.viewChannel |
  permission.sendMessages |
  permission.embedLinks |
  permission.readMessageHistory |
  permission.sendMessagesInThreads;

export function user(id: string, username: string, isBot: boolean): User {
  const discriminator = isBot ? '0001' : '0';
  return { id, username, discriminator, global_name: null, avatar: null, bot: isBot, public_flags: 0 };
}

/** @param joinedAt milliseconds since 1970 */
export function member(who: User, joinedAt: number, roles: readonly string[]): Member {
  return {
    user: who,
    nick: null,
    avatar: null,
    roles,
    joined_at: new Date(joinedAt).toISOString(),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

export function role(
  id: string,
  name: string,
  position: number,
  permissions: bigint,
  { color = 0, ...more }: Partial<Omit<Role, 'colors'>> = {},
): Role {
  return {
    id,
    name,
    color,
    colors: { primary_color: color, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(permissions),
    managed: false,
    mentionable: false,
    flags: 0,
    ...more,
  };
}

/** The role that a bot gets when it is invited. */
export function botRole(id: string, { id: botId, username }: User): Role {
  return role(id, username, 1, invited, { managed: true, tags: { bot_id: botId } });
}

/** A channel as it is when it is new. */
export function guildChannel(
  id: string,
  guildId: string,
  name: string,
  type: GuildChannel['type'],
  more: Partial<GuildChannel> = {},
): GuildChannel {
  return {
    id,
    guild_id: guildId,
    type,
    name,
    topic: null,
    parent_id: null,
    position: 0,
    permission_overwrites: [],
    nsfw: false,
    rate_limit_per_user: 0,
    flags: 0,
    ...((type === channelType.forum || type === channelType.media) && emptyForum),
    ...more,
  };
}

/** What a forum or a media channel has beside what every channel has. */
const emptyForum = {
  available_tags: [],
  default_reaction_emoji: null,
  default_sort_order: null,
  default_forum_layout: 0,
};
