import { ChannelType, type Client, type GuildBasedChannel, type GuildMember, PermissionFlagsBits } from 'discord.js';
import type { Standing } from '../desk/feed-watch.ts';
import { missingRights, type Place, readHistory } from './rights.ts';

/** How the bot stands in a channel, by what the gateway told. */
export type ChannelStanding =
  /** A server is in an outage, or the bot is not logged in: whatever was known may be out of date. */
  | { readonly known: 'nothing' }
  /** No server of the bot has the channel. A thread that was archived before the bot came is such a one, too. */
  | { readonly known: 'no-such-channel' }
  | {
      readonly known: 'channel';
      /** The rights for a feed that the bot lacks, by the names that Discord's settings use. */
      readonly missing: readonly string[];
      /** The role that the bot came with, to which people give rights. */
      readonly role?: string;
      /** The bot may not write before this moment; milliseconds since 1970. */
      readonly timedOutUntil?: number;
    };

/** The same in the words of the desk; `now` in milliseconds since 1970. */
export function deskStanding(standing: ChannelStanding, now: number): Standing {
  switch (standing.known) {
    case 'nothing':
      return 'unknown';
    case 'no-such-channel':
      return 'absent';
    case 'channel':
      return standing.missing.length > 0 || (standing.timedOutUntil ?? 0) > now ? 'hindered' : 'fine';
  }
}

/** Whether the bot surely may not show cards in the channel; `now` in milliseconds since 1970. Reading is not needed for it. */
export function mayNotShowCards(standing: ChannelStanding, now: number): boolean {
  if (standing.known !== 'channel') return false;
  return (standing.timedOutUntil ?? 0) > now || standing.missing.some((right) => right !== readHistory);
}

/** Looks up how the bot stands in a channel; makes no request. */
export function channelStanding(client: Client | undefined, channelId: string): ChannelStanding {
  if (client?.isReady() !== true) return { known: 'nothing' };
  const channel = client.channels.cache.get(channelId);
  if (channel === undefined || channel.isDMBased()) {
    const isOutage = client.guilds.cache.some(({ available }) => !available);
    return { known: isOutage ? 'nothing' : 'no-such-channel' };
  }
  const me = channel.guild.members.me;
  if (!channel.guild.available || me === null) return { known: 'nothing' };
  const held = channel.permissionsFor(me).bitfield;
  const role = me.roles.botRole?.name;
  const timedOutUntil = timeoutOf(me, held);
  return {
    known: 'channel',
    missing: missingRights(held, placeOf(channel)),
    ...(role !== undefined && { role }),
    ...(timedOutUntil !== undefined && { timedOutUntil }),
  };
}

/** Administrators cannot be timed out. */
function timeoutOf({ communicationDisabledUntilTimestamp: until }: GuildMember, held: bigint): number | undefined {
  return until === null || (held & PermissionFlagsBits.Administrator) !== 0n ? undefined : until;
}

function placeOf(channel: GuildBasedChannel): Place {
  if (channel.isThread()) return channel.locked === true ? 'locked-thread' : 'thread';
  const isVoice = channel.type === ChannelType.GuildVoice || channel.type === ChannelType.GuildStageVoice;
  return isVoice ? 'voice' : 'text';
}
