import { type Message, messageFlags } from './model.ts';
import type { State } from './state.ts';

/** A message's content, checked and as it will be stored; the server adds who, where and when. */
export type Draft = Pick<
  Message,
  | 'content'
  | 'embeds'
  | 'components'
  | 'flags'
  | 'tts'
  | 'attachments'
  | 'mentions'
  | 'mention_roles'
  | 'mention_everyone'
>;

/** Where a message comes from, when it is not a plain post of the bot. */
export type Provenance = Partial<
  Pick<Message, 'type' | 'author' | 'application_id' | 'webhook_id' | 'message_reference' | 'interaction_metadata'>
>;

export const nothing: Draft = {
  content: '',
  embeds: [],
  components: [],
  flags: 0,
  tts: false,
  attachments: [],
  mentions: [],
  mention_roles: [],
  mention_everyone: false,
};

/** A message with this content, the bot's unless `provenance` says otherwise; nothing is posted yet. */
export function makeMessage(state: State, channelId: string, draft: Draft, provenance: Provenance = {}): Message {
  return {
    id: state.ids.next(),
    channel_id: channelId,
    type: 0,
    author: state.bot(),
    timestamp: timestampAt(state.now()),
    edited_timestamp: null,
    pinned: false,
    ...draft,
    ...provenance,
  };
}

/** The message after an edit that a reader is told of. */
export function edited(state: State, message: Message, change: Partial<Draft>): Message {
  return { ...message, ...change, edited_timestamp: timestampAt(state.now()) };
}

/** Whether there is nothing to see: with Components V2, files show only where a component names them. */
export function isEmpty({ content, embeds, components, attachments, flags }: Draft): boolean {
  if ((flags & messageFlags.componentsV2) !== 0) return components.length === 0;
  return content === '' && embeds.length + components.length + attachments.length === 0;
}

/** A moment as Discord writes it: in microseconds, with the offset in digits. */
export function timestampAt(time: number): string {
  return new Date(time).toISOString().replace('Z', '000+00:00');
}
