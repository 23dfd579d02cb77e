import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import { markdownLine, type TextContext } from '../markdown/view.ts';
import { channelIcon } from '../sidebar/channel-icon.ts';
import type { Intents } from '../state/intents.ts';
import type { Model } from '../state/model.ts';
import { isForum, type Place, parentOf } from '../state/places.ts';

/** The line above a channel: where one is, and the way back out of a thread. */
export function viewHead(
  open: Place | undefined,
  model: Model,
  text: TextContext | undefined,
  intents: Intents,
): TemplateResult {
  return html`<header class="main-head">
    <button type="button" class="icon-button menu-button" aria-label="Channels" aria-expanded=${model.drawer} @click=${() => intents.showDrawer(!model.drawer)}>
      ${icon('menu')}
    </button>
    ${open === undefined || text === undefined ? html`<span class="head-room"></span>` : viewTitle(open, text, intents)}
    <button
      type="button"
      class="icon-button"
      aria-label="Behind the scenes"
      title="Behind the scenes"
      aria-pressed=${model.panel}
      @click=${() => intents.showPanel(!model.panel)}
    >
      ${icon('panel')}
    </button>
  </header>`;
}

function viewTitle(open: Place, text: TextContext, intents: Intents): TemplateResult {
  const { channel } = open;
  const parent = parentOf(open);
  return html`${
    parent === undefined
      ? nothing
      : html`<button type="button" class="head-back" aria-label="Back to ${parent.name}" @click=${() => intents.openChannel(parent.id)}>
          ${icon('back')}${icon(channelIcon(parent))}<span dir="auto">${parent.name}</span>
        </button>`
  }
  ${icon(channelIcon(channel))}
  <h2 dir="auto">${channel.name}</h2>
  ${channel.thread?.locked ? viewMark('lock', 'Locked') : nothing}
  ${channel.thread?.archived ? viewMark('archive', 'Archived') : nothing}
  <p class="topic" dir="auto" title=${channel.topic || nothing}>${
    channel.topic && !isForum(channel) ? markdownLine(channel, firstLine(channel.topic), text) : nothing
  }</p>`;
}

function viewMark(name: 'lock' | 'archive', says: string): TemplateResult {
  return html`<span class="mark" role="img" aria-label=${says} title=${says}>${icon(name)}</span>`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
