import { html, nothing, type TemplateResult } from 'lit';
import type { PageGuild, PageState } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import { viewFailure } from '../failure.ts';
import { icon } from '../icons.ts';
import { markdown, type TextContext } from '../markdown/view.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import type { Model, Notice } from '../state/model.ts';
import { findUser, placeOf } from '../state/places.ts';
import { clockTime, dayKey, fullTime, messageTime } from '../time.ts';
import { viewAttachments } from './attachments.ts';
import { viewComponents } from './components.ts';
import { viewEditor } from './editor.ts';
import { viewEmbeds } from './embed.ts';
import { hasFlag, messageFlags } from './flags.ts';
import { isOnlyEmoji } from './only-emoji.ts';
import { viewReactions } from './reactions.ts';
import { viewReplyLine, viewUsed } from './reply-line.ts';
import { isSystem, shownMessage, viewSystemMessage } from './system-message.ts';
import { openAt, viewToolbar } from './toolbar.ts';

/** Messages of one author that follow within this time are drawn as one, in milliseconds. */
const togetherMs = 7 * 60_000;

/** Whether a message goes on where the one before it ended, without a head of its own. */
export function continues(message: PageMessage, before: PageMessage | undefined): boolean {
  if (before === undefined || message.interaction_metadata !== undefined) return false;
  if (message.referenced_message !== undefined || isSystem(message) || isSystem(before)) return false;
  const [at, beforeAt] = [Date.parse(message.timestamp), Date.parse(before.timestamp)];
  const samePart = ((message.flags ^ before.flags) & messageFlags.ephemeral) === 0;
  const { author } = message;
  // A webhook may call itself differently in each message.
  const sameAuthor =
    author.id === before.author.id &&
    author.username === before.author.username &&
    author.avatarUrl === before.author.avatarUrl;
  return samePart && sameAuthor && at - beforeAt < togetherMs && dayKey(at) === dayKey(beforeAt);
}

/** What a message is drawn with. */
export interface MessageSurroundings {
  readonly model: Model;
  readonly page: PageState;
  readonly guild: PageGuild;
  readonly text: TextContext;
  readonly intents: Intents;
  /** Whether the viewer may answer here. */
  readonly writable: boolean;
}

/** One message with all that hangs on it; `head` says whether its author is named. */
export function viewMessage(received: PageMessage, around: MessageSurroundings, head: boolean): TemplateResult {
  const message = shownMessage(received);
  const { model, page, guild, text, intents, writable } = around;
  const ephemeral = hasFlag(message, 'ephemeral');
  const reachable = !ephemeral && !hasFlag(message, 'loading');
  const failure = model.failedPresses[message.id];
  if (isSystem(message)) return viewSystemMessage(message, text, failure, intents);
  const editing = model.editing === message.id;
  return html`<article
    id="message-${message.id}"
    class="message ${head ? 'with-head' : ''} ${ephemeral ? 'ephemeral' : ''} ${message.mentions_viewer ? 'mentioned' : ''}"
    tabindex="-1"
    @contextmenu=${reachable ? openAt({ kind: 'message', message }, intents) : nothing}
    >${viewReplyLine(message, page, text, intents)}${head ? viewHead(message, around) : viewGutter(message)}<div class="message-body"
      >${hasFlag(message, 'loading') ? viewWaiting(`${message.author.username} is thinking…`) : editing ? viewEditor(message, guild, intents) : viewContent(message, text)}${viewAttachmentsOf(message)}${viewEmbeds(
        message,
        text,
      )}${viewComponents({ message, guild, text, pressing: model.pressing, intents })}${viewReactions(message, intents)}${viewThread(
        message,
        model,
        page,
        intents,
      )}${viewFailure(failure)}${ephemeral ? viewOnlyYou(() => intents.dismissMessage(message.id)) : nothing}</div
    >${reachable ? viewToolbar(message, writable, intents) : nothing}</article
  >`;
}

/** A command on its way, or the viewer's own line of its failure. */
export function viewNotice(notice: Notice, page: PageState, now: number, dismiss: () => void): TemplateResult {
  const { bot, viewer } = page;
  return html`<article class="message with-head ${notice.failure === undefined ? '' : 'ephemeral'}">
    ${viewUsed(page, viewer, notice.command)}
    <img class="message-avatar" src=${pictureAddress(bot.avatarUrl)} alt="" width="40" height="40" />
    <header class="message-head">
      <strong class="message-author">${bot.username}</strong><span class="app-tag">APP</span>
      <time class="message-time">${messageTime(notice.at, now)}</time>
    </header>
    <div class="message-body">
      ${
        notice.failure === undefined
          ? viewWaiting('Sending command…')
          : html`${viewFailure(notice.failure)}${viewOnlyYou(dismiss)}`
      }
    </div>
  </article>`;
}

