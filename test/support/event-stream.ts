import type { PageEvent } from '../../src/local-discord/page/contract.ts';
import type { PanelEvent } from '../../src/local-discord/page/panel/contract.ts';
import type { LocalDiscordHarness } from './local-discord.ts';
import { until } from './until.ts';

/** Listens as a person's page does; resolves when the stream has begun. */
export const listenToPage = ({ url }: Pick<LocalDiscordHarness, 'url'>, viewer: string) =>
  listen<PageEvent>(`${url}/local/events?viewer=${viewer}`);

/** Listens as the page's panel does; resolves when the stream has begun. */
export const listenToPanel = ({ url }: Pick<LocalDiscordHarness, 'url'>) =>
  listen<PanelEvent>(`${url}/local/panel/events`);

async function listen<T>(address: string) {
  const stop = new AbortController();
  const response = await fetch(address, { signal: stop.signal });
  const events: T[] = [];
  const reading = (async () => {
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8');
      for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
        if (text.startsWith('data: ')) events.push(JSON.parse(text.slice(6, end)));
        text = text.slice(end + 2);
      }
    }
  })().catch(() => undefined);
  await until('the stream has begun', () => events.length > 0);
  return {
    events: events as readonly T[],
    hears: (wanted: (event: T) => boolean) => until('the event is heard', () => events.find(wanted)),
    close(): Promise<void> {
      stop.abort();
      return reading;
    },
  };
}
