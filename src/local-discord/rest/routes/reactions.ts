import { type Context, Hono } from 'hono';
import { unicodeEmoji } from '../../state/emoji.ts';
import type { Message } from '../../state/model.ts';
import { has, permission } from '../../state/permissions.ts';
import type { State } from '../../state/state.ts';
import { createAccess, idIn, type Place, refuseArchived } from '../access.ts';
import { idQuery, numberIn } from '../query.ts';
import { Refusal } from '../refusal.ts';

const message = '/channels/:channel/messages/:message/reactions';

/** Reactions to messages. Only Unicode emoji exist here: no guild has its own. */
export function createReactionRoutes(state: State): Hono {
  const routes = new Hono();
  const access = createAccess(state);
  const { botId } = state.identity;

  function reactionIn(context: Context, ...wanted: bigint[]): Place & { message: Message; emoji: string } {
    const place = access.channel(context, ...wanted);
    const emoji = unicodeEmoji(context.req.param('emoji') ?? '');
    if (emoji === undefined) throw new Refusal(10014);
    return { ...place, message: access.message(context, place.channel), emoji };
  }

  routes.put(`${message}/:emoji/@me`, (context) => {
    const { channel, held, message, emoji } = reactionIn(context, permission.readMessageHistory);
    refuseArchived(channel);
    const counts = state.reactions.counts(message.id, botId);
    if (!counts.some((one) => one.emoji === emoji)) {
      if (!has(held, permission.addReactions)) throw new Refusal(50013);
      if (counts.length >= state.limits.reactions) throw new Refusal(30010);
    }
    state.reactions.add(message, botId, emoji);
    return context.body(null, 204);
  });

  routes.delete(`${message}/:emoji/:user`, (context) => {
    const user = context.req.param('user');
    const userId = user === '@me' ? botId : idIn(context, 'user');
    const others = userId === botId ? [] : [permission.manageMessages];
    const { channel, message, emoji } = reactionIn(context, ...others);
    refuseArchived(channel);
    state.reactions.remove(message, userId, emoji);
    return context.body(null, 204);
  });

  routes.get(`${message}/:emoji`, (context) => {
    const { message, emoji } = reactionIn(context, permission.readMessageHistory);
    const after = idQuery(context, 'after');
    const limit = numberIn(context, 'limit', { least: 1, most: 100, otherwise: 25 });
    const ids = state.reactions.users(message.id, emoji, { limit, ...(after !== undefined && { after }) });
    return context.json(ids.flatMap((id) => state.user(id) ?? []));
  });

  routes.delete(`${message}/:emoji`, (context) => {
    const { channel, message, emoji } = reactionIn(context, permission.manageMessages);
    refuseArchived(channel);
    state.reactions.clear(message, emoji);
    return context.body(null, 204);
  });

  routes.delete(message, (context) => {
    const { channel } = access.channel(context, permission.manageMessages);
    refuseArchived(channel);
    state.reactions.clear(access.message(context, channel));
    return context.body(null, 204);
  });

  return routes;
}