function viewHead(message: PageMessage, { page, text, intents }: MessageSurroundings): TemplateResult {
  const { author, webhook_id, timestamp } = message;
  const at = Date.parse(timestamp);
  const user = findUser(page, author.id);
  // A webhook is nobody whom a command could be used on. A keyboard reaches these commands in the message's menu.
  const open = user === undefined ? undefined : openAt({ kind: 'user', user }, intents);
  const name =
    open === undefined
      ? html`<strong class="message-author" dir="auto">${author.username}</strong>`
      : html`<button type="button" class="message-author" dir="auto" tabindex="-1" @click=${open} @contextmenu=${open}>${author.username}</button>`;
  return html`<img
      class="message-avatar"
      src=${pictureAddress(author.avatarUrl, { width: 40, height: 40 })}
      alt=""
      width="40"
      height="40"
      @click=${open ?? nothing}
      @contextmenu=${open ?? nothing}
    /><header class="message-head"
      >${name}${author.bot || webhook_id !== undefined ? html`<span class="app-tag">APP</span>` : nothing}
      <time class="message-time" datetime=${timestamp} title=${fullTime(at)}>${messageTime(at, text.now)}</time>${viewMarks(message)}</header
    >`;
}

function viewGutter(message: PageMessage): TemplateResult {
  return html`<time class="message-gutter" datetime=${message.timestamp}>${clockTime(Date.parse(message.timestamp))}</time>${viewMarks(message)}`;
}

function viewMarks(message: PageMessage): TemplateResult | typeof nothing {
  const marks = [
    hasFlag(message, 'silent') && ({ name: 'silent', says: 'Silent: nobody was notified' } as const),
    hasFlag(message, 'crossposted') && ({ name: 'megaphone', says: 'Published to the servers that follow' } as const),
    message.pinned && ({ name: 'pin', says: 'Pinned' } as const),
  ].filter((mark) => mark !== false);
  if (marks.length === 0) return nothing;
  return html`<span class="marks">${marks.map(
    ({ name, says }) =>
      html`<span class="mark" role="img" aria-label=${says} title=${says}>${icon(name)}${name === 'megaphone' ? 'Published' : nothing}</span>`,
  )}</span>`;
}

function viewContent(message: PageMessage, context: TextContext): TemplateResult | typeof nothing {
  const { content, edited_timestamp } = message;
  if (content === '' && edited_timestamp === null) return nothing;
  const edited =
    edited_timestamp === null
      ? nothing
      : html`<span class="edited" title=${fullTime(Date.parse(edited_timestamp))}>(edited)</span>`;
  return html`<div class="message-content ${isOnlyEmoji(content) ? 'only-emoji' : ''}">${content === '' ? nothing : markdown(message, content, { ...context, everyone: message.mention_everyone === true })} ${edited}</div>`;
}

/** In the new kind of message, only components show files. */
function viewAttachmentsOf(message: PageMessage): TemplateResult | typeof nothing {
  return hasFlag(message, 'componentsV2') ? nothing : viewAttachments(message);
}

function viewThread(
  { thread }: PageMessage,
  { threadCounts }: Model,
  page: PageState,
  intents: Intents,
): TemplateResult | typeof nothing {
  if (thread === undefined) return nothing;
  const { id } = thread;
  const known = placeOf(page, id)?.channel;
  const name = known?.name ?? thread.name;
  const count = threadCounts[id]?.count ?? known?.thread?.message_count ?? thread.message_count;
  return html`<button type="button" class="thread-box" @click=${() => intents.openChannel(id)}>
    ${icon('thread')}<strong dir="auto">${name}</strong>
    <span class="thread-count">${count === 1 ? '1 message' : `${count} messages`} ›</span>
  </button>`;
}

function viewWaiting(says: string): TemplateResult {
  return html`<div class="thinking" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${says}</div>`;
}

function viewOnlyYou(dismiss: () => void): TemplateResult {
  return html`<div class="only-you">${icon('eye')}Only you can see this <span aria-hidden="true">•</span>
    <button type="button" class="text-button" @click=${dismiss}>Dismiss message</button></div>`;
}
