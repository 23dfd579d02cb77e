import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { PageGuild } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import { decodeMentions, encodeMentions, mentionsOf } from '../composer/mentions.ts';
import type { Intents } from '../state/intents.ts';

/** The field in which a person rewrites a message, in its place. */
export function viewEditor(message: PageMessage, guild: PageGuild, intents: Intents): TemplateResult {
  const mentions = mentionsOf(guild);
  const save = (from: EventTarget | null): void => {
    const field = from instanceof Element ? from.closest('.editor')?.querySelector('textarea') : undefined;
    if (field) intents.saveEdit(message, encodeMentions(field.value, mentions));
  };
  const onKey = (event: KeyboardEvent): void => {
    // While an input method composes a word, its keys are not ours.
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) save(event.currentTarget);
    else if (event.key === 'Escape') intents.edit(undefined);
    else return;
    event.preventDefault();
  };
  return html`<div class="editor">
    <textarea
      aria-label="Edit message"
      dir="auto"
      rows="1"
      .value=${decodeMentions(message.content, mentions)}
      ${ref(takeFocus)}
      @keydown=${onKey}
    ></textarea>
    <p>
      escape to <button type="button" class="text-button" @click=${() => intents.edit(undefined)}>cancel</button> • enter to
      <button type="button" class="text-button" @click=${({ currentTarget }: Event) => save(currentTarget)}>save</button>
    </p>
  </div>`;
}

/** The field takes no focus before it is part of the page, which it is when everything is drawn. */
function takeFocus(field: Element | undefined): void {
  if (!(field instanceof HTMLTextAreaElement)) return;
  queueMicrotask(() => {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  });
}
