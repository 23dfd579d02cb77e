import { html, nothing, type TemplateResult } from 'lit';
import type { PageGuild } from '../../contract.ts';
import { icon } from '../icons.ts';
import type { Intents } from '../state/intents.ts';
import type { Model } from '../state/model.ts';
import { channelIcon } from './channel-icon.ts';
import { type ChannelRow, channelRows } from './channel-list.ts';
import type { WindowRow } from './row-window.ts';

/** In CSS pixels, as `sidebar.css` has them. */
const heights = { category: 40, channel: 36, thread: 32 } as const;

/** The lines of a server's list of channels. */
export function viewChannelRows(
  guild: PageGuild,
  { channelId, folded }: Model,
  unread: ReadonlySet<string>,
  intents: Intents,
): readonly WindowRow[] {
  return channelRows(guild, { openId: channelId, unread, folded }).map((row) => ({
    key: row.channel.id,
    height: heights[row.kind],
    view: () => (row.kind === 'category' ? viewCategory(row, intents) : viewLink(row, channelId, intents)),
  }));
}

function viewCategory({ channel, folded }: ChannelRow, intents: Intents): TemplateResult {
  return html`<h2 class="category"><button type="button" aria-expanded=${!folded} @click=${() => intents.foldCategory(channel.id)}>
    ${icon('chevron')}<span dir="auto">${channel.name}</span>
  </button></h2>`;
}

function viewLink({ kind, channel, unread }: ChannelRow, openId: string | undefined, intents: Intents): TemplateResult {
  return html`<a
    class="channel ${kind === 'thread' ? 'thread' : ''} ${unread ? 'unread' : ''}"
    href="#${channel.id}"
    title=${channel.name}
    aria-label=${unread ? `${channel.name}, unread` : nothing}
    aria-current=${channel.id === openId ? 'page' : 'false'}
    @click=${(event: Event) => {
      event.preventDefault();
      intents.openChannel(channel.id);
    }}
    >${kind === 'thread' ? nothing : icon(channelIcon(channel))}<span dir="auto">${channel.name}</span></a
  >`;
}
