import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { type IconName, icon } from '../icons.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  /** Whether it takes something away for good. */
  readonly danger?: boolean;
  act(): void;
}

/** What a menu offers: emoji in a grid, then items below titles. */
export interface MenuContent {
  readonly label: string;
  readonly emoji: readonly MenuItem[];
  readonly sections: readonly { readonly title?: string; readonly items: readonly MenuItem[] }[];
  /** Said below everything. */
  readonly note?: string;
}

/** Room that stays free at the window's edges, in CSS pixels. */
const margin = 8;

/**
 * A menu that lies over the page at a place in the window. Arrow keys move in it; whatever had the focus before gets it
 * back. It draws into the document itself, so that the page's style sheets apply.
 */
export class PopupMenu extends LitElement {
  static override properties = { content: { attribute: false }, at: { attribute: false } };

  declare content: MenuContent | undefined;
  declare at: { readonly x: number; readonly y: number };
  /** Called when the menu is to go. */
  declare close: () => void;

  private returnTo: Element | null = null;
  private readonly onPointer = (event: Event): void => {
    if (!event.composedPath().includes(this)) this.close();
  };

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.returnTo = document.activeElement;
    document.addEventListener('pointerdown', this.onPointer, true);
    addEventListener('resize', this.close);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('pointerdown', this.onPointer, true);
    removeEventListener('resize', this.close);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { content } = this;
    if (content === undefined) return nothing;
    return html`<div class="popup-menu" role="menu" aria-label=${content.label} tabindex="-1" @keydown=${this.onKey} @contextmenu=${(event: Event) => event.preventDefault()}>
      ${content.emoji.length === 0 ? nothing : html`<div class="popup-emoji" role="group">${content.emoji.map((item) => this.viewItem(item))}</div>`}
      ${content.sections.map(
        ({ title, items }) =>
          html`<div role="group" aria-label=${title ?? nothing}>${title === undefined ? nothing : html`<p dir="auto">${title}</p>`}${items.map((item) => this.viewItem(item))}</div>`,
      )}
      ${content.note === undefined ? nothing : html`<p>${content.note}</p>`}
    </div>`;
  }

  private viewItem(item: MenuItem): TemplateResult {
    return html`<button type="button" role="menuitem" class=${item.danger ? 'danger' : nothing} tabindex="-1" @click=${() => this.choose(item)}
      ><span dir="auto">${item.label}</span>${item.icon === undefined ? nothing : icon(item.icon)}</button
    >`;
  }

  protected override updated(): void {
    const menu = this.querySelector<HTMLElement>('.popup-menu');
    if (menu === null) return;
    const { width, height } = menu.getBoundingClientRect();
    const inside = (at: number, size: number, room: number): number =>
      Math.max(margin, Math.min(at, room - size - margin));
    menu.style.left = `${inside(this.at.x, width, innerWidth)}px`;
    menu.style.top = `${inside(this.at.y, height, innerHeight)}px`;
    if (!menu.contains(document.activeElement)) (this.items()[0] ?? menu).focus();
  }

  private items(): readonly HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  }

  private choose(item: MenuItem): void {
    this.leave();
    item.act();
  }

  /** The focus goes back at once, so that what was chosen may take it elsewhere. */
  private leave(): void {
    if (this.returnTo instanceof HTMLElement) this.returnTo.focus({ preventScroll: true });
    this.close();
  }

  private onKey(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.findIndex((item) => item.matches(':focus'));
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) items.at((at + step) % items.length)?.focus();
    else if (event.key === 'Home') items[0]?.focus();
    else if (event.key === 'End') items.at(-1)?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
