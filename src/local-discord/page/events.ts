import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { LocalEvent } from '../state/events.ts';
import type { User } from '../state/model.ts';
import type { State } from '../state/state.ts';
import { canSee } from '../state/visibility.ts';
import type { PageEvent } from './contract.ts';
import { viewMessage } from './views.ts';

/** How often a silent stream says that it is alive, so that no proxy or browser gives it up. */
const silenceMs = 20_000;
/** How many events wait for a page that does not read them. */
const maxWaiting = 1000;

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
    const unsubscribe = state.events.subscribe((event) => {
      const shown = asPageEvent(state, viewer, event);
      if (shown !== undefined) send(`data: ${JSON.stringify(shown)}\n\n`);
    });
    const pulse = setInterval(() => send(':\n\n'), silenceMs).unref();
    // What happened between the page's last look and this stream is not lost: it looks again.
    send(`data: ${JSON.stringify({ t: 'STATE', d: null } satisfies PageEvent)}\n\n`);
    await closed;
    clearInterval(pulse);
    unsubscribe();
  });
}

function asPageEvent(state: State, viewer: User, event: LocalEvent): PageEvent | undefined {
  if (event.t === 'INTERACTION_CREATE' || !canSee(state, viewer.id, event)) return undefined;
  switch (event.t) {
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE':
      return { t: event.t, d: viewMessage(state, viewer, event.d) };
    case 'MESSAGE_DELETE':
      return { t: event.t, d: { id: event.d.id, channel_id: event.d.channel_id } };
    default:
      return { t: 'STATE', d: null };
  }
}
