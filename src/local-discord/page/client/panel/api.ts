import type {
  PanelAction,
  PanelAnswer,
  PanelArticles,
  PanelChange,
  PanelDraft,
  PanelEvent,
  PanelPermissions,
} from '../../panel/contract.ts';

/** The server of the panel, as `../panel/contract.ts` describes it. What changes something never throws. */
export interface PanelApi {
  /** Undefined when there is no such channel in a server. @throws when the server cannot be reached or refuses */
  permissions(channelId: string): Promise<PanelPermissions | undefined>;
  /** A payload's JSON; undefined when it is no longer kept. @throws when the server cannot be reached or refuses */
  payload(n: number): Promise<string | undefined>;
  /** @throws when the server cannot be reached or refuses */
  articles(): Promise<PanelArticles>;
  write(draft: PanelDraft): Promise<PanelAnswer>;
  change(change: PanelChange): Promise<PanelAnswer>;
  act(action: PanelAction): Promise<PanelAnswer>;
  /** Listens until closed; connects again by itself, and then begins anew (`began`). */
  listen(listener: { began(): void; event(event: PanelEvent): void }): { close(): void };
}

export function createPanelApi(): PanelApi {
  return {
    permissions: async (channelId) => found(await get(`permissions?channel=${encodeURIComponent(channelId)}`))?.json(),
    payload: async (n) => found(await get(`payloads/${n}`))?.text(),
    articles: async () => (await get('articles')).json(),
    write: (draft) => post('articles', draft),
    change: (change) => post('articles/change', change),
    act: (action) => post('do', action),
    listen({ began, event }) {
      const source = new EventSource('/local/panel/events');
      source.onopen = began;
      source.onmessage = ({ data }) => event(JSON.parse(data));
      return { close: () => source.close() };
    },
  };
}

async function get(path: string): Promise<Response> {
  const response = await fetch(`/local/panel/${path}`);
  if (!response.ok && response.status !== 404) throw new Error(`${response.url} answered ${response.status}`);
  return response;
}

function found(response: Response): Response | undefined {
  return response.status === 200 ? response : undefined;
}

async function post(path: string, body: unknown): Promise<PanelAnswer> {
  try {
    const response = await fetch(`/local/panel/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (response.ok || response.status === 400) return await response.json();
    return { result: 'failed', reason: `The local Discord answered ${response.status}.` };
  } catch {
    return { result: 'failed', reason: 'The local Discord cannot be reached.' };
  }
}
