import { type Context, Hono } from 'hono';
import { guildOf } from '../../state/channel.ts';
import { makeMessage, nothing, timestampAt } from '../../state/draft.ts';
import { readable } from '../../state/message-content.ts';
import { messageType } from '../../state/model.ts';
import { has, permission } from '../../state/permissions.ts';
import { present } from '../../state/present.ts';
import type { State } from '../../state/state.ts';
import { createAccess, refuseArchived } from '../access.ts';
import { numberIn, timeIn } from '../query.ts';
import { Refusal } from '../refusal.ts';
import { isWritten } from '../reply.ts';

/** How many pins one answer holds. */
const pageSize = 50;

/** Pinned messages, by the present routes and by the older ones. */
export function createPinRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;

  /** The pins of a channel, latest first; none without the right to read its history. */
  function pinned(context: Context, range: { readonly before?: number; readonly limit: number }) {
    const { channel, held } = access.textChannel(context);
    if (!has(held, permission.readMessageHistory)) return [];
    return state.pins.list(channel.id, range).flatMap(({ messageId, pinnedAt }) => {
      const message = state.messages.find(channel.id, messageId)?.message;
      return message === undefined ? [] : [{ pinnedAt, message: readable(state, present(state, message, botId)) }];
    });
  }

  function tell(channelId: string, place: { readonly guild_id?: string }): void {
    const [latest] = state.pins.list(channelId, { limit: 1 });
    const last_pin_timestamp = latest === undefined ? null : timestampAt(latest.pinnedAt);
    state.events.publish({ t: 'CHANNEL_PINS_UPDATE', d: { channel_id: channelId, ...place, last_pin_timestamp } });
  }

  function pin(context: Context): Response {
    const { channel } = access.textChannel(context, permission.pinMessages);
    const message = access.message(context, channel);
    refuseArchived(channel);
    if (!isWritten(message)) throw new Refusal(50021);
    if (message.pinned) return context.body(null, 204);
    if (state.pins.count(channel.id) >= state.limits.pins) throw new Refusal(30003);
    const guild_id = guildOf(channel);
    const place = guild_id === undefined ? {} : { guild_id };
    state.inTransaction(() => {
      state.pins.add(channel.id, message.id, state.now());
      state.messages.edit({ ...message, pinned: true });
      tell(channel.id, place);
      state.messages.post(
        makeMessage(state, channel.id, nothing, {
          type: messageType.pinned,
          message_reference: { type: 0, message_id: message.id, channel_id: channel.id, ...place },
        }),
      );
    });
    return context.body(null, 204);
  }

  function unpin(context: Context): Response {
    const { channel } = access.textChannel(context, permission.pinMessages);
    const message = access.message(context, channel);
    refuseArchived(channel);
    if (!message.pinned) return context.body(null, 204);
    const guild_id = guildOf(channel);
    state.inTransaction(() => {
      state.pins.remove(message.id);
      state.messages.edit({ ...message, pinned: false });
      tell(channel.id, guild_id === undefined ? {} : { guild_id });
    });
    return context.body(null, 204);
  }

  routes.get('/channels/:channel/messages/pins', (context) => {
    const limit = numberIn(context, 'limit', { least: 1, most: pageSize, otherwise: pageSize });
    const before = timeIn(context, 'before');
    // One more than asked for tells whether there are more.
    const found = pinned(context, { limit: limit + 1, ...(before !== undefined && { before }) });
    const items = found.slice(0, limit).map(({ pinnedAt, message }) => ({ pinned_at: timestampAt(pinnedAt), message }));
    return context.json({ items, has_more: found.length > limit });
  });
  routes.get('/channels/:channel/pins', (context) =>
    context.json(pinned(context, { limit: pageSize }).map(({ message }) => message)),
  );
  for (const path of ['/channels/:channel/messages/pins/:message', '/channels/:channel/pins/:message']) {
    routes.put(path, pin);
    routes.delete(path, unpin);
  }
  return routes;
}
