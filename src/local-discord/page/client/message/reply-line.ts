import { html, nothing, type TemplateResult } from 'lit';
import type { PageState } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import { icon } from '../icons.ts';
import { plainLine, type TextContext } from '../markdown/view.ts';
import { pictureAddress } from '../state/api.ts';
import type { Intents } from '../state/intents.ts';
import { findUser } from '../state/places.ts';
import { messageText } from './text.ts';

const replyType = 19;
const menuCommandType = 23;

/** The line above a message that says what it answers; nothing above one that answers nothing. */
export function viewReplyLine(
  message: PageMessage,
  page: PageState,
  context: TextContext,
  intents: Intents,
): TemplateResult | typeof nothing {
  const { interaction_metadata: used, referenced_message: replied, type } = message;
  // What follows an answer is a reply to it, although it came of the same command.
  if (type !== replyType)
    return used?.name === undefined
      ? nothing
      : viewUsed(page, used.user, type === menuCommandType ? used.name : `/${used.name}`);
  if (replied === undefined || replied === null)
    return html`<div class="reply-line">${icon('reply')}<i>Original message was deleted</i></div>`;
  return html`<div class="reply-line">
    <img src=${pictureAddress(replied.author.avatarUrl, { width: 16, height: 16 })} alt="" width="16" height="16" />
    <span class="reply-author" dir="auto">${replied.author.username}</span>
    <button type="button" class="reply-text" aria-label="Jump to the message that this replies to" @click=${() => intents.jump(replied.id, message)}>
      ${viewPreview(replied, context)}
    </button>
  </div>`;
}

/** Who used which command. */
export function viewUsed(
  page: PageState,
  { id, username }: { readonly id: string; readonly username: string },
  command: string,
): TemplateResult {
  const user = findUser(page, id);
  return html`<div class="reply-line">
    ${user === undefined ? nothing : html`<img src=${pictureAddress(user.avatarUrl)} alt="" width="16" height="16" />`}
    <span class="reply-author" dir="auto">${username}</span> used <span class="used-command">${command}</span>
  </div>`;
}

function viewPreview(replied: NonNullable<PageMessage['referenced_message']>, context: TextContext): unknown {
  const text = messageText(replied);
  if (text !== '') return html`<span dir="auto">${plainLine(replied, text, context)}</span>`;
  return html`<i>Click to see ${replied.attachments.length > 0 ? 'attachment' : 'message'}</i>`;
}
