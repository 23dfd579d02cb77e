import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { PageGuild } from '../../contract.ts';
import type { PageComponent } from '../../message-contract.ts';
import {
  choiceLimits,
  defaultValues,
  findChoices,
  isSearched,
  type MenuChoice,
  menuChoices,
  toggled,
} from './menu-choices.ts';
import { viewSelect } from './select-view.ts';

/** A server may have thousands of what can be chosen; who types on finds the rest. */
const mostListed = 50;

/**
 * A menu to choose from, of any of Discord's kinds, that a keyboard reaches too. `choose` events carry the chosen values:
 * once the list is closed again, or on every change where it stands in a form.
 * It draws into the document itself, so that the page's style sheets apply.
 */
export class SelectMenu extends LitElement {
  static override properties = {
    menu: { attribute: false },
    guild: { attribute: false },
    busy: { attribute: false },
    inForm: { attribute: false },
    label: { attribute: false },
    invalid: { attribute: false },
    open: { state: true },
    active: { state: true },
    chosen: { state: true },
    typed: { state: true },
    tooFew: { state: true },
  };

  declare menu: PageComponent;
  declare guild: PageGuild;
  /** Whether the last choice is under way: until it is answered, none can be made. */
  declare busy: boolean;
  declare inForm: boolean;
  /** What the menu is for, where its placeholder does not say so. */
  declare label: string | undefined;
  declare invalid: boolean;
  declare open: boolean;
  declare active: number;
  declare chosen: readonly string[];
  declare typed: string;
  declare tooFew: boolean;

  private static made = 0;
  readonly listId = `select-list-${SelectMenu.made++}`;
  private choices: readonly MenuChoice[] = [];
  /** What was chosen when the list was opened. */
  private atOpening: readonly string[] = [];

  constructor() {
    super();
    this.menu = { type: 3 };
    this.busy = false;
    this.inForm = false;
    this.invalid = false;
    this.open = false;
    this.active = 0;
    this.chosen = [];
    this.typed = '';
    this.tooFew = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('menu') || changed.has('guild')) this.choices = menuChoices(this.menu, this.guild);
    // A message comes anew when somebody reacts to it, too: what is being chosen must not go then.
    if (changed.has('menu') && !isSame(changed.get('menu'), this.menu)) this.chosen = defaultValues(this.menu);
  }

  protected override render(): TemplateResult {
    return viewSelect(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!this.open) return;
    if (changed.has('open')) this.querySelector('.select-list')?.scrollIntoView({ block: 'nearest' });
    this.querySelector('[role="option"].active')?.scrollIntoView({ block: 'nearest' });
  }

  get searched(): boolean {
    return isSearched(this.menu);
  }

  get most(): number {
    return choiceLimits(this.menu).most;
  }

  /** What is listed now. */
  listed(): readonly MenuChoice[] {
    return this.searched ? findChoices(this.choices, this.typed, mostListed) : this.choices;
  }

  /** What is chosen, in the order of the choices. Something that is no longer there is not. */
  chosenChoices(): readonly MenuChoice[] {
    return this.choices.filter(({ value }) => this.chosen.includes(value));
  }

  toggle(open: boolean): void {
    const opens = open && !this.busy && !this.menu.disabled;
    if (opens === this.open) return;
    this.open = opens;
    this.active = 0;
    this.typed = '';
    this.tooFew = false;
    if (opens) this.atOpening = this.chosen;
    else if (!this.inForm) this.commit();
  }

  pick(index: number): void {
    const choice = this.listed()[index];
    const chosen = choice && toggled(this.chosen, choice.value, this.most);
    if (chosen === undefined || this.busy) return;
    this.chosen = chosen;
    this.typed = '';
    if (this.inForm) this.tell();
    if (this.most === 1) this.toggle(false);
  }

  takeBack(value: string): void {
    if (this.busy || this.menu.disabled) return;
    this.chosen = this.chosen.filter((other) => other !== value);
    if (this.inForm) this.tell();
  }

  type(text: string): void {
    this.toggle(true);
    this.typed = text;
    this.active = 0;
  }

  onKey(event: KeyboardEvent): void {
    const count = this.listed().length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      if (!this.open) this.toggle(true);
      else if (count > 0) this.active = (this.active + step + count) % count;
    } else if (this.open && (event.key === 'Enter' || (event.key === ' ' && !this.searched))) this.pick(this.active);
    else if (this.open && event.key === 'Escape') {
      event.stopPropagation();
      this.toggle(false);
    } else if (event.key === 'Backspace' && this.searched && this.typed === '') {
      const last = this.chosenChoices().at(-1);
      if (last !== undefined) this.takeBack(last.value);
      return;
    } else return;
    event.preventDefault();
  }

  private commit(): void {
    const [now, before] = [[...this.chosen].sort(), [...this.atOpening].sort()];
    if (now.join('\n') === before.join('\n')) return;
    this.tooFew = now.length < choiceLimits(this.menu).least;
    if (!this.tooFew) this.tell();
  }

  private tell(): void {
    const detail = this.chosenChoices().map(({ value }) => value);
    this.dispatchEvent(new CustomEvent<readonly string[]>('choose', { detail }));
  }
}

function isSame(before: PageComponent | undefined, menu: PageComponent): boolean {
  return JSON.stringify(before) === JSON.stringify(menu);
}
