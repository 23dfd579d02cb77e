import { channelType, type GuildChannel } from '../state/channel.ts';
import { guildOfEvent, type LocalEvent } from '../state/events.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

/** Notices when the bot may look into channels that it could not look into before. */
export interface AccessWatch {
  /** From now on a guild is watched. */
  begin(guildId: string): void;
  /** The channels that have become visible by what has just happened. */
  gained(event: LocalEvent): readonly string[];
}

/** The kinds of channel that have threads: of others, being visible again means nothing. */
const withThreads: readonly number[] = [
  channelType.text,
  channelType.announcement,
  channelType.forum,
  channelType.media,
];

export function createAccessWatch(state: State): AccessWatch {
  const { botId } = state.identity;
  /** Of each guild that is watched, the channels that the bot cannot see: few, as a rule. */
  const hidden = new Map<string, Set<string>>();

  const isHidden = (channel: GuildChannel): boolean =>
    withThreads.includes(channel.type) && !has(state.permissions(botId, channel), permission.viewChannel);
  const hiddenIn = (guildId: string): Set<string> =>
    new Set(
      state.channels
        .of(guildId)
        .filter(isHidden)
        .map(({ id }) => id),
    );

  function recheck(guildId: string, before: ReadonlySet<string>): string[] {
    const after = hiddenIn(guildId);
    hidden.set(guildId, after);
    return [...before].filter((id) => !after.has(id) && state.channels.get(id) !== undefined);
  }

  return {
    begin(guildId) {
      hidden.set(guildId, hiddenIn(guildId));
    },
    gained(event) {
      const guildId = guildOfEvent(event);
      const before = guildId === undefined ? undefined : hidden.get(guildId);
      if (guildId === undefined || before === undefined) return [];
      switch (event.t) {
        case 'GUILD_DELETE':
          if (event.d.unavailable !== true) hidden.delete(guildId);
          return [];
        case 'GUILD_MEMBER_UPDATE':
          return event.d.user.id === botId ? recheck(guildId, before) : [];
        case 'GUILD_ROLE_UPDATE':
        case 'GUILD_ROLE_DELETE':
          return recheck(guildId, before);
        case 'CHANNEL_CREATE':
        case 'CHANNEL_UPDATE': {
          const channel = state.channels.get(event.d.id);
          if (channel === undefined || !('permission_overwrites' in channel)) return [];
          if (isHidden(channel)) before.add(channel.id);
          else if (before.delete(channel.id)) return [channel.id];
          return [];
        }
        case 'CHANNEL_DELETE':
          before.delete(event.d.id);
          return [];
        default:
          return [];
      }
    },
  };
}
