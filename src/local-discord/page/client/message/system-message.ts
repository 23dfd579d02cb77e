import { html, nothing, type TemplateResult } from 'lit';
import type { PageState } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import { viewFailure } from '../failure.ts';
import { icon } from '../icons.ts';
import type { TextContext } from '../markdown/view.ts';
import type { Intents } from '../state/intents.ts';
import { fullTime, messageTime } from '../time.ts';

const pinType = 6;
const threadType = 18;
const starterType = 21;

/** Whether a message is the server's own line about what somebody did. */
export function isSystem({ type }: PageMessage): boolean {
  return type === pinType || type === threadType || type === starterType;
}

/** Whether the viewer wrote a message, and may rewrite it. */
export function isOwn(message: PageMessage, { viewer }: PageState): boolean {
  return message.author.id === viewer.id && !isSystem(message);
}

/** The message that is shown: at the beginning of a thread, it is the one that the thread was started from. */
export function shownMessage(message: PageMessage): PageMessage {
  const { type, referenced_message: first } = message;
  if (type !== starterType || first === undefined || first === null) return message;
  const { thread: _, ...shown } = first;
  return shown;
}

/** What somebody did, in a line. */
export function viewSystemMessage(
  message: PageMessage,
  text: TextContext,
  failure: string | undefined,
  intents: Intents,
): TemplateResult {
  const at = Date.parse(message.timestamp);
  if (message.type === starterType)
    return html`<article id="message-${message.id}" class="message system" tabindex="-1">
      <span class="system-icon">${icon('thread')}</span>
      <div class="message-body">The message that this thread was started from is gone.</div>
    </article>`;
  return html`<article id="message-${message.id}" class="message system" tabindex="-1">
    <span class="system-icon">${icon(message.type === pinType ? 'pin' : 'thread')}</span>
    <div class="message-body">
      <strong dir="auto">${message.author.username}</strong> ${message.type === pinType ? viewPin(message, intents) : viewThread(message, text)}
      <time class="message-time" datetime=${message.timestamp} title=${fullTime(at)}>${messageTime(at, text.now)}</time>
      ${viewFailure(failure)}
    </div>
  </article>`;
}

function viewPin(message: PageMessage, intents: Intents): TemplateResult {
  const id = message.message_reference?.message_id;
  if (id === undefined) return html`pinned a message to this channel.`;
  return html`pinned <button type="button" class="text-button" @click=${() => intents.jump(id, message)}>a message</button> to this channel.`;
}

/** A thread that is gone is named all the same. */
function viewThread({ message_reference: thread, content: name }: PageMessage, text: TextContext): TemplateResult {
  const id = thread?.channel_id;
  return html`started a thread: ${
    id === undefined || text.nameOf('channel', id) === undefined
      ? html`<strong dir="auto">${name}</strong>`
      : html`<button type="button" class="text-button" dir="auto" @click=${() => text.openChannel(id)}>${name}</button>`
  }${name === '' ? nothing : '.'}`;
}
