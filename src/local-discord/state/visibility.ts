import { channelOfEvent, guildOfEvent, type LocalEvent } from './events.ts';
import { has, permission } from './permissions.ts';
import type { State } from './state.ts';

/** Whether someone is told of an event: they are in its guild, and can look into its channel if it is of a channel. */
export function canSee(state: State, userId: string, event: LocalEvent): boolean {
  if (event.onlyFor !== undefined) return event.onlyFor === userId;
  // An application that a person has installed is asked also in guilds that its bot is not in.
  if (event.t === 'INTERACTION_CREATE') return userId === state.identity.botId;
  const channelId = channelOfEvent(event);
  if (channelId !== undefined) {
    const channel = state.channels.get(channelId);
    return channel !== undefined && has(state.permissions(userId, channel), permission.viewChannel);
  }
  // Whoever has just left is the one to be told of it.
  if (event.t === 'GUILD_DELETE') return true;
  const guildId = guildOfEvent(event);
  return guildId === undefined || state.guilds.member(guildId, userId) !== undefined;
}
