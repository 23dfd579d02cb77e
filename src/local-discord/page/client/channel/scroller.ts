import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';

/** Counts as the bottom, in CSS pixels. */
const nearBottom = 60;

/**
 * Shows the newest message for as long as the reader is at the bottom, whatever grows above; a reader who has scrolled
 * up stays there and is told of new messages.
 */
export class MessageScroller extends LitElement {
  static override properties = {
    channel: { attribute: false },
    newest: { attribute: false },
    unseen: { state: true },
  };

  static override styles = css`
    :host {
      display: flex;
      flex: 1;
      flex-direction: column;
      min-height: 0;
      position: relative;
    }
    .scroll {
      flex: 1;
      overflow: hidden auto;
      overscroll-behavior: contain;
      scrollbar-color: var(--scrollbar) transparent;
    }
    .scroll:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: -2px;
    }
    .content {
      display: flex;
      flex-direction: column;
      justify-content: flex-end;
      min-height: 100%;
    }
    button {
      align-items: center;
      background: var(--brand);
      border: 0;
      border-radius: 8px 8px 0 0;
      bottom: 0;
      box-shadow: 0 2px 8px rgb(0 0 0 / 25%);
      color: #fff;
      cursor: pointer;
      display: flex;
      font: inherit;
      font-size: 0.875rem;
      font-weight: 600;
      inset-inline: 1rem;
      justify-content: space-between;
      padding: 6px 12px;
      position: absolute;
    }
    button:focus-visible {
      outline: 2px solid var(--text-strong);
      outline-offset: 1px;
    }
  `;

  /** The open channel and its newest message, by their ids. */
  declare channel: string;
  declare newest: string | undefined;
  declare unseen: boolean;
  private atBottom = true;
  private lastTop = 0;
  private readonly grown = new ResizeObserver(() => {
    if (this.atBottom) this.toBottom();
  });

  constructor() {
    super();
    this.channel = '';
    this.unseen = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('channel')) {
      this.atBottom = true;
      this.unseen = false;
    } else if (changed.has('newest') && !this.atBottom && isLater(this.newest, changed.get('newest'))) {
      this.unseen = true;
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="scroll" part="scroll" tabindex="0" role="log" aria-label="Messages" @scroll=${this.onScroll}>
        <div class="content"><slot></slot></div>
      </div>
      ${
        this.unseen
          ? html`<button type="button" @click=${this.onJump}><span>New messages</span><span>Jump to present ↓</span></button>`
          : nothing
      }`;
  }

  protected override firstUpdated(): void {
    const content = this.renderRoot.querySelector('.content');
    const scroll = this.renderRoot.querySelector('.scroll');
    if (content !== null) this.grown.observe(content);
    if (scroll !== null) this.grown.observe(scroll);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('channel')) this.toBottom();
  }

  /** Shows the newest message. */
  toBottom(): void {
    this.atBottom = true;
    this.unseen = false;
    const scroll = this.renderRoot.querySelector('.scroll');
    scroll?.scrollTo({ top: scroll.scrollHeight });
  }

  /** Shows an element within and tells the eye which it is; the focus goes there too. False when it is not there. */
  show(id: string): boolean {
    const found = this.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`);
    if (found === null) return false;
    this.atBottom = false;
    found.scrollIntoView({ block: 'center' });
    found.focus({ preventScroll: true });
    found.animate([{ backgroundColor: 'color-mix(in srgb, var(--brand) 30%, transparent)' }, {}], 2000);
    return true;
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('.scroll')?.focus(options);
  }

  /** The button goes when it is pressed; the focus would go with it. */
  private onJump(): void {
    this.toBottom();
    this.focus({ preventScroll: true });
  }

  private onScroll(event: Event): void {
    const { currentTarget } = event;
    if (!(currentTarget instanceof HTMLElement)) return;
    const { scrollHeight, scrollTop, clientHeight } = currentTarget;
    // Only going up leaves the bottom: what grows below the fold moves it away without the reader's doing.
    if (scrollHeight - scrollTop - clientHeight < nearBottom) this.atBottom = true;
    else if (scrollTop < this.lastTop) this.atBottom = false;
    this.lastTop = scrollTop;
    if (this.atBottom) this.unseen = false;
  }
}

/** Ids grow with time; the newest is an earlier one when the last one was deleted. */
function isLater(id: string | undefined, before: string | undefined): boolean {
  return BigInt(id ?? 0) > BigInt(before ?? 0);
}
