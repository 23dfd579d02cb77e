import { html, nothing, type TemplateResult } from 'lit';
import type { PageMessage } from '../contract.ts';
import { icon } from './icons.ts';
import type { Intents } from './intents.ts';
import type { TextContext } from './markdown-view.ts';
import { fullTime, messageTime } from './time.ts';

const pinType = 6;
const threadType = 18;

/** Whether a message is the server's own line about what somebody did. */
export function isSystem({ type }: PageMessage): boolean {
  return type === pinType || type === threadType;
}

/** What somebody did, in a line. */
export function viewSystemMessage(message: PageMessage, { now }: TextContext, intents: Intents): TemplateResult {
  const at = Date.parse(message.timestamp);
  return html`<article id="message-${message.id}" class="message system" tabindex="-1">
    <span class="system-icon">${icon(message.type === pinType ? 'pin' : 'thread')}</span>
    <div class="message-body">
      <strong dir="auto">${message.author.username}</strong> ${message.type === pinType ? viewPin(message, intents) : viewThread(message, intents)}
      <time class="message-time" datetime=${message.timestamp} title=${fullTime(at)}>${messageTime(at, now)}</time>
    </div>
  </article>`;
}

function viewPin({ referenced_message: pinned }: PageMessage, intents: Intents): TemplateResult {
  if (pinned === undefined || pinned === null) return html`pinned a message to this channel.`;
  return html`pinned <button type="button" class="text-button" @click=${() => intents.jump(pinned.id)}>a message</button> to this channel.`;
}

function viewThread({ thread, content }: PageMessage, intents: Intents): TemplateResult {
  const name = thread?.name ?? content;
  return html`started a thread: ${
    thread === undefined
      ? html`<strong dir="auto">${name}</strong>`
      : html`<button type="button" class="text-button" dir="auto" @click=${() => intents.openChannel(thread.id)}>${name}</button>`
  }${name === '' ? nothing : '.'}`;
}
