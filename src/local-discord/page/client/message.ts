import { html, nothing, type TemplateResult } from 'lit';
import type { PageMessage, PageState } from '../contract.ts';
import { pictureAddress } from './api.ts';
import { viewRows } from './components.ts';
import { viewEmbed } from './embed.ts';
import { icon } from './icons.ts';
import type { Intents } from './intents.ts';
import { markdown, type TextContext } from './markdown-view.ts';
import { findUser, type Model, messageFlags, type Notice } from './model.ts';
import { clockTime, dayKey, fullTime, messageTime } from './time.ts';

/** Messages of one author that follow within this time are drawn as one, in milliseconds. */
const togetherMs = 7 * 60_000;

/** Whether a message goes on where the one before it ended, without a head of its own. */
export function continues(message: PageMessage, before: PageMessage | undefined): boolean {
  if (before === undefined || message.interaction_metadata !== undefined) return false;
  const [at, beforeAt] = [Date.parse(message.timestamp), Date.parse(before.timestamp)];
  const samePart = ((message.flags ^ before.flags) & messageFlags.ephemeral) === 0;
  return (
    samePart && message.author.id === before.author.id && at - beforeAt < togetherMs && dayKey(at) === dayKey(beforeAt)
  );
}

/** One message with all that hangs on it. */
export function viewMessage(
  message: PageMessage,
  model: Model,
  page: PageState,
  context: TextContext,
  intents: Intents,
  head: boolean,
): TemplateResult {
  const at = Date.parse(message.timestamp);
  const ephemeral = (message.flags & messageFlags.ephemeral) !== 0;
  const thinking = (message.flags & messageFlags.loading) !== 0;
  const used = message.interaction_metadata;
  const failure = model.failedPresses[message.id];
  return html`<local-message
    id="message-${message.id}"
    class=${ephemeral ? 'ephemeral' : ''}
    role="article"
    .author=${message.author.username}
    .avatar=${avatarOf(page, message.author.id)}
    .bot=${message.author.bot ?? false}
    .messageBodyOnly=${!head}
    ?message-body-only=${!head}
    .timestamp=${head ? messageTime(at, context.now) : clockTime(at)}
    >${used?.name === undefined ? nothing : viewUsed(page, used.user.id, used.user.username, used.name)}${
      thinking ? viewThinking(message.author.username) : viewContent(message, context)
    }${message.embeds.map((embed) => viewEmbed(embed, context))}${viewRows(message, model.pressing, intents)}${
      failure === undefined
        ? nothing
        : html`<div slot="components" class="failure" role="alert">${icon('warning')}${failure}</div>`
    }${ephemeral ? viewOnlyYou(() => intents.dismissMessage(message.id)) : nothing}</local-message
  >`;
}

/** A command on its way, or the viewer's own line of its failure. */
export function viewNotice(notice: Notice, page: PageState, now: number, dismiss: () => void): TemplateResult {
  const { bot, viewer } = page;
  return html`<local-message
    class=${notice.failure === undefined ? '' : 'ephemeral'}
    .author=${bot.username}
    .avatar=${pictureAddress(bot.avatarUrl)}
    .bot=${true}
    .timestamp=${messageTime(notice.at, now)}
    >${viewUsed(page, viewer.id, viewer.username, notice.command)}${
      notice.failure === undefined
        ? viewThinking(bot.username)
        : html`<div class="failure" role="alert">${icon('warning')}${notice.failure}</div>${viewOnlyYou(dismiss)}`
    }</local-message
  >`;
}

function viewContent(message: PageMessage, context: TextContext): TemplateResult | typeof nothing {
  const { content, edited_timestamp } = message;
  if (content === '' && edited_timestamp === null) return nothing;
  const edited =
    edited_timestamp === null
      ? nothing
      : html`<span class="edited" title=${fullTime(Date.parse(edited_timestamp))}>(edited)</span>`;
  return html`${content === '' ? nothing : markdown(message, content, context)} ${edited}`;
}

function viewUsed(page: PageState, userId: string, username: string, command: string): TemplateResult {
  return html`<local-command
    slot="reply"
    .author=${username}
    .avatar=${avatarOf(page, userId)}
    .command=${command}
  ></local-command>`;
}

function viewThinking(name: string): TemplateResult {
  return html`<div class="thinking" role="status"><span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${name} is thinking…</div>`;
}

function viewOnlyYou(dismiss: () => void): TemplateResult {
  return html`<div slot="thread" class="only-you">${icon('eye')}Only you can see this <span aria-hidden="true">•</span>
    <button type="button" class="text-button" @click=${dismiss}>Dismiss message</button></div>`;
}

function avatarOf(page: PageState, userId: string): string {
  const user = findUser(page, userId);
  return user === undefined ? '/client/icon.svg' : pictureAddress(user.avatarUrl);
}
