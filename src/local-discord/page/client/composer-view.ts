import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { pictureAddress } from './api.ts';
import { type Chip, callName, type Draft, optionsLeft } from './command-input.ts';
import type { CommandComposer } from './composer.ts';
import { onLineKey, onOptionKey } from './composer-keys.ts';
import { icon } from './icons.ts';
import type { SuggestionList } from './suggestions.ts';

/** The composer's whole content. */
export function viewComposer(
  composer: CommandComposer,
  list: SuggestionList | undefined,
  active: number,
): TemplateResult {
  const { draft, hint } = composer;
  return html`<div class="composer" @focusout=${leaveWith(composer)}>
    ${list === undefined ? nothing : viewList(composer, list, active)} ${viewProblems(composer)}
    ${hint === '' ? nothing : html`<p class="hint" role="status">${hint}</p>`}
    <div class="box">
      ${draft === undefined ? nothing : html`<span class="call">${callName(draft.callable)}</span>`}
      ${draft?.chips.map((chip) => viewChip(composer, chip, list, active))} ${viewLine(composer, list, active)}
      ${draft === undefined ? nothing : viewSend(composer, draft)}
    </div>
  </div>`;
}

function viewLine(composer: CommandComposer, list: SuggestionList | undefined, active: number): TemplateResult {
  const { draft, channel } = composer;
  const label = draft === undefined ? `Message #${channel.name}` : `Options of ${callName(draft.callable)}`;
  const wrong = composer.problems.has(undefined);
  const expanded = composer.focusedOption === undefined && (list?.entries.length ?? 0) > 0;
  return html`<input
    class="line"
    type="text"
    role="combobox"
    autocomplete="off"
    spellcheck="false"
    aria-label=${label}
    aria-invalid=${wrong}
    aria-errormessage=${wrong ? 'problems' : nothing}
    aria-autocomplete="list"
    aria-expanded=${expanded}
    aria-controls="suggestions"
    aria-activedescendant=${expanded && active >= 0 ? `suggestion-${active}` : nothing}
    placeholder=${draft === undefined ? label : ''}
    maxlength="2000"
    .value=${live(composer.text)}
    @focus=${() => composer.enter(undefined)}
    @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && composer.write(currentTarget.value)}
    @keydown=${(event: KeyboardEvent) => onLineKey(composer, event)}
  />`;
}

function viewChip(
  composer: CommandComposer,
  { option, text }: Chip,
  list: SuggestionList | undefined,
  active: number,
): TemplateResult {
  const { name } = option;
  const focused = composer.focusedOption === name;
  const expanded = focused && (list?.entries.length ?? 0) > 0;
  const wrong = composer.problems.has(name);
  return html`<label class="chip ${focused ? 'focused' : ''} ${wrong ? 'wrong' : ''}">
    <span class="chip-name">${name}</span>
    <input
      type="text"
      role="combobox"
      autocomplete="off"
      spellcheck="false"
      data-option=${name}
      size=${Math.max(2, text.length)}
      aria-label=${name}
      aria-description=${option.description}
      aria-required=${option.required ?? false}
      aria-invalid=${wrong}
      aria-errormessage=${wrong ? 'problems' : nothing}
      aria-autocomplete="list"
      aria-expanded=${expanded}
      aria-controls="suggestions"
      aria-activedescendant=${expanded && active >= 0 ? `suggestion-${active}` : nothing}
      .value=${live(text)}
      @focus=${() => composer.enter(name)}
      @input=${({ currentTarget }: InputEvent) => currentTarget instanceof HTMLInputElement && composer.write(currentTarget.value, name)}
      @keydown=${(event: KeyboardEvent) => onOptionKey(composer, option, event)}
    />
  </label>`;
}

function viewSend(composer: CommandComposer, draft: Draft): TemplateResult {
  const left = optionsLeft(draft).length;
  return html`${left === 0 ? nothing : html`<span class="more">+${left} optional</span>`}
    <button class="icon-button send" type="button" aria-label="Send ${callName(draft.callable)}" @click=${() => composer.submit()}>${icon('send')}</button>
    <button class="icon-button" type="button" aria-label="Put ${callName(draft.callable)} away" @click=${() => composer.reset('')}>${icon('close')}</button>`;
}

function viewList(composer: CommandComposer, { title, note, entries }: SuggestionList, active: number): TemplateResult {
  const { bot } = composer;
  const isCommands = composer.draft === undefined;
  return html`<div class="popup">
    <div class="popup-title">
      ${isCommands ? html`<img src=${pictureAddress(bot.avatarUrl)} alt="" width="16" height="16" />${bot.username}` : title}
    </div>
    ${note === undefined ? nothing : html`<p class="popup-note" role="status">${note}</p>`}
    ${
      entries.length === 0
        ? nothing
        : html`<ul id="suggestions" role="listbox" aria-label=${title}>${entries.map(
            (entry, index) =>
              html`<li
                id="suggestion-${index}"
                class="suggestion ${entry.kind}"
                role="option"
                aria-selected=${index === active}
                @mousedown=${(event: Event) => event.preventDefault()}
                @mousemove=${() => {
                  composer.chosen = index;
                }}
                @click=${() => composer.pick(entry)}
              >
                ${entry.kind === 'command' ? html`<img src=${pictureAddress(bot.avatarUrl)} alt="" width="32" height="32" />` : nothing}
                <span class="suggestion-text"><strong>${entry.label}</strong><small>${entry.detail}</small></span>
                ${entry.kind === 'command' ? html`<small class="suggestion-from">${bot.username}</small>` : nothing}
              </li>`,
          )}</ul>`
    }
  </div>`;
}

function viewProblems({ problems }: CommandComposer): TemplateResult | typeof nothing {
  if (problems.size === 0) return nothing;
  return html`<ul class="problems" id="problems" role="alert">${[...problems].map(
    ([name, text]) =>
      html`<li>${icon('warning')}${name === undefined ? nothing : html`<strong>${name}</strong> `}${text}</li>`,
  )}</ul>`;
}

function leaveWith(composer: CommandComposer): (event: FocusEvent) => void {
  return ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !composer.contains(relatedTarget)) composer.leave();
  };
}
