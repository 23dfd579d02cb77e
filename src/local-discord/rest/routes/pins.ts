import { type Context, Hono } from 'hono';
import { timestampAt } from '../../state/draft.ts';
import { readable } from '../../state/message-content.ts';
import { has, permission } from '../../state/permissions.ts';
import { pinMessage, unpinMessage } from '../../state/pinning.ts';
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

  function pin(context: Context): Response {
    const { channel } = access.textChannel(context, permission.pinMessages);
    const message = access.message(context, channel);
    refuseArchived(channel);
    if (!isWritten(message)) throw new Refusal(50021);
    if (message.pinned) return context.body(null, 204);
    if (state.pins.count(channel.id) >= state.limits.pins) throw new Refusal(30003);
    pinMessage(state, channel, message, state.bot());
    return context.body(null, 204);
  }

  function unpin(context: Context): Response {
    const { channel } = access.textChannel(context, permission.pinMessages);
    const message = access.message(context, channel);
    refuseArchived(channel);
    if (!message.pinned) return context.body(null, 204);
    unpinMessage(state, channel, message);
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
