import {
  type Channel,
  channelType,
  type GuildChannel,
  isDirect,
  isThread,
  type Overwrite,
} from '../../state/channel.ts';
import { has } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import type { Overwriting, PanelPermissions } from './contract.ts';
import { explain } from './explain.ts';
import { administrator, channelBits } from './permission-names.ts';

/** What the bot may do in a channel or thread, and why; nothing where there is no such channel in a server. */
export function viewPermissions(state: State, channelId: string): PanelPermissions | undefined {
  const place = state.channels.get(channelId);
  const channel = place === undefined ? undefined : guildChannelOf(state, place);
  const guild = channel === undefined ? undefined : state.guilds.get(channel.guild_id);
  if (place === undefined || channel === undefined || guild === undefined) return undefined;

  const { botId } = state.identity;
  const member = state.guilds.member(guild.id, botId);
  const roles = state.guilds.roles(guild.id);
  const now = state.now();
  const until = Date.parse(member?.communication_disabled_until ?? '');
  const { name } = isDirect(place) ? channel : place;
  return {
    guild: { id: guild.id, name: guild.name, hasBot: member !== undefined, isOut: state.guilds.isOut(guild.id) },
    channel: { id: channelId, name },
    channels: state.channels
      .of(guild.id)
      .filter(({ type }) => type !== channelType.category)
      .map((one) => ({ id: one.id, name: one.name })),
    ...(until > now && { timedOutForMs: until - now }),
    bits: channelBits.map(({ name: bitName, label, bit }) => ({
      name: bitName,
      label,
      ...(member === undefined
        ? { held: false, reason: 'The bot is not in this server.' }
        : explain(member, bit, { guild, roles, channel, thread: isThread(place), now })),
      bot: overwriting(overwriteOf(channel, botId), bit),
      everyone: overwriting(overwriteOf(channel, guild.id), bit),
    })),
    roles: roles
      .filter(({ id }) => id === guild.id || member?.roles.includes(id))
      .sort((a, b) => a.position - b.position)
      .map(({ id, name: roleName, permissions }) => ({
        id,
        name: roleName,
        permissions: [administrator, ...channelBits]
          .filter(({ bit }) => has(BigInt(permissions), bit))
          .map((one) => one.name),
      })),
  };
}

/** The channel itself, or the parent of a thread: whose overwrites count. */
export function guildChannelOf(state: State, channel: Channel): GuildChannel | undefined {
  if (isDirect(channel)) return undefined;
  if (!isThread(channel)) return channel;
  const parent = state.channels.get(channel.parent_id);
  return parent === undefined || isDirect(parent) || isThread(parent) ? undefined : parent;
}

export function overwriteOf(channel: GuildChannel, id: string): Overwrite | undefined {
  return channel.permission_overwrites.find((overwrite) => overwrite.id === id);
}

function overwriting(overwrite: Overwrite | undefined, bit: bigint): Overwriting {
  if (overwrite === undefined) return 'neutral';
  if (has(BigInt(overwrite.allow), bit)) return 'allow';
  return has(BigInt(overwrite.deny), bit) ? 'deny' : 'neutral';
}
