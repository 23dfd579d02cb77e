import type { PageState } from '../../contract.ts';
import type { Api } from './api.ts';
import { type Model, openChannel } from './model.ts';
import { firstChannel, isForum, placeOf } from './places.ts';
import type { Action } from './reduce.ts';

const retryMs = 2_000;

/** Holds the model, and has the page drawn when it changes. */
export interface Store {
  model(): Model;
  dispatch(action: Action): void;
}

/** Who the page is shown to, and what it fetches and hears for them. */
export interface Session {
  /** Without an id, the first server's owner. */
  become(viewer: string | undefined): Promise<void>;
  openChannel(channelId: string): void;
  /**
   * Fetches everything but messages anew.
   * @throws when the server cannot be reached or refuses
   */
  refresh(): Promise<void>;
}

/** A session with the page's server. */
export function createSession(api: Api, { model, dispatch }: Store): Session {
  let listening: { close(): void } | undefined;
  /** Who is to be shown: an answer for someone else comes too late. */
  let wanted: string | undefined;
  let requests = 0;
  /** The request whose page is shown: an answer to an earlier one comes too late. */
  let shownRequest = 0;
  /** Forums whose posts are being fetched, and whether something has changed since. */
  const fetchingPosts = new Map<string, { again: boolean }>();

  /** Resolves to who is shown. Someone who is no longer there becomes the owner. */
  async function refresh(viewer: string | undefined): Promise<string | undefined> {
    requests += 1;
    const request = requests;
    const page = await api.state(viewer);
    if (page === undefined) {
      if (viewer === wanted) void become(undefined);
      return undefined;
    }
    if (viewer === wanted && request > shownRequest) {
      wanted = page.viewer.id;
      shownRequest = request;
      const parentId = openChannel(model())?.channel.parent_id;
      dispatch({ type: 'page', page });
      showChannel(page, parentId);
    }
    return page.viewer.id;
  }

  /** Goes on with the open channel. When it is gone, the one that it was in is opened, or else the first. */
  function showChannel(page: PageState, parentId: string | null | undefined): void {
    const open = openChannel(model())?.channel;
    const wanted = [location.hash.slice(1), parentId ?? ''].find((id) => placeOf(page, id) !== undefined);
    const first = open === undefined ? firstChannel(page, wanted) : undefined;
    if (first !== undefined) show(first);
    else if (open !== undefined && (isForum(open) || model().channels[open.id] === undefined)) fetchContent(open.id);
  }

  function show(channelId: string): void {
    const { page } = model();
    // What leads to a channel may have outlived it.
    if (page === undefined || placeOf(page, channelId) === undefined) return;
    dispatch({ type: 'channel', channelId });
    history.replaceState(null, '', `#${channelId}`);
    if (model().channels[channelId]?.loaded !== true) fetchContent(channelId);
  }

  function fetchContent(channelId: string): void {
    const { page } = model();
    const channel = page && placeOf(page, channelId)?.channel;
    if (channel !== undefined && isForum(channel)) void fetchPosts(channelId);
    else void fetchMessages(channelId);
  }

  async function fetchMessages(channelId: string): Promise<void> {
    const viewer = model().page?.viewer.id;
    if (viewer === undefined) return;
    requests += 1;
    const request = requests;
    dispatch({ type: 'fetching', channelId, request });
    try {
      dispatch({ type: 'messages', channelId, request, messages: await api.messages(channelId, viewer) });
    } catch {
      setTimeout(() => {
        if (channelId === openChannel(model())?.channel.id) void fetchMessages(channelId);
        else dispatch({ type: 'not fetched', channelId });
      }, retryMs);
    }
  }

  /** One request at a time: what changes meanwhile is fetched once more after it. */
  async function fetchPosts(channelId: string): Promise<void> {
    const viewer = model().page?.viewer.id;
    const underWay = fetchingPosts.get(channelId);
    if (underWay !== undefined) underWay.again = true;
    if (viewer === undefined || underWay !== undefined) return;
    const fetching = { again: false };
    fetchingPosts.set(channelId, fetching);
    try {
      const posts = await api.posts(channelId, viewer);
      if (viewer === wanted) dispatch({ type: 'posts', channelId, posts });
      fetchingPosts.delete(channelId);
      if (fetching.again) void fetchPosts(channelId);
    } catch {
      setTimeout(() => {
        fetchingPosts.delete(channelId);
        if (channelId === openChannel(model())?.channel.id) void fetchPosts(channelId);
      }, retryMs);
    }
  }

  /** Whatever happened before a connection is fetched after it, so that nothing falls between. */
  function listen(viewer: string): void {
    listening?.close();
    listening = api.listen(viewer, {
      connected() {
        dispatch({ type: 'connection', connection: 'live' });
        const open = openChannel(model())?.channel.id;
        if (open !== undefined) fetchContent(open);
      },
      lost: () => dispatch({ type: 'connection', connection: 'lost' }),
      refused: () => becomeLater(viewer),
      event(event) {
        // The stream of the person one was goes on until the other one's page is here.
        if (viewer !== wanted) return;
        dispatch({ type: 'event', event });
        // Where this fails, the connection is lost as well, and the next one begins with STATE again.
        if (event.t === 'STATE') refresh(viewer).catch(() => undefined);
        else hearPost(event.d.channel_id);
      },
    });
  }

  /** What happens in a post changes the list that it stands in. */
  function hearPost(channelId: string): void {
    const { page } = model();
    const open = openChannel(model())?.channel;
    const parent = page && placeOf(page, channelId)?.channel.parent_id;
    if (open !== undefined && isForum(open) && open.id === parent) void fetchPosts(open.id);
  }

  async function become(viewer: string | undefined): Promise<void> {
    wanted = viewer;
    try {
      const id = await refresh(viewer);
      if (id !== undefined && id === wanted) listen(id);
    } catch {
      becomeLater(viewer);
    }
  }

  function becomeLater(viewer: string | undefined): void {
    dispatch({ type: 'connection', connection: 'lost' });
    setTimeout(() => {
      if (viewer === wanted) void become(viewer);
    }, retryMs);
  }

  return {
    become,
    openChannel: show,
    async refresh() {
      await refresh(wanted);
    },
  };
}
