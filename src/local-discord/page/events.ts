import type { Context } from 'hono';
import type { LocalEvent } from '../state/events.ts';
import type { User } from '../state/model.ts';
import type { State } from '../state/state.ts';
import { canSee } from '../state/visibility.ts';
import type { PageEvent } from './contract.ts';
import { streamTo } from './event-stream.ts';
import { paced } from './paced.ts';
import { viewMessage } from './views.ts';

/** How often a silent stream says that it is alive, in milliseconds. */
const silenceMs = 20_000;
/** How often a page is told to look at everything again, in milliseconds: with 10,000 channels a look is a megabyte. */
const lookPauseMs = 200;

/** What happens, for as long as a person's page is open. */
export function streamEvents(context: Context, state: State, viewer: User): Response {
  return streamTo<PageEvent>(context, ({ tell, keepAlive }) => {
    const look = paced(() => tell({ t: 'STATE', d: null }), lookPauseMs);
    const unsubscribe = state.events.subscribe((event) => {
      for (const shown of asPageEvents(state, viewer, event)) {
        if (shown.t === 'STATE') look.ask();
        else tell(shown);
      }
    });
    const pulse = setInterval(keepAlive, silenceMs).unref();
    // What happened between the page's last look and this stream is not lost: it looks again.
    look.ask();
    return () => {
      clearInterval(pulse);
      unsubscribe();
      look.stop();
    };
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
