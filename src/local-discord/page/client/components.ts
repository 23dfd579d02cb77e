import { html, nothing, type TemplateResult } from 'lit';
import type { PageComponent, PageMessage } from '../contract.ts';
import { icon } from './icons.ts';
import type { Intents } from './intents.ts';
import { webAddress } from './markdown-link.ts';
import { pressKey } from './model.ts';

const componentType = { button: 2, stringSelect: 3 } as const;
const linkStyle = 5;
const styleNames = ['', 'primary', 'secondary', 'success', 'danger'] as const;

/** The rows of buttons and menus below a message. */
export function viewRows(
  message: PageMessage,
  pressing: ReadonlySet<string>,
  intents: Intents,
): TemplateResult | typeof nothing {
  if (message.components.length === 0) return nothing;
  return html`<div slot="components" class="rows">${message.components.map(
    (row) =>
      html`<discord-action-row>${row.components.map((component) => viewComponent(component, message, pressing, intents))}</discord-action-row>`,
  )}</div>`;
}

function viewComponent(
  component: PageComponent,
  message: PageMessage,
  pressing: ReadonlySet<string>,
  intents: Intents,
): TemplateResult | typeof nothing {
  const busy = pressing.has(pressKey(message.id, component.custom_id ?? ''));
  if (component.type === componentType.stringSelect)
    return html`<select-menu
      .menu=${component}
      .busy=${busy}
      @choose=${({ detail }: CustomEvent<string>) => intents.press(message, component, [detail])}
    ></select-menu>`;
  if (component.type !== componentType.button) return nothing;
  return component.style === linkStyle
    ? viewLink(component)
    : viewButton(component, busy, () => intents.press(message, component));
}

function viewLink(component: PageComponent): TemplateResult | typeof nothing {
  const href = webAddress(component.url ?? '');
  if (href === undefined || component.disabled)
    return html`<button class="button secondary" disabled>${viewLabel(component)}${icon('launch')}</button>`;
  return html`<a class="button secondary" href=${href} target="_blank" rel="noopener noreferrer">${viewLabel(component)}${icon('launch')}</a>`;
}

function viewButton(component: PageComponent, busy: boolean, press: () => void): TemplateResult {
  return html`<button
    class="button ${styleNames[component.style ?? 0] ?? 'secondary'} ${busy ? 'busy' : ''}"
    ?disabled=${component.disabled ?? false}
    aria-busy=${busy}
    @click=${() => {
      if (!busy) press();
    }}
    >${viewLabel(component)}</button
  >`;
}

function viewLabel({ emoji, label }: PageComponent): TemplateResult {
  return html`${emoji?.name === undefined ? nothing : html`<span class="emoji">${emoji.name}</span>`}${
    label === undefined ? nothing : html`<span>${label}</span>`
  }`;
}
