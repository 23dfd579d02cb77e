import { Hono } from 'hono';
import { channelPayload } from '../../state/channel-payload.ts';
import type { State } from '../../state/state.ts';
import { readBody } from '../body.ts';
import { checkConversationForm } from '../form/place-form.ts';
import { Refusal, refusalOf } from '../refusal.ts';

/** The bot's conversations with people. */
export function createConversationRoutes(state: State): Hono {
  const routes = new Hono();

  routes.post('/users/@me/channels', async (context) => {
    const checked = await checkConversationForm((await readBody(context)).json);
    if (!checked.ok) throw refusalOf(checked);
    const person = state.user(checked.form.recipient_id);
    if (person === undefined || person.bot) throw new Refusal(50033);
    const channel = state.channels.direct(person.id) ?? state.channels.openDirect(state.ids.next(), person);
    return context.json(channelPayload(state, channel, state.identity.botId));
  });

  return routes;
}
