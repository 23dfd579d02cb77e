import { html, nothing, type TemplateResult } from 'lit';
import type { PageMessage } from '../../message-contract.ts';
import { icon } from '../icons.ts';
import type { Intents } from '../state/intents.ts';
import type { OpenMenu } from '../state/model.ts';

/** What can be done with a message. It is one stop for the tabulator: the menu behind its last button has it all. */
export function viewToolbar(message: PageMessage, writable: boolean, intents: Intents): TemplateResult {
  return html`<div class="toolbar" role="toolbar" aria-label="Message actions" @keydown=${moveInToolbar}>
    <button type="button" class="icon-button" tabindex="-1" aria-label="Add reaction" title="Add reaction" @click=${openAt({ kind: 'emoji', message }, intents)}>${icon('smile')}</button>
    ${
      writable
        ? html`<button type="button" class="icon-button" tabindex="-1" aria-label="Reply" title="Reply" @click=${() => intents.reply(message)}>${icon('reply')}</button>`
        : nothing
    }
    <button type="button" class="icon-button" aria-haspopup="menu" aria-label="More" title="More" @click=${openAt({ kind: 'message', message }, intents)}>${icon('more')}</button>
  </div>`;
}

/** Opens the menu about something where the pointer is, or at the element when a key was pressed. */
export function openAt(about: OpenMenu['about'], intents: Intents): (event: MouseEvent) => void {
  return (event) => {
    const { currentTarget, target, clientX, clientY } = event;
    const link = target instanceof Element && target.closest('a, input, textarea') !== null;
    // A link's own menu has what the page's has not, and so has that of marked text.
    if (event.type === 'contextmenu' && (link || getSelection()?.isCollapsed === false)) return;
    event.preventDefault();
    event.stopPropagation();
    const box = currentTarget instanceof Element ? currentTarget.getBoundingClientRect() : undefined;
    const byKey = event.detail === 0 && (event.type === 'click' || (clientX === 0 && clientY === 0));
    const at = byKey && box !== undefined ? { x: box.right, y: box.bottom } : { x: clientX, y: clientY };
    intents.showMenu({ about, at });
  };
}

function moveInToolbar(event: KeyboardEvent): void {
  const { key, currentTarget: toolbar } = event;
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step === undefined || !(toolbar instanceof Element)) return;
  const buttons = [...toolbar.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.matches(':focus'));
  buttons.at((at + step) % buttons.length)?.focus();
  event.preventDefault();
}
