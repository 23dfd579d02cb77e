import { html, nothing, type TemplateResult } from 'lit';
import { chatInput } from '../composer/command-input.ts';
import { viewTags } from '../forum/tags.ts';
import { icon } from '../icons.ts';
import { markdown, type TextContext } from '../markdown/view.ts';
import { channelIcon } from '../sidebar/channel-icon.ts';
import { channelType, isForum, isThread, type Place, parentOf } from '../state/places.ts';

/** What stands above the first message of a channel. */
export function viewBeginning(place: Place, text: TextContext): TemplateResult {
  const { channel } = place;
  return html`<div class="beginning">
    <span class="beginning-icon">${icon(channelIcon(channel))}</span>
    ${isThread(channel) ? viewThreadBeginning(place) : viewChannelBeginning(place, text)}
  </div>`;
}

function viewThreadBeginning(place: Place): TemplateResult {
  const { channel } = place;
  const parent = parentOf(place);
  return html`<h3 dir="auto">${channel.name}</h3>
    ${viewTags(channel, parent)}
    ${parent === undefined ? nothing : html`<p>A ${isForum(parent) ? 'post' : 'thread'} in <span dir="auto">#${parent.name}</span>.</p>`}`;
}

function viewChannelBeginning({ guild, channel }: Place, text: TextContext): TemplateResult {
  const { name, topic, type } = channel;
  const direct = type === channelType.direct;
  const called = type === channelType.voice ? name : `#${name}`;
  const hasCommands = guild.hasBot && guild.commands.some((command) => command.type === chatInput);
  return html`<h3 dir="auto">${direct ? name : `Welcome to ${called}!`}</h3>
    ${
      topic
        ? markdown(channel, topic, text)
        : html`<p>${direct ? `This is the beginning of your conversation with ${name}.` : `This is the start of the ${called} channel.`}</p>`
    }
    ${hasCommands ? html`<p>Type <kbd>/</kbd> below to see what you can ask for.</p>` : nothing}`;
}
