import { html, render } from 'lit';
import type { PageState } from '../contract.ts';
import type { Api } from './api.ts';
import { viewChannel } from './channel.ts';
import { callName } from './command-input.ts';
import { CommandComposer } from './composer.ts';
import type { Intents } from './intents.ts';
import {
  rememberDismissals,
  rememberedDismissals,
  rememberedLocale,
  rememberedTheme,
  rememberLocale,
  rememberTheme,
} from './memory.ts';
import { type Action, emptyModel, firstChannel, type Model, openChannel, reduce } from './model.ts';
import { MessageScroller } from './scroller.ts';
import { viewSidebar } from './sidebar.ts';
import { tickMs } from './time.ts';

const retryMs = 2_000;

/** Starts the page in an element: fetches, listens, draws. */
export function startApp(root: HTMLElement, api: Api): void {
  let model: Model = {
    ...emptyModel(rememberedTheme(), Date.now()),
    locale: rememberedLocale(),
    dismissed: rememberedDismissals(),
  };
  let listening: { close(): void } | undefined;
  let drawn = true;
  /** Who is to be shown: an answer for someone else comes too late. */
  let wanted: string | undefined;
  let requests = 0;
  /** The request whose page is shown: an answer to an earlier one comes too late. */
  let shownRequest = 0;
  let notices = 0;
  /** What the person writes arrives in the order in which it was written. */
  let written: Promise<unknown> = Promise.resolve();

  function dispatch(action: Action): void {
    model = reduce(reduce(model, { type: 'tick', now: Date.now() }), action);
    if (!drawn) return;
    drawn = false;
    requestAnimationFrame(draw);
  }

  function draw(): void {
    drawn = true;
    const { page } = model;
    const open = openChannel(model);
    document.documentElement.dataset['theme'] = model.theme;
    document.title =
      open === undefined
        ? 'Local Discord'
        : `${model.unread.size > 0 ? '• ' : ''}#${open.channel.name} | ${open.guild.name}`;
    if (page === undefined) {
      render(
        html`<p class="nowhere" role="status">${model.connection === 'lost' ? 'Reconnecting…' : 'Loading…'}</p>`,
        root,
      );
      return;
    }
    render(
      html`${viewSidebar(model, page, open?.guild ?? page.guilds[0], intents)}${viewChannel(model, page, open, intents)}`,
      root,
    );
  }

  /**
   * Shows what a person sees now; resolves to who that is. Someone who is no longer there becomes the owner.
   * @throws when the server cannot be reached or refuses
   */
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
      dispatch({ type: 'page', page });
      showChannel(page);
    }
    return page.viewer.id;
  }

  /** Goes on with the open channel, or opens the first when there is none. */
  function showChannel(page: PageState): void {
    const open = openChannel(model)?.channel.id;
    const first = open === undefined ? firstChannel(page, location.hash.slice(1)) : undefined;
    if (first !== undefined) intents.openChannel(first);
    else if (open !== undefined && model.channels[open] === undefined) void fetchMessages(open);
  }

  async function fetchMessages(channelId: string): Promise<void> {
    const viewer = model.page?.viewer.id;
    if (viewer === undefined) return;
    requests += 1;
    const request = requests;
    dispatch({ type: 'fetching', channelId, request });
    try {
      dispatch({ type: 'messages', channelId, request, messages: await api.messages(channelId, viewer) });
    } catch {
      setTimeout(() => {
        if (channelId === openChannel(model)?.channel.id) void fetchMessages(channelId);
        else dispatch({ type: 'not fetched', channelId });
      }, retryMs);
    }
  }

  /** Whatever happened before a connection is fetched after it, so that nothing falls between. */
  function listen(viewer: string): void {
    listening?.close();
    listening = api.listen(viewer, {
      connected() {
        dispatch({ type: 'connection', connection: 'live' });
        const open = openChannel(model)?.channel.id;
        if (open !== undefined) void fetchMessages(open);
      },
      lost: () => dispatch({ type: 'connection', connection: 'lost' }),
      refused: () => becomeLater(viewer),
      event(event) {
        // The stream of the person one was goes on until the other one's page is here.
        if (viewer !== wanted) return;
        dispatch({ type: 'event', event });
        // Where this fails, the connection is lost as well, and the next one begins with STATE again.
        if (event.t === 'STATE') refresh(viewer).catch(() => undefined);
      },
    });
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

  const intents: Intents = {
    openChannel(channelId) {
      dispatch({ type: 'channel', channelId });
      history.replaceState(null, '', `#${channelId}`);
      if (model.channels[channelId]?.loaded !== true) void fetchMessages(channelId);
    },
    becomePerson(userId) {
      dispatch({ type: 'people', open: false });
      void become(userId);
    },
    showDrawer: (open) => dispatch({ type: 'drawer', open }),
    showPeople: (open) => dispatch({ type: 'people', open }),
    setTheme(theme) {
      rememberTheme(theme);
      dispatch({ type: 'theme', theme });
    },
    setLocale(locale) {
      rememberLocale(locale);
      dispatch({ type: 'locale', locale });
    },
    reply: (message) => dispatch({ type: 'reply', ...(message && { message }) }),
    sendMessage(channelId, content) {
      const { page, replyTo } = model;
      const replied = replyTo?.channel_id === channelId ? { reply_to: replyTo.id } : {};
      if (replied.reply_to !== undefined) dispatch({ type: 'reply' });
      scrollDown();
      const writing = { ...(page && { viewer: page.viewer.id }), channel_id: channelId, content, ...replied };
      const answer = written.then(() => api.write(writing));
      written = answer;
      return answer.then((done) => (done.result === 'failed' ? done.reason : undefined));
    },
    press(message, component, values) {
      const customId = component.custom_id;
      if (customId === undefined) return;
      dispatch({ type: 'press', messageId: message.id, customId });
      const data = { custom_id: customId, component_type: component.type, ...(values && { values }) };
      void api
        .interact({ ...sender(), type: 3, channel_id: message.channel_id, message_id: message.id, data })
        .then((answer) => {
          const failure = answer.result === 'failed' ? { failure: answer.reason } : {};
          dispatch({ type: 'pressed', messageId: message.id, customId, ...failure });
        });
    },
    dismissMessage(messageId) {
      dispatch({ type: 'dismiss', messageId });
      rememberDismissals(model.dismissed);
    },
    dismissNotice: (id) => dispatch({ type: 'notice gone', id }),
    writeCommand(path) {
      const composer = root.querySelector('command-composer');
      if (composer instanceof CommandComposer) composer.begin(path);
    },
    sendCommand(callable, data) {
      const { channelId } = model;
      if (channelId === undefined) return;
      notices += 1;
      const notice = { id: `${notices}`, channelId, command: callName(callable).slice(1), at: Date.now() };
      dispatch({ type: 'notice', notice });
      scrollDown();
      void api.interact({ ...sender(), type: 2, channel_id: channelId, data }).then((answer) => {
        if (answer.result === 'failed') dispatch({ type: 'notice failed', id: notice.id, failure: answer.reason });
        else dispatch({ type: 'notice gone', id: notice.id });
      });
    },
    async complete(data) {
      const answer = await api.interact({ ...sender(), type: 4, channel_id: model.channelId ?? '', data });
      return answer.result === 'choices' ? answer.choices : undefined;
    },
  };

  function sender(): { readonly viewer?: string; readonly locale: string } {
    const { page, locale } = model;
    return { ...(page && { viewer: page.viewer.id }), locale };
  }

  function scrollDown(): void {
    const scroller = root.querySelector('message-scroller');
    if (scroller instanceof MessageScroller) scroller.toBottom();
  }

  setInterval(() => dispatch({ type: 'tick', now: Date.now() }), tickMs);
  addEventListener('hashchange', () => {
    const { page } = model;
    const wanted = page === undefined ? undefined : firstChannel(page, location.hash.slice(1));
    if (wanted !== undefined && wanted !== model.channelId) intents.openChannel(wanted);
  });
  draw();
  void become(undefined);
}
