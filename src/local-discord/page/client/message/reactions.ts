import { html, nothing, type TemplateResult } from 'lit';
import type { PageMessage } from '../../message-contract.ts';
import { icon } from '../icons.ts';
import type { Intents } from '../state/intents.ts';
import { openAt } from './toolbar.ts';

/** The reactions to a message; a press adds the viewer's own, or takes it back. */
export function viewReactions(message: PageMessage, intents: Intents): TemplateResult | typeof nothing {
  const { reactions } = message;
  if (reactions.length === 0) return nothing;
  return html`<div class="reactions">${reactions.map(
    ({ emoji, count, me }) =>
      html`<button
        type="button"
        class="reaction"
        aria-pressed=${me}
        aria-label="${emoji}, ${count === 1 ? '1 reaction' : `${count} reactions`}"
        @click=${() => intents.react(message, emoji, !me)}
        ><span class="emoji">${emoji}</span><span>${count}</span></button
      >`,
  )}<button type="button" class="reaction add" aria-label="Add a reaction" title="Add a reaction" @click=${openAt({ kind: 'emoji', message }, intents)}>${icon('smile')}</button></div>`;
}
