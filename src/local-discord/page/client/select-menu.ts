import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PageComponent } from '../contract.ts';
import { icon } from './icons.ts';

/**
 * A string select that a keyboard reaches too. `choose` events carry the chosen value.
 * It draws into the document itself, so that the page's style sheets apply.
 */
export class SelectMenu extends LitElement {
  static override properties = {
    menu: { attribute: false },
    busy: { attribute: false },
    open: { state: true },
    active: { state: true },
  };

  declare menu: PageComponent;
  declare busy: boolean;
  declare open: boolean;
  declare active: number;

  private static made = 0;
  private readonly listId = `select-list-${SelectMenu.made++}`;

  constructor() {
    super();
    this.menu = { type: 3 };
    this.busy = false;
    this.open = false;
    this.active = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { placeholder = 'Make a selection', options = [], disabled = false } = this.menu;
    return html`<button
        class="select ${this.busy ? 'busy' : ''}"
        role="combobox"
        aria-label=${placeholder}
        aria-haspopup="listbox"
        aria-expanded=${this.open}
        aria-controls=${this.listId}
        aria-activedescendant=${this.open ? `${this.listId}-${this.active}` : nothing}
        aria-busy=${this.busy}
        ?disabled=${disabled}
        @click=${() => this.toggle(!this.open)}
        @keydown=${this.onKey}
        @blur=${() => this.toggle(false)}
      >
        <span>${placeholder}</span>${icon('chevron')}
      </button>
      ${
        this.open
          ? html`<ul class="select-list" id=${this.listId} role="listbox" aria-label=${placeholder}>${options.map(
              ({ label, description }, index) =>
                html`<li
                  id="${this.listId}-${index}"
                  role="option"
                  aria-selected=${index === this.active}
                  @mousedown=${(event: Event) => event.preventDefault()}
                  @mousemove=${() => {
                    this.active = index;
                  }}
                  @click=${() => this.choose(index)}
                >
                  <strong>${label}</strong>${description === undefined ? nothing : html`<small>${description}</small>`}
                </li>`,
            )}</ul>`
          : nothing
      }`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.open) return;
    if (changed.has('open')) this.querySelector('.select-list')?.scrollIntoView({ block: 'nearest' });
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  private toggle(open: boolean): void {
    this.open = open && !this.busy;
    this.active = 0;
  }

  private choose(index: number): void {
    const option = this.menu.options?.[index];
    this.toggle(false);
    if (option !== undefined && !this.busy) this.dispatchEvent(new CustomEvent('choose', { detail: option.value }));
  }

  private onKey(event: KeyboardEvent): void {
    const count = this.menu.options?.length ?? 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!this.open) this.toggle(true);
      else this.active = (this.active + step + count) % count;
    } else if (this.open && event.key === 'Enter') {
      event.preventDefault();
      this.choose(this.active);
    } else if (this.open && event.key === 'Escape') {
      event.stopPropagation();
      this.toggle(false);
    }
  }
}
