import { type Channel, isDirect, isThread } from './channel.ts';
import { timestampAt } from './draft.ts';
import type { State } from './state.ts';

/** A channel as REST answers with it, to someone whose own membership of a thread is told with it. */
export function channelPayload(state: State, channel: Channel, viewerId: string) {
  const last_message_id = state.messages.latest(channel.id) ?? null;
  if (isDirect(channel)) return { ...channel, last_message_id };
  if (!isThread(channel)) return { ...channel, last_message_id };
  const member = state.threads.member(channel.id, viewerId);
  return { ...channel, last_message_id, ...(member !== undefined && { member }) };
}

/** When a message was last pinned in a channel that has pins, as REST tells it of one channel. */
export function lastPin(state: State, channelId: string): { last_pin_timestamp?: string } {
  const [latest] = state.pins.list(channelId, { limit: 1 });
  return latest === undefined ? {} : { last_pin_timestamp: timestampAt(latest.pinnedAt) };
}
