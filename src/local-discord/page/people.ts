import { type Channel, isDirect, isForum, isThread } from '../state/channel.ts';
import { edited, isEmpty, makeMessage, nothing } from '../state/draft.ts';
import { unicodeEmoji } from '../state/emoji.ts';
import { type Message, messageType, type User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import { pinMessage, unpinMessage } from '../state/pinning.ts';
import type { State } from '../state/state.ts';
import type { PageDone } from './contract.ts';
import { mentionsIn } from './mentions.ts';

/** Discord's limit for a person without Nitro, in characters. */
const maxContent = 2000;

const tooLong = `A message has at most ${maxContent} characters.`;
/** What people and bots write; all others are Discord's own lines. */
const written: readonly number[] = [
  messageType.default,
  messageType.reply,
  messageType.chatInput,
  messageType.contextMenu,
];

const failed = (reason: string): PageDone => ({ result: 'failed', reason });

/** What people do by themselves, without the bot: each answers with the id of what came of it, or says why nothing did. */
export function createPeople(state: State) {
  /** A channel that someone can look into. */
  function channelFor(person: User, channelId: string): Channel | undefined {
    const channel = state.channels.get(channelId);
    return channel !== undefined && has(state.permissions(person.id, channel), permission.viewChannel)
      ? channel
      : undefined;
  }

  /** A message that everybody in its channel sees, where someone can look into that. */
  function writtenIn(
    person: User,
    channelId: string,
    messageId: string,
  ): { readonly channel: Channel; readonly message: Message } | undefined {
    const channel = channelFor(person, channelId);
    const held = channel && state.messages.find(channelId, messageId);
    return channel === undefined || held === undefined || held.onlyFor !== undefined
      ? undefined
      : { channel, message: held.message };
  }

  return {
    write(person: User, { channelId, content, replyTo }: Writing): PageDone {
      const channel = channelFor(person, channelId);
      if (channel === undefined) return failed('There is no such channel.');
      const text = content.trim();
      if (text === '') return failed('There is nothing to send.');
      if (isTooLong(text)) return failed(tooLong);
      const held = state.permissions(person.id, channel);
      if (!mayWrite(channel, held)) return failed('You do not have permission to send messages in this channel.');

      const known = replyTo === undefined ? undefined : state.messages.find(channelId, replyTo);
      // As in Discord, nobody replies to what only one person sees.
      const replied = known?.onlyFor === undefined ? known?.message : undefined;
      if (replyTo !== undefined && replied === undefined) return failed('The message that you reply to is gone.');
      const repliedTo = replied && state.user(replied.author.id);
      const message = makeMessage(
        state,
        channelId,
        { ...nothing, content: text, ...mentionsIn(state, { text, channel, held, ...(repliedTo && { repliedTo }) }) },
        {
          author: person,
          ...(replied !== undefined && {
            type: messageType.reply,
            message_reference: {
              type: 0,
              message_id: replied.id,
              channel_id: channelId,
              ...(!isDirect(channel) && { guild_id: channel.guild_id }),
            },
          }),
        },
      );
      state.messages.post(message);
      return { result: 'done', id: message.id };
    },
    edit(person: User, { channelId, messageId, content }: Editing): PageDone {
      const { channel, message } = writtenIn(person, channelId, messageId) ?? {};
      if (channel === undefined || message === undefined) return failed('There is no such message.');
      if (message.author.id !== person.id || !written.includes(message.type))
        return failed('You can only edit what you have written yourself.');
      const text = content.trim();
      if (isTooLong(text)) return failed(tooLong);
      if (isArchived(channel)) return failed('This thread is archived.');
      const held = state.permissions(person.id, channel);
      const reference = message.type === messageType.reply ? message.message_reference?.message_id : undefined;
      const replied = reference === undefined ? undefined : state.messages.find(channelId, reference)?.message;
      const repliedTo = replied && state.user(replied.author.id);
      const mentions = mentionsIn(state, { text, channel, held, ...(repliedTo && { repliedTo }) });
      const change = { content: text, ...mentions };
      if (isEmpty({ ...message, ...change })) return failed('A message cannot be empty. Delete it instead.');
      if (text !== message.content) state.messages.edit(edited(state, message, change));
      return { result: 'done', id: message.id };
    },
    remove(person: User, { channelId, messageId }: Pointing): PageDone {
      const { channel, message } = writtenIn(person, channelId, messageId) ?? {};
      if (channel === undefined || message === undefined) return failed('There is no such message.');
      const own = message.author.id === person.id;
      const manages = !isDirect(channel) && has(state.permissions(person.id, channel), permission.manageMessages);
      if (message.type === messageType.threadStarter || !(own || manages))
        return failed('You do not have permission to delete this message.');
      state.messages.remove({ message });
      return { result: 'done', id: message.id };
    },
    pin(person: User, { channelId, messageId, on }: Pinning): PageDone {
      const { channel, message } = writtenIn(person, channelId, messageId) ?? {};
      if (channel === undefined || message === undefined) return failed('There is no such message.');
      if (!written.includes(message.type) || !has(state.permissions(person.id, channel), permission.pinMessages))
        return failed('You do not have permission to pin this message.');
      if (isArchived(channel)) return failed('This thread is archived.');
      if (on && !message.pinned && state.pins.count(channel.id) >= state.limits.pins)
        return failed('This channel has too many pinned messages.');
      if (on && !message.pinned) pinMessage(state, channel, message, person);
      else if (!on && message.pinned) unpinMessage(state, channel, message);
      return { result: 'done', id: message.id };
    },
    react(person: User, { channelId, messageId, emoji, on }: Reacting): PageDone {
      const { channel, message } = writtenIn(person, channelId, messageId) ?? {};
      if (channel === undefined || message === undefined) return failed('There is no such message.');
      const kind = unicodeEmoji(emoji);
      if (kind === undefined) return failed('That is not an emoji.');
      if (isArchived(channel)) return failed('This thread is archived.');
      if (!on) state.reactions.remove(message, person.id, kind);
      else {
        const there = state.reactions.counts(message.id, person.id);
        const isNew = !there.some((one) => one.emoji === kind);
        if (isNew && !has(state.permissions(person.id, channel), permission.addReactions))
          return failed('You do not have permission to add reactions in this channel.');
        if (isNew && there.length >= state.limits.reactions) return failed('This message has too many reactions.');
        state.reactions.add(message, person.id, kind);
      }
      return { result: 'done', id: message.id };
    },
    openConversation(person: User): PageDone {
      const known = state.channels.direct(person.id);
      const channel = known ?? state.channels.openDirect(state.ids.next(), person);
      return { result: 'done', id: channel.id };
    },
  };
}

function isTooLong(text: string): boolean {
  return [...text].length > maxContent;
}

function isArchived(channel: Channel): boolean {
  return isThread(channel) && channel.thread_metadata.archived;
}

interface Pointing {
  readonly channelId: string;
  readonly messageId: string;
}

interface Editing extends Pointing {
  readonly content: string;
}

interface Pinning extends Pointing {
  readonly on: boolean;
}

interface Reacting extends Pinning {
  readonly emoji: string;
}

interface Writing {
  readonly channelId: string;
  readonly content: string;
  readonly replyTo?: string;
}

/** Whether someone with these permissions may write into a channel. */
export function mayWrite(channel: Channel, held: bigint): boolean {
  if (isDirect(channel)) return true;
  if (!isThread(channel)) return has(held, permission.sendMessages) && !isForum(channel) && channel.type !== 4;
  const { locked } = channel.thread_metadata;
  return has(held, permission.sendMessagesInThreads) && (!locked || has(held, permission.manageThreads));
}
