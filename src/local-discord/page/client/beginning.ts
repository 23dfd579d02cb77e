import { html, nothing, type TemplateResult } from 'lit';
import { channelIcon } from './channel-icon.ts';
import { icon } from './icons.ts';
import { channelType, isForum, isThread, type Place, parentOf } from './places.ts';
import { viewTags } from './tags.ts';

/** What stands above the first message of a channel. */
export function viewBeginning(place: Place): TemplateResult {
  const { channel } = place;
  return html`<div class="beginning">
    <span class="beginning-icon">${icon(channelIcon(channel))}</span>
    ${isThread(channel) ? viewThreadBeginning(place) : viewChannelBeginning(place)}
  </div>`;
}

function viewThreadBeginning(place: Place): TemplateResult {
  const { channel } = place;
  const parent = parentOf(place);
  return html`<h3 dir="auto">${channel.name}</h3>
    ${viewTags(channel, parent)}
    ${parent === undefined ? nothing : html`<p>A ${isForum(parent) ? 'post' : 'thread'} in <span dir="auto">#${parent.name}</span>.</p>`}`;
}

function viewChannelBeginning({ channel: { name, topic, type } }: Place): TemplateResult {
  const direct = type === channelType.direct;
  return html`<h3 dir="auto">${direct ? name : `Welcome to #${name}!`}</h3>
    <p dir="auto">${topic || (direct ? `This is the beginning of your conversation with ${name}.` : `This is the start of the #${name} channel.`)}</p>
    <p>Type <kbd>/</kbd> below to see what you can ask for.</p>`;
}
