import { type Channel, guildOf } from './channel.ts';
import { makeMessage, nothing, timestampAt } from './draft.ts';
import { type Message, messageType, type User } from './model.ts';
import type { State } from './state.ts';

/** Pins a message, tells the gateway, and writes the line that says who did it. */
export function pinMessage(state: State, channel: Channel, message: Message, by: User): void {
  const place = placeOf(channel);
  state.inTransaction(() => {
    state.pins.add(channel.id, message.id, state.now());
    state.messages.edit({ ...message, pinned: true });
    tell(state, channel);
    state.messages.post(
      makeMessage(state, channel.id, nothing, {
        author: by,
        type: messageType.pinned,
        message_reference: { type: 0, message_id: message.id, channel_id: channel.id, ...place },
      }),
    );
  });
}

/** Takes the pin off a message, and tells the gateway. */
export function unpinMessage(state: State, channel: Channel, message: Message): void {
  state.inTransaction(() => {
    state.pins.remove(message.id);
    state.messages.edit({ ...message, pinned: false });
    tell(state, channel);
  });
}

function tell(state: State, channel: Channel): void {
  const [latest] = state.pins.list(channel.id, { limit: 1 });
  const last_pin_timestamp = latest === undefined ? null : timestampAt(latest.pinnedAt);
  const d = { channel_id: channel.id, ...placeOf(channel), last_pin_timestamp };
  state.events.publish({ t: 'CHANNEL_PINS_UPDATE', d });
}

function placeOf(channel: Channel): { readonly guild_id?: string } {
  const guild_id = guildOf(channel);
  return guild_id === undefined ? {} : { guild_id };
}
