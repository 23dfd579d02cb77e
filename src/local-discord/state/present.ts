import type { Thread } from './channel.ts';
import { type Attachment, type Component, type Embed, type Message, messageFlags, messageType } from './model.ts';
import type { State } from './state.ts';

interface PresentedReaction {
  readonly emoji: { readonly id: null; readonly name: string };
  readonly count: number;
  readonly count_details: { readonly burst: 0; readonly normal: number };
  readonly me: boolean;
  readonly me_burst: false;
  readonly burst_colors: readonly [];
}

/** A message as someone is shown it: what is stored, and what follows from everything else. */
export interface PresentedMessage extends Message {
  readonly reactions?: readonly PresentedReaction[];
  /** The message that this one replies to or points to; null when it was deleted. */
  readonly referenced_message?: Omit<PresentedMessage, 'referenced_message'> | null;
  /** The thread that was started from this message. */
  readonly thread?: Thread;
}

type Sources = Pick<State, 'channels' | 'messages' | 'reactions'>;

/** What someone is shown of a message. */
export function present(state: Sources, message: Message, viewerId: string): PresentedMessage {
  const { message_reference: reference } = message;
  if (reference?.message_id === undefined || !pointing.includes(message.type))
    return presentAlone(state, message, viewerId);
  const referenced = state.messages.find(reference.channel_id, reference.message_id);
  const known = referenced !== undefined && (referenced.onlyFor ?? viewerId) === viewerId;
  return {
    ...presentAlone(state, message, viewerId),
    referenced_message: known ? presentAlone(state, referenced.message, viewerId) : null,
  };
}

/** The types of message that bring along what they refer to. */
const pointing = [messageType.reply, messageType.threadStarter, messageType.contextMenu];

function presentAlone(state: Sources, message: Message, viewerId: string): PresentedMessage {
  const reactions = state.reactions.counts(message.id, viewerId);
  const thread = (message.flags & messageFlags.hasThread) === 0 ? undefined : state.channels.thread(message.id);
  return {
    ...message,
    ...shownFiles(message),
    ...(reactions.length > 0 && {
      reactions: reactions.map(({ emoji, count, me }) => ({
        emoji: { id: null, name: emoji },
        count,
        count_details: { burst: 0, normal: count },
        me,
        me_burst: false,
        burst_colors: [],
      })),
    }),
    ...(thread !== undefined && { thread }),
  };
}

/**
 * Where a message's files are shown: what an embed or a component shows is not among the attachments as well, until an
 * edit takes it out of there (discord/discord-api-docs#1340 and #8279).
 */
function shownFiles({
  attachments,
  embeds,
  components,
}: Message): Pick<Message, 'attachments' | 'embeds' | 'components'> {
  if (attachments.length === 0) return { attachments, embeds, components };
  const elsewhere = JSON.stringify([embeds, components]);
  return {
    attachments: attachments.filter(({ url }) => !elsewhere.includes(JSON.stringify(url))),
    embeds: embeds.map((embed) => withKnownPictures(embed, attachments)),
    components: components.map((component) => withKnownFile(component, attachments)),
  };
}

/**
 * The component with the name and size, in bytes, of the file that it or one below it shows: Discord's Component
 * Reference, File ("provided by the API as part of the response").
 */
function withKnownFile(component: Component, attachments: readonly Attachment[]): Component {
  const { file, components } = component;
  const known = file && attachments.find(({ url }) => url === file.url);
  return {
    ...component,
    ...(known && { name: known.filename, size: known.size }),
    ...(components && { components: components.map((inner) => withKnownFile(inner, attachments)) }),
  };
}

/** The embed with what is known of pictures that came with the message. */
function withKnownPictures(embed: Embed, attachments: readonly Attachment[]): Embed {
  const known = <T extends { readonly url: string }>(picture: T) => {
    const { proxy_url, width, height, content_type } = attachments.find(({ url }) => url === picture.url) ?? {};
    if (proxy_url === undefined) return picture;
    return { ...picture, proxy_url, content_type, ...(width !== undefined && { width, height }) };
  };
  return {
    ...embed,
    ...(embed.image && { image: known(embed.image) }),
    ...(embed.thumbnail && { thumbnail: known(embed.thumbnail) }),
  };
}
