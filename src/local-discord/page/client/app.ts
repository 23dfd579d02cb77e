import { html, nothing, render, type TemplateResult } from 'lit';
import { viewChannel } from './channel/channel.ts';
import { MessageScroller } from './channel/scroller.ts';
import { CommandComposer } from './composer/composer.ts';
import { keepFocus } from './focus.ts';
import { viewOver } from './over.ts';
import { viewSidebar } from './sidebar/sidebar.ts';
import { createIntents, type Stage } from './state/acting.ts';
import type { Api } from './state/api.ts';
import { rememberedDismissals, rememberedLocale, rememberedPanel, rememberedTheme } from './state/memory.ts';
import { emptyModel, type Model, openChannel } from './state/model.ts';
import { channelType, firstChannel, isThread } from './state/places.ts';
import { type Action, reduce } from './state/reduce.ts';
import { createSession, type Store } from './state/session.ts';
import { tickMs } from './time.ts';

/** Starts the page in an element: fetches, listens, draws. */
export function startApp(root: HTMLElement, api: Api): void {
  let model: Model = {
    ...emptyModel(rememberedTheme(), Date.now()),
    locale: rememberedLocale(),
    panel: rememberedPanel(),
    dismissed: rememberedDismissals(),
  };
  let drawn = true;

  const store: Store = {
    model: () => model,
    dispatch(action: Action) {
      model = reduce(reduce(model, { type: 'tick', now: Date.now() }), action);
      if (!drawn) return;
      drawn = false;
      // A page that nobody looks at has no frames, but a title that tells of unread messages.
      if (document.hidden) setTimeout(draw);
      else requestAnimationFrame(draw);
    },
  };
  const session = createSession(api, store);
  const intents = createIntents(api, store, session, createStage(root));

  function draw(): void {
    drawn = true;
    const open = openChannel(model);
    document.documentElement.dataset['theme'] = model.theme;
    document.title = titleOf(model);
    keepFocus(root, () => render(viewPage(), root));

    function viewPage(): TemplateResult {
      const { page } = model;
      if (page === undefined)
        return html`<p class="nowhere" role="status">${model.connection === 'lost' ? 'Reconnecting…' : 'Loading…'}</p>`;
      return html`${viewSidebar(model, page, open?.guild ?? page.guilds[0], intents)}${viewChannel(model, page, open, intents)}${
        model.panel
          ? html`<side-panel .page=${page} .channelId=${model.channelId} .locale=${model.locale} .intents=${intents}></side-panel>`
          : nothing
      }${viewOver(model, page, open, intents)}`;
    }
  }

  setInterval(() => store.dispatch({ type: 'tick', now: Date.now() }), tickMs);
  addEventListener('hashchange', () => {
    const { page } = model;
    const wanted = page === undefined ? undefined : firstChannel(page, location.hash.slice(1));
    if (wanted !== undefined && wanted !== model.channelId) intents.openChannel(wanted);
  });
  draw();
  void session.become(undefined);
}

function titleOf(model: Model): string {
  const open = openChannel(model);
  if (open === undefined) return 'Local Discord';
  const { channel, guild } = open;
  const sign = channel.type === channelType.direct ? '@' : isThread(channel) ? '' : '#';
  return `${model.unread.size > 0 ? '• ' : ''}${sign}${channel.name} | ${guild.name}`;
}

function createStage(root: HTMLElement): Stage {
  const scroller = (): MessageScroller | undefined => {
    const found = root.querySelector('message-scroller');
    return found instanceof MessageScroller ? found : undefined;
  };
  return {
    beginCommand(path) {
      const composer = root.querySelector('command-composer');
      if (composer instanceof CommandComposer) composer.begin(path);
    },
    beginLine: () => root.querySelector<HTMLElement>('command-composer .writing')?.focus(),
    showNewest: () => scroller()?.toBottom(),
    enterDrawer(open) {
      const find = (selector: string) => root.querySelector<HTMLElement>(selector);
      // The page is drawn in the next frame, and this is called after that.
      requestAnimationFrame(() => {
        // There may be no open channel, or it is too far down the list to be drawn.
        const within = find('.sidebar.open [aria-current="page"]') ?? find('.sidebar.open button');
        (open ? within : find('.menu-button'))?.focus();
      });
    },
    showMessage: (messageId) => scroller()?.show(`message-${messageId}`) ?? false,
  };
}
