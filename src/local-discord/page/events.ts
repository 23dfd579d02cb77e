import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LocalEvent } from '../state/events.ts';
import type { User } from '../state/model.ts';
import type { State } from '../state/state.ts';
import { canSee } from '../state/visibility.ts';
import type { PageEvent } from './contract.ts';
import { paced } from './paced.ts';
import { viewMessage } from './views.ts';

/** How often a silent stream says that it is alive, so that no proxy or browser gives it up. */
const silenceMs = 20_000;
/** How many events wait for a page that does not read them. */
const maxWaiting = 1000;
/** How often a page is told to look at everything again, in milliseconds: with 10,000 channels a look is a megabyte. */
const lookPauseMs = 200;

/** What happens, for as long as a person's page is open. */
export function streamEvents(context: Context, state: State, viewer: User): Response {
  return streamSSE(context, async (stream) => {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    stream.onAbort(close);
    let waiting = 0;
    const send = (text: string): void => {
      waiting += 1;
      void stream.write(text).then(() => {
        waiting -= 1;
      });
      // A page that is cut off misses nothing: it asks for the state when it comes back.
      if (waiting > maxWaiting) stream.abort();
    };
    const tell = (event: PageEvent): void => send(`data: ${JSON.stringify(event)}\n\n`);
    const look = paced(() => tell({ t: 'STATE', d: null }), lookPauseMs);
    const unsubscribe = state.events.subscribe((event) => {
      for (const shown of asPageEvents(state, viewer, event)) {
        if (shown.t === 'STATE') look.ask();
        else tell(shown);
      }
    });
    const pulse = setInterval(() => send(':\n\n'), silenceMs).unref();
    // What happened between the page's last look and this stream is not lost: it looks again.
    look.ask();
    await closed;
    clearInterval(pulse);
    unsubscribe();
    look.stop();
  });
}

function asPageEvents(state: State, viewer: User, event: LocalEvent): PageEvent[] {
  if (event.t === 'INTERACTION_CREATE' || !canSee(state, viewer.id, event)) return [];
  switch (event.t) {
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE':
      return [{ t: event.t, d: viewMessage(state, viewer, event.d) }];
    case 'MESSAGE_DELETE':
      return [{ t: event.t, d: { id: event.d.id, channel_id: event.d.channel_id } }];
    case 'MESSAGE_DELETE_BULK': {
      const { ids, channel_id } = event.d;
      return ids.map((id) => ({ t: 'MESSAGE_DELETE', d: { id, channel_id } }));
    }
    case 'MESSAGE_REACTION_ADD':
    case 'MESSAGE_REACTION_REMOVE':
    case 'MESSAGE_REACTION_REMOVE_ALL':
    case 'MESSAGE_REACTION_REMOVE_EMOJI': {
      // To the page, reactions are a part of their message.
      const message = state.messages.find(event.d.channel_id, event.d.message_id)?.message;
      return message === undefined ? [] : [{ t: 'MESSAGE_UPDATE', d: viewMessage(state, viewer, message) }];
    }
    default:
      return [{ t: 'STATE', d: null }];
  }
}
