import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { cssColor } from '../color.ts';
import { icon } from '../icons.ts';
import { pictureAddress } from '../state/api.ts';
import { choiceLimits, type MenuChoice } from './menu-choices.ts';
import type { SelectMenu } from './select-menu.ts';

/** A menu's whole content. */
export function viewSelect(select: SelectMenu): TemplateResult {
  const { least } = choiceLimits(select.menu);
  return html`<div class="select ${select.busy ? 'busy' : ''} ${select.open ? 'open' : ''}" aria-disabled=${select.menu.disabled ?? false}>
      ${select.searched ? viewSearch(select) : viewOpener(select)}${icon('chevron')}
    </div>
    ${select.tooFew ? html`<p class="failure" role="alert">${icon('warning')}Choose at least ${least}.</p>` : nothing}
    ${select.open ? viewList(select) : nothing}`;
}

function placeholderOf({ menu }: SelectMenu): string {
  return menu.placeholder || 'Make a selection';
}

function viewOpener(select: SelectMenu): TemplateResult {
  const chosen = select.chosenChoices();
  return html`<button
    type="button"
    class="select-control"
    role="combobox"
    aria-label=${select.label ?? placeholderOf(select)}
    aria-description=${chosen.length > 0 ? chosen.map(({ label }) => label).join(', ') : nothing}
    aria-haspopup="listbox"
    aria-expanded=${select.open}
    aria-controls=${select.listId}
    aria-activedescendant=${activeId(select)}
    aria-busy=${select.busy}
    aria-disabled=${select.menu.disabled ?? false}
    aria-invalid=${select.invalid || select.tooFew}
    @click=${() => select.toggle(!select.open)}
    @keydown=${select.onKey}
    @blur=${() => select.toggle(false)}
    >${chosen.length === 0 ? html`<span class="select-hint" dir="auto">${placeholderOf(select)}</span>` : viewChosen(select, chosen)}</button
  >`;
}

function viewSearch(select: SelectMenu): TemplateResult {
  const chosen = select.chosenChoices();
  return html`<label class="select-control">${chosen.length === 0 ? nothing : viewChosen(select, chosen)}<input
    type="text"
    role="combobox"
    autocomplete="off"
    spellcheck="false"
    dir="auto"
    aria-label=${select.label ?? placeholderOf(select)}
    aria-autocomplete="list"
    aria-expanded=${select.open}
    aria-controls=${select.listId}
    aria-activedescendant=${activeId(select)}
    aria-busy=${select.busy}
    aria-disabled=${select.menu.disabled ?? false}
    aria-invalid=${select.invalid || select.tooFew}
    ?readonly=${select.busy || (select.menu.disabled ?? false)}
    placeholder=${chosen.length === 0 ? placeholderOf(select) : nothing}
    .value=${live(select.typed)}
    @click=${() => select.toggle(true)}
    @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && select.type(currentTarget.value)}
    @keydown=${select.onKey}
    @blur=${() => select.toggle(false)}
  /></label>`;
}

function viewChosen(select: SelectMenu, chosen: readonly MenuChoice[]): TemplateResult {
  if (select.most === 1 && !select.searched)
    return html`<span class="select-chosen">${chosen.map((choice) => html`${viewSign(choice)}<span dir="auto">${choice.label}</span>`)}</span>`;
  return html`<span class="select-chosen">${chosen.map(
    (choice) => html`<span class="select-chip">${viewSign(choice)}<span dir="auto">${choice.label}</span></span>`,
  )}</span>`;
}

function viewList(select: SelectMenu): TemplateResult {
  const listed = select.listed();
  const full = select.most > 1 && select.chosen.length >= select.most;
  return html`<ul
    class="select-list"
    id=${select.listId}
    role="listbox"
    aria-label=${select.label ?? placeholderOf(select)}
    aria-multiselectable=${select.most > 1}
    @mousedown=${(event: Event) => event.preventDefault()}
    >${listed.map((choice, index) => viewChoice(select, choice, index, full))}${
      listed.length === 0 ? html`<li class="select-none" role="presentation">Nothing found.</li>` : nothing
    }</ul
  >`;
}

function viewChoice(select: SelectMenu, choice: MenuChoice, index: number, full: boolean): TemplateResult {
  const chosen = select.chosen.includes(choice.value);
  return html`<li
    id="${select.listId}-${index}"
    role="option"
    class=${index === select.active ? 'active' : ''}
    aria-selected=${chosen}
    aria-disabled=${full && !chosen}
    @mousemove=${() => {
      select.active = index;
    }}
    @click=${() => select.pick(index)}
    >${viewSign(choice)}<span class="select-text"
      ><strong dir="auto">${choice.label}</strong>${
        choice.description === undefined ? nothing : html`<small dir="auto">${choice.description}</small>`
      }</span
    >${select.most > 1 ? html`<span class="check" aria-hidden="true">${chosen ? '✓' : ''}</span>` : nothing}</li
  >`;
}

/** What stands before a choice's label. */
function viewSign({ emoji, avatarUrl, color }: MenuChoice): TemplateResult | typeof nothing {
  if (emoji !== undefined) return html`<span class="emoji">${emoji}</span>`;
  if (avatarUrl !== undefined)
    return html`<img class="select-avatar" src=${pictureAddress(avatarUrl)} alt="" width="20" height="20" />`;
  if (color === undefined) return nothing;
  return html`<span class="select-role" style=${color === 0 ? '' : `background: ${cssColor(color)}`} aria-hidden="true"></span>`;
}

function activeId(select: SelectMenu): string | typeof nothing {
  return select.open && select.listed().length > 0 ? `${select.listId}-${select.active}` : nothing;
}
