import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';

/** Who listens to server-sent events. */
export interface Listener<T> {
  tell(event: T): void;
  /** Says nothing, so that no proxy or browser gives a silent stream up. */
  keepAlive(): void;
}

/** How many events wait for somebody who does not read them. */
const maxWaiting = 1000;

/**
 * Tells what happens, as JSON, for as long as somebody listens. Who does not read it is cut off and misses nothing: on
 * coming back, they are told of everything that there is.
 *
 * @param begin begins to tell, and returns the way to stop
 */
export function streamTo<T>(context: Context, begin: (listener: Listener<T>) => () => void): Response {
  return streamSSE(context, async (stream) => {
    const { promise: closed, resolve: close } = Promise.withResolvers<void>();
    stream.onAbort(close);
    let waiting = 0;
    const send = (text: string): void => {
      waiting += 1;
      void stream.write(text).then(() => {
        waiting -= 1;
      });
      if (waiting > maxWaiting) stream.abort();
    };
    const end = begin({
      tell: (event) => send(`data: ${JSON.stringify(event)}\n\n`),
      keepAlive: () => send(':\n\n'),
    });
    await closed;
    end();
  });
}
