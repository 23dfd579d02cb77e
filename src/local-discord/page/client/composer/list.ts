import { html, nothing, type TemplateResult } from 'lit';
import { pictureAddress } from '../state/api.ts';
import type { CommandComposer } from './composer.ts';
import type { Suggestion, SuggestionList } from './suggestions.ts';

/** The list above the line. */
export function viewList(
  composer: CommandComposer,
  { title, note, entries }: SuggestionList,
  active: number,
): TemplateResult {
  const { bot, line } = composer;
  const ofCommands = entries.length > 0 && line.draft === undefined && line.text.startsWith('/');
  return html`<div class="popup">
    <div class="popup-title">
      ${ofCommands ? html`<img src=${pictureAddress(bot.avatarUrl)} alt="" width="16" height="16" />${bot.username}` : title}
    </div>
    ${note === undefined ? nothing : html`<p class="popup-note" role="status">${note}</p>`}
    ${
      entries.length === 0
        ? nothing
        : html`<ul id="suggestions" role="listbox" aria-label=${title}>${entries.map((entry, index) =>
            viewEntry(composer, entry, index, index === active),
          )}</ul>`
    }
  </div>`;
}

function viewEntry(composer: CommandComposer, entry: Suggestion, index: number, active: boolean): TemplateResult {
  const { bot } = composer;
  const { kind, label, detail, avatarUrl } = entry;
  const command = kind === 'command';
  return html`<li
    id="suggestion-${index}"
    class="suggestion ${kind}"
    role="option"
    aria-selected=${active}
    @mousedown=${(event: Event) => event.preventDefault()}
    @mousemove=${() => composer.choose(index)}
    @click=${() => composer.pick(entry)}
  >
    ${command ? html`<img src=${pictureAddress(bot.avatarUrl)} alt="" width="32" height="32" />` : nothing}
    ${avatarUrl === undefined ? nothing : html`<img src=${pictureAddress(avatarUrl)} alt="" width="20" height="20" />`}
    <span class="suggestion-text"><strong>${label}</strong><small>${detail}</small></span>
    ${command ? html`<small class="suggestion-from">${bot.username}</small>` : nothing}
  </li>`;
}
