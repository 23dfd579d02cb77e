import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { cache } from 'lit/directives/cache.js';
import type { PageGuild, PageState } from '../../contract.ts';
import type { PanelAction, PanelAnswer, PanelVitals } from '../../panel/contract.ts';
import { icon } from '../icons.ts';
import type { Locale } from '../locales.ts';
import type { Intents } from '../state/intents.ts';
import { rememberedPanelTab, rememberPanelTab } from '../state/memory.ts';
import { directId, placeOf } from '../state/places.ts';
import { createPanelApi } from './api.ts';
import { createCover } from './cover.ts';
import { beginFeed, emptyFeed, type PanelFeed, takePanelEvent } from './feed.ts';
import { viewGateway } from './gateway.ts';
import { viewMemory } from './memory.ts';
import { viewRequests } from './requests.ts';
import { viewTabs } from './tabs.ts';
import { viewYou } from './you.ts';

const tabs = {
  you: 'You',
  articles: 'Articles',
  permissions: 'Permissions',
  faults: 'Faults',
  requests: 'Requests',
  gateway: 'Gateway',
  memory: 'Memory',
} as const;
type Tab = keyof typeof tabs;

/** How often countdowns are told anew, in milliseconds. */
const countMs = 1_000;
/** How often what counts minutes is drawn anew, in milliseconds. */
const coarseMs = 15_000;

/** What happens behind the scenes, beside the channel. It draws into the document, so that the page's styles apply. */
export class SidePanel extends LitElement {
  static override properties = {
    page: { attribute: false },
    channelId: { attribute: false },
    locale: { attribute: false },
    intents: { attribute: false },
    feed: { state: true },
    tab: { state: true },
    failure: { state: true },
    now: { state: true },
  };

  declare page: PageState;
  declare channelId: string | undefined;
  declare locale: Locale;
  declare intents: Intents;

  declare feed: PanelFeed;
  declare tab: Tab;
  /** Why the last thing that a person wanted was not done. */
  declare failure: string | undefined;
  /** Milliseconds since 1970. */
  declare now: number;

  private readonly api = createPanelApi();
  private listening: { close(): void } | undefined;
  private readonly cover = createCover(this);
  private ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    const remembered = rememberedPanelTab();
    this.tab = isTab(remembered) ? remembered : 'you';
    this.feed = emptyFeed;
    this.now = Date.now();
  }

  override createRenderRoot(): this {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.listening = this.api.listen({
      began: () => {
        this.feed = beginFeed(this.feed);
      },
      event: (event) => {
        this.feed = takePanelEvent(this.feed, event);
      },
    });
    this.ticking = setInterval(() => {
      this.now = Date.now();
    }, countMs);
  }

  override firstUpdated(): void {
    // A sheet over the page takes the keyboard along.
    if (matchMedia('(width < 1100px)').matches) this.querySelector<HTMLElement>('.panel-head button')?.focus();
  }

  override updated(): void {
    this.cover.set(matchMedia('(width < 760px)').matches);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.listening?.close();
    this.cover.set(false);
    clearInterval(this.ticking);
  }

  override render(): TemplateResult {
    return html`<section class="panel" aria-label="Behind the scenes" @keydown=${this.onKey}>
      <header class="main-head panel-head">
        <h2>Behind the scenes</h2>
        <button type="button" class="icon-button" aria-label="Close behind the scenes" @click=${() => this.leave()}>
          ${icon('close')}
        </button>
      </header>
      ${this.feed.vitals === undefined ? html`<p class="nowhere" role="status">Loading…</p>` : this.viewTabs(this.feed.vitals)}
    </section>`;
  }

  /** Not before it is known which there are: none may move below a finger. */
  private viewTabs({ articles }: PanelVitals): TemplateResult {
    const shown = Object.entries(tabs).filter(([tab]) => articles || tab !== 'articles');
    const open = articles || this.tab !== 'articles' ? this.tab : 'you';
    return html`${viewTabs(shown, open, (tab) => this.show(tab))}
      ${this.failure === undefined ? nothing : html`<p class="panel-failure" role="alert">${this.failure}</p>`}
      <div class="panel-body" role="tabpanel" id="panel-body" aria-labelledby="panel-tab-${open}" tabindex="0">
        ${cache(this.viewTab(open))}
      </div>`;
  }

  /** Each a template of its own: what was begun in one is still there when one comes back to it. */
  private viewTab(tab: Tab): TemplateResult {
    const { feed, now } = this;
    switch (tab) {
      case 'you':
        return viewYou(this.page, this.openServer(), this.locale, this.intents);
      case 'articles':
        return html`<article-desk .api=${this.api}></article-desk>`;
      case 'permissions':
        return html`<permission-desk
          .api=${this.api}
          .act=${this.act}
          .channelId=${this.channelId}
          .changes=${feed.permissionChanges}
          .now=${now - (now % coarseMs)}
        ></permission-desk>`;
      case 'faults':
        return html`<fault-desk .faults=${feed.faults} .act=${this.act}></fault-desk>`;
      case 'requests':
        return viewRequests(feed, now, this.act);
      case 'gateway':
        return viewGateway(feed, this.api, this.act);
      case 'memory':
        return viewMemory(feed);
    }
  }

  /** Conversations are in none. */
  private openServer(): PageGuild | undefined {
    const guild = placeOf(this.page, this.channelId)?.guild;
    return guild?.id === directId ? undefined : guild;
  }

  private readonly act = async (action: PanelAction): Promise<PanelAnswer> => {
    this.failure = undefined;
    const answer = await this.api.act(action);
    if (answer.result === 'failed') this.failure = answer.reason;
    return answer;
  };

  private show(tab: string): void {
    if (!isTab(tab)) return;
    this.tab = tab;
    this.failure = undefined;
    rememberPanelTab(tab);
    this.querySelector('.panel-body')?.scrollTo(0, 0);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    // There it puts suggestions away, and nobody wants to lose what they have written.
    if (event.target instanceof Element && event.target.matches('input, textarea, select')) return;
    event.preventDefault();
    this.leave();
  };

  /** Goes, and gives the focus back to the button that opened it. */
  private leave(): void {
    this.intents.showPanel(false);
    this.cover.set(false);
    document.querySelector<HTMLElement>('.main-head [aria-pressed="true"]')?.focus();
  }
}

function isTab(text: string | undefined): text is Tab {
  return text !== undefined && Object.hasOwn(tabs, text);
}
