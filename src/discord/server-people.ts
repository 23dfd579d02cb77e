import { type Client, type Guild, PermissionFlagsBits } from 'discord.js';

/** Where the people who run a server can be reached. */
export interface ServerPeople {
  readonly guildId: string;
  readonly guildName: string;
  readonly ownerId: string;
  /** Channels where administrators look, best first. */
  readonly channels: readonly string[];
  /** Whether the bot may write a plain message to a channel of the server. */
  mayWrite(channelId: string): boolean;
}

/**
 * Looks up where the people of a server can be reached: the server of a feed, or of its channel where the feed names none.
 * `undefined` when that is not known, or not just now. Makes no request.
 */
export function serverPeople(
  client: Client | undefined,
  { guildId, channelId }: { readonly guildId?: string; readonly channelId: string },
): ServerPeople | undefined {
  const guild = guildId === undefined ? guildOf(client, channelId) : client?.guilds.cache.get(guildId);
  if (guild?.available !== true) return undefined;
  const { id, name, ownerId, publicUpdatesChannelId, systemChannelId } = guild;
  return {
    guildId: id,
    guildName: name,
    ownerId,
    channels: [publicUpdatesChannelId, systemChannelId].flatMap((channel) => channel ?? []),
    mayWrite: (channel) => mayWrite(guild, channel),
  };
}

function guildOf(client: Client | undefined, channelId: string): Guild | undefined {
  const channel = client?.channels.cache.get(channelId);
  return channel === undefined || channel.isDMBased() ? undefined : channel.guild;
}

function mayWrite({ channels, members: { me } }: Guild, channelId: string): boolean {
  const channel = channels.cache.get(channelId);
  if (me === null || channel === undefined || !channel.isTextBased() || me.isCommunicationDisabled()) return false;
  const { ViewChannel, SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
  return channel.permissionsFor(me).has([ViewChannel, channel.isThread() ? SendMessagesInThreads : SendMessages]);
}
