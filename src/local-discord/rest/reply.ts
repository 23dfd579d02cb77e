import { guildOf } from '../state/channel.ts';
import type { Provenance } from '../state/draft.ts';
import { type Message, messageType } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { Place } from './access.ts';
import { problem } from './form/codes.ts';
import type { MessageForm } from './form/forms.ts';
import { invalidForm, Refusal } from './refusal.ts';

/** Messages of a person, a bot or a webhook; all others are Discord's own. */
const written = [messageType.default, messageType.reply, messageType.chatInput, messageType.contextMenu];

export function isWritten({ type }: Message): boolean {
  return written.includes(type);
}

/** What makes a message a reply to the one that its form names; nothing when it names none, or one that may be missing. */
export function replyIn(
  state: State,
  { channel, held }: Place,
  { message_reference: reference }: MessageForm,
): { readonly to: Message; readonly provenance: Provenance } | undefined {
  if (!reference) return undefined;
  const { message_id, channel_id, fail_if_not_exists } = reference;
  if (!has(held, permission.readMessageHistory)) throw new Refusal(160002);
  if (typeof channel_id === 'string' && channel_id !== channel.id)
    throw invalidForm([problem('REPLIES_CANNOT_REFERENCE_OTHER_CHANNEL', ['message_reference'])]);
  const found = state.messages.find(channel.id, message_id);
  if (found === undefined || found.onlyFor !== undefined) {
    if (fail_if_not_exists === false) return undefined;
    throw invalidForm([problem('MESSAGE_REFERENCE_UNKNOWN_MESSAGE', ['message_reference'])]);
  }
  if (!isWritten(found.message)) throw invalidForm([systemMessage]);
  const guild_id = guildOf(channel);
  return {
    to: found.message,
    provenance: {
      type: messageType.reply,
      message_reference: { type: 0, message_id, channel_id: channel.id, ...(guild_id !== undefined && { guild_id }) },
    },
  };
}

const systemMessage = {
  path: ['message_reference'],
  code: 'REPLIES_CANNOT_REFERENCE_SYSTEM_MESSAGE',
  message: 'Cannot reply to a system message',
};
