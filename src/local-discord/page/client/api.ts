import type { PageEvent, PageInteraction, PageInteractionResult, PageMessage, PageState } from '../contract.ts';

/** The server of the page, as `../contract.ts` describes it. */
export interface Api {
  /** @throws when the server cannot be reached or refuses */
  state(viewer: string | undefined): Promise<PageState>;
  /** @throws when the server cannot be reached or refuses */
  messages(channelId: string, viewer: string): Promise<readonly PageMessage[]>;
  /** Never throws: a server that cannot be reached is a failure like others. */
  interact(interaction: PageInteraction): Promise<PageInteractionResult>;
  /** Listens until closed; connects again by itself. `connected` is called for each connection. */
  listen(viewer: string, listener: Listener): { close(): void };
}

interface Listener {
  connected(): void;
  lost(): void;
  event(event: PageEvent): void;
}

const reconnectMs = 2_000;

/** The page's server over HTTP. */
export function createApi(): Api {
  return {
    state: (viewer) => getJson<PageState>('/local/state', viewer),
    messages: (channelId, viewer) => getJson<PageMessage[]>(`/local/channels/${channelId}/messages`, viewer),

    async interact(interaction) {
      try {
        const response = await fetch('/local/interactions', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(interaction),
        });
        if (!response.ok) return { result: 'failed', reason: `The local Discord answered ${response.status}.` };
        return await response.json();
      } catch {
        return { result: 'failed', reason: 'The local Discord cannot be reached.' };
      }
    },

    listen(viewer, listener) {
      let source: EventSource | undefined;
      let again: ReturnType<typeof setTimeout> | undefined;
      const connect = (): void => {
        const opened = new EventSource(`/local/events?viewer=${encodeURIComponent(viewer)}`);
        source = opened;
        opened.onopen = () => listener.connected();
        opened.onmessage = ({ data }) => listener.event(JSON.parse(data));
        opened.onerror = () => {
          listener.lost();
          // A browser tries again by itself after a lost connection, not after a refusal.
          if (opened.readyState === EventSource.CLOSED) again = setTimeout(connect, reconnectMs);
        };
      };
      connect();
      return {
        close() {
          clearTimeout(again);
          source?.close();
        },
      };
    },
  };
}

async function getJson<T>(path: string, viewer: string | undefined): Promise<T> {
  const query = viewer === undefined ? '' : `?viewer=${encodeURIComponent(viewer)}`;
  const response = await fetch(path + query);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

/** Where the page gets a picture: other hosts' only through the server, which never asks them. */
export function pictureAddress(url: string): string {
  return url.startsWith('/') && !url.startsWith('//') ? url : `/local/media?url=${encodeURIComponent(url)}`;
}
