import { type Channel, type GuildChannel, isDirect, isThread } from './channel.ts';
import { timestampAt } from './draft.ts';
import type { State } from './state.ts';

/** A channel as REST answers with it, to someone whose own membership of a thread is told with it. */
export function channelPayload(state: State, channel: Channel, viewerId: string) {
  const last_message_id = state.messages.latest(channel.id) ?? null;
  if (isDirect(channel)) return { ...channel, last_message_id };
  if (!isThread(channel)) return { ...guildChannelPayload(state, channel), last_message_id };
  const member = state.threads.member(channel.id, viewerId);
  return { ...channel, last_message_id, ...(member !== undefined && { member }) };
}

function guildChannelPayload(state: State, channel: GuildChannel) {
  const [latest] = state.pins.list(channel.id, { limit: 1 });
  return latest === undefined ? channel : { ...channel, last_pin_timestamp: timestampAt(latest.pinnedAt) };
}
