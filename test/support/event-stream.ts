import type { PageEvent } from '../../src/local-discord/page/contract.ts';
import type { LocalDiscordHarness } from './local-discord.ts';
import { until } from './until.ts';

/** Listens as a person's page does; resolves when the stream has begun. */
export async function listenToPage({ url }: Pick<LocalDiscordHarness, 'url'>, viewer: string) {
  const stop = new AbortController();
  const response = await fetch(`${url}/local/events?viewer=${viewer}`, { signal: stop.signal });
  const events: PageEvent[] = [];
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
    events: events as readonly PageEvent[],
    hears: (wanted: (event: PageEvent) => boolean) => until('the event is heard', () => events.find(wanted)),
    close(): Promise<void> {
      stop.abort();
      return reading;
    },
  };
}
