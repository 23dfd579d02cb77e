import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../icons.ts';
import { charactersLeft, lineLabel, noteOf } from './chat.ts';
import { callLabel } from './command-input.ts';
import type { CommandComposer } from './composer.ts';
import { type Draft, optionsLeft } from './draft.ts';
import { onLineKey, onOptionKey } from './keys.ts';
import { viewList } from './list.ts';
import type { Chip } from './option-check.ts';
import type { SuggestionList } from './suggestions.ts';

/** The rows that the line grows to before it scrolls. */
const mostRows = 8;

/** The composer's whole content. */
export function viewComposer(
  composer: CommandComposer,
  list: SuggestionList | undefined,
  active: number,
): TemplateResult {
  const { channel, mute } = composer;
  const { draft } = composer.line;
  const note = noteOf(channel);
  if (mute !== undefined)
    return html`<div class="composer"><div class="box mute">
      <textarea class="writing" rows="1" disabled aria-label=${lineLabel(channel)} placeholder=${mute}></textarea>
    </div></div>`;
  return html`<div class="composer" @focusout=${leaveWith(composer)}>
    ${list === undefined ? nothing : viewList(composer, list, active)} ${viewProblems(composer)}
    ${note === undefined ? nothing : html`<p class="hint">${note}</p>`} ${viewReply(composer)}
    <div class="box">
      ${draft === undefined ? nothing : html`<span class="call">${callLabel(draft.callable)}</span>`}
      ${draft?.chips.map((chip) => viewChip(composer, chip, list, active))} ${viewLine(composer, list, active)}
      ${draft === undefined ? viewChatSend(composer) : viewSend(composer, draft)}
    </div>
  </div>`;
}

function viewReply({ replyTo, intents }: CommandComposer): TemplateResult | typeof nothing {
  if (replyTo === undefined) return nothing;
  return html`<div class="replying">
    <span>Replying to <strong>${replyTo.author.username}</strong></span>
    <button class="icon-button" type="button" aria-label="Do not reply" title="Do not reply" @click=${() => intents.reply(undefined)}>${icon('close')}</button>
  </div>`;
}

function viewLine(composer: CommandComposer, list: SuggestionList | undefined, active: number): TemplateResult {
  const { draft, text, option, problems } = composer.line;
  const label = draft === undefined ? lineLabel(composer.channel) : `Options of ${callLabel(draft.callable)}`;
  const wrong = problems.has(undefined);
  const expanded = option === undefined && (list?.entries.length ?? 0) > 0;
  return html`<textarea
    class="writing"
    role="combobox"
    dir="auto"
    rows=${Math.min(text.split('\n').length, mostRows)}
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
    .value=${live(text)}
    @focus=${() => composer.enter(undefined)}
    @input=${({ currentTarget: field }: InputEvent) => field instanceof HTMLTextAreaElement && composer.write(field.value, undefined, field.selectionStart)}
    @keydown=${(event: KeyboardEvent) => onLineKey(composer, event)}
  ></textarea>`;
}

function viewChip(
  composer: CommandComposer,
  { option, text }: Chip,
  list: SuggestionList | undefined,
  active: number,
): TemplateResult {
  const { name, label, detail, required = false } = option;
  const focused = composer.line.option === name;
  const expanded = focused && (list?.entries.length ?? 0) > 0;
  const wrong = composer.line.problems.has(name);
  return html`<label class="chip ${focused ? 'focused' : ''} ${wrong ? 'wrong' : ''}">
    <span class="chip-name">${label}</span>
    <input
      type="text"
      dir="auto"
      role="combobox"
      autocomplete="off"
      spellcheck="false"
      data-option=${name}
      size=${Math.max(2, text.length)}
      aria-label=${label}
      aria-description=${detail}
      aria-required=${required}
      aria-invalid=${wrong}
      aria-errormessage=${wrong ? 'problems' : nothing}
      aria-autocomplete="list"
      aria-expanded=${expanded}
      aria-controls="suggestions"
      aria-activedescendant=${expanded && active >= 0 ? `suggestion-${active}` : nothing}
      .value=${live(text)}
      @focus=${() => composer.enter(name)}
      @input=${({ currentTarget: field }: InputEvent) => field instanceof HTMLInputElement && composer.write(field.value, name)}
      @keydown=${(event: KeyboardEvent) => onOptionKey(composer, option, event)}
    />
  </label>`;
}

function viewSend(composer: CommandComposer, draft: Draft): TemplateResult {
  const left = optionsLeft(draft).length;
  const label = callLabel(draft.callable);
  return html`<span class="actions">
    ${left === 0 ? nothing : html`<span class="options-left">+${left} optional</span>`}
    <button class="icon-button send" type="button" aria-label="Send ${label}" @click=${() => composer.submit()}>${icon('send')}</button>
    <button class="icon-button" type="button" aria-label="Put ${label} away" @click=${() => composer.reset('')}>${icon('close')}</button>
  </span>`;
}

function viewChatSend(composer: CommandComposer): TemplateResult | typeof nothing {
  const { text } = composer.line;
  const left = charactersLeft(text);
  if (text.trim() === '' || text.startsWith('/')) return nothing;
  return html`${left === undefined ? nothing : html`<span class="characters-left ${left < 0 ? 'over' : ''}" title="Characters left">${left}</span>`}
    <button class="icon-button send chat-send" type="button" aria-label="Send the message" @click=${() => composer.submit()}>${icon('send')}</button>`;
}

function viewProblems({ line: { draft, problems } }: CommandComposer): TemplateResult | typeof nothing {
  if (problems.size === 0) return nothing;
  const labels = new Map(draft?.callable.options.map(({ name, label }) => [name, label]));
  return html`<ul class="problems" id="problems" role="alert">${[...problems].map(
    ([name, text]) =>
      html`<li>${icon('warning')}<span>${name === undefined ? nothing : html`<strong>${labels.get(name)}</strong> `}${text}</span></li>`,
  )}</ul>`;
}

function leaveWith(composer: CommandComposer): (event: FocusEvent) => void {
  return ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !composer.contains(relatedTarget)) composer.leave();
  };
}
