import type {
  PageDone,
  PageEditing,
  PageEvent,
  PageInteraction,
  PageInteractionResult,
  PagePinning,
  PagePointing,
  PagePost,
  PageReacting,
  PageState,
  PageWriting,
} from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';

/** The server of the page, as `../contract.ts` describes it. */
export interface Api {
  /**
   * Undefined when there is no such person; without one, it is the owner's.
   * @throws when the server cannot be reached or refuses
   */
  state(viewer: string | undefined): Promise<PageState | undefined>;
  /** @throws when the server cannot be reached or refuses */
  messages(channelId: string, viewer: string): Promise<readonly PageMessage[]>;
  /**
   * The posts of a forum or media channel.
   * @throws when the server cannot be reached or refuses
   */
  posts(channelId: string, viewer: string): Promise<readonly PagePost[]>;
  /** Never throws: a server that cannot be reached is a failure like others. */
  interact(interaction: PageInteraction): Promise<PageInteractionResult>;
  /** Never throws, like `interact`. */
  write(writing: PageWriting): Promise<PageDone>;
  /** Never throws, like `interact`; nor do the next two. */
  edit(editing: PageEditing): Promise<PageDone>;
  remove(pointing: PagePointing): Promise<PageDone>;
  pin(pinning: PagePinning): Promise<PageDone>;
  /** Never throws, like `interact`. */
  react(reacting: PageReacting): Promise<PageDone>;
  /** Opens the person's conversation with the bot. Never throws, like `interact`. */
  direct(viewer: string): Promise<PageDone>;
  /** Listens until closed or refused; connects again by itself. `connected` is called for each connection. */
  listen(viewer: string, listener: Listener): { close(): void };
}

interface Listener {
  connected(): void;
  lost(): void;
  /** Nothing more will come. */
  refused(): void;
  event(event: PageEvent): void;
}

/** The page's server over HTTP. */
export function createApi(): Api {
  return {
    async state(viewer) {
      const response = await get('/local/state', viewer);
      if (response.status === 404 && viewer !== undefined) return undefined;
      return readJson<PageState>(response);
    },
    messages: async (channelId, viewer) =>
      readJson<PageMessage[]>(await get(`/local/channels/${channelId}/messages`, viewer)),

    posts: async (channelId, viewer) => readJson<PagePost[]>(await get(`/local/channels/${channelId}/posts`, viewer)),

    interact: (interaction) => post<PageInteractionResult>('/local/interactions', interaction),
    write: (writing) => post<PageDone>('/local/messages', writing),
    edit: (editing) => post<PageDone>('/local/messages/edit', editing),
    remove: (pointing) => post<PageDone>('/local/messages/delete', pointing),
    pin: (pinning) => post<PageDone>('/local/messages/pin', pinning),
    react: (reacting) => post<PageDone>('/local/reactions', reacting),
    direct: (viewer) => post<PageDone>('/local/direct', { viewer }),

    listen(viewer, listener) {
      const source = new EventSource(`/local/events?viewer=${encodeURIComponent(viewer)}`);
      source.onopen = () => listener.connected();
      source.onmessage = ({ data }) => listener.event(JSON.parse(data));
      source.onerror = () => {
        // A browser tries again by itself after a lost connection, not after a refusal.
        if (source.readyState === EventSource.CLOSED) listener.refused();
        else listener.lost();
      };
      return { close: () => source.close() };
    },
  };
}

function get(path: string, viewer: string | undefined): Promise<Response> {
  return fetch(viewer === undefined ? path : `${path}?viewer=${encodeURIComponent(viewer)}`);
}

async function post<T>(
  path: string,
  body: object,
): Promise<T | { readonly result: 'failed'; readonly reason: string }> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) return { result: 'failed', reason: `The local Discord answered ${response.status}.` };
    return await response.json();
  } catch {
    return { result: 'failed', reason: 'The local Discord cannot be reached.' };
  }
}

async function readJson<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response.json();
}

/** The room that a picture is shown in, in CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/**
 * Where the page gets a picture: other hosts' only through the server, which never asks them. A picture that is shown
 * small says so, that a drawing in its place can be read.
 */
export function pictureAddress(url: string, room?: Room): string {
  if (/^\/(?:local\/avatars|client)\//.test(url)) return url;
  const address = url.startsWith('/local/media?') ? url : `/local/media?url=${encodeURIComponent(url)}`;
  return room === undefined ? address : `${address}&width=${room.width}&height=${room.height}`;
}
