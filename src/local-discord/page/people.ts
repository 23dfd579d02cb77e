import { type Channel, isDirect, isForum, isThread } from '../state/channel.ts';
import { makeMessage, nothing } from '../state/draft.ts';
import { unicodeEmoji } from '../state/emoji.ts';
import { messageType, type User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { PageDone } from './contract.ts';

/** Discord's limit for a person without Nitro, in characters. */
const maxContent = 2000;

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

  return {
    write(person: User, { channelId, content, replyTo }: Writing): PageDone {
      const channel = channelFor(person, channelId);
      if (channel === undefined) return failed('There is no such channel.');
      const text = content.trim();
      if (text === '') return failed('There is nothing to send.');
      if ([...text].length > maxContent) return failed(`A message has at most ${maxContent} characters.`);
      const held = state.permissions(person.id, channel);
      if (!mayWrite(channel, held)) return failed('You do not have permission to send messages in this channel.');

      const known = replyTo === undefined ? undefined : state.messages.find(channelId, replyTo);
      // As in Discord, nobody replies to what only one person sees.
      const replied = known?.onlyFor === undefined ? known?.message : undefined;
      if (replyTo !== undefined && replied === undefined) return failed('The message that you reply to is gone.');
      const named = [...text.matchAll(/<@!?(\d{1,20})>/g)].map(([, id = '']) => id);
      const told = new Set(replied === undefined ? named : [...named, replied.author.id]);
      const message = makeMessage(
        state,
        channelId,
        {
          ...nothing,
          content: text,
          mentions: [...told].flatMap((id) => state.user(id) ?? []),
          mention_everyone: /@(everyone|here)\b/.test(text) && has(held, permission.mentionEveryone),
        },
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
    react(person: User, { channelId, messageId, emoji, on }: Reacting): PageDone {
      const channel = channelFor(person, channelId);
      const held = channel === undefined ? undefined : state.messages.find(channelId, messageId);
      if (channel === undefined || held === undefined || held.onlyFor !== undefined)
        return failed('There is no such message.');
      const { message } = held;
      const kind = unicodeEmoji(emoji);
      if (kind === undefined) return failed('That is not an emoji.');
      if (isThread(channel) && channel.thread_metadata.archived) return failed('This thread is archived.');
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

interface Reacting {
  readonly channelId: string;
  readonly messageId: string;
  readonly emoji: string;
  readonly on: boolean;
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
