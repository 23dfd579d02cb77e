import type { PageChannel, PageCommand, PageGuild, PageState, PageUser } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import { type Locale, localize } from '../locales.ts';
import { isOwn } from '../message/system-message.ts';
import type { Intents } from '../state/intents.ts';
import type { OpenMenu } from '../state/model.ts';
import { findUser } from '../state/places.ts';
import type { MenuContent, MenuItem } from './popup-menu.ts';

const userCommand = 2;
const messageCommand = 3;

const quickEmoji = ['👍', '❤️', '😂', '🔥', '👀', '🎉'] as const;
const moreEmoji = [
  '👎',
  '😮',
  '😢',
  '🤔',
  '🙏',
  '👏',
  '💯',
  '✅',
  '❌',
  '⭐',
  '🚀',
  '📰',
  '💡',
  '😡',
  '🥳',
  '🤝',
  '📌',
  '☕',
] as const;

interface MenuPlace {
  readonly page: PageState;
  readonly guild: PageGuild;
  readonly channel: PageChannel;
  readonly locale: Locale;
}

/** What the open menu offers. */
export function menuContent({ about }: OpenMenu, place: MenuPlace, intents: Intents): MenuContent {
  switch (about.kind) {
    case 'emoji':
      return {
        label: 'Add a reaction',
        emoji: emojiItems([...quickEmoji, ...moreEmoji], about.message, intents),
        sections: [],
      };
    case 'message':
      return messageMenu(about.message, place, intents);
    case 'user': {
      const sections = userSections(about.user, place, intents);
      return {
        label: about.user.username,
        emoji: [],
        sections,
        ...(sections.length === 0 && { note: `No app has a command for ${about.user.username} here.` }),
      };
    }
  }
}

function messageMenu(message: PageMessage, place: MenuPlace, intents: Intents): MenuContent {
  const author = findUser(place.page, message.author.id);
  const apps = commandItems(messageCommand, message.id, place, intents);
  return {
    label: 'Message',
    emoji: emojiItems(quickEmoji, message, intents),
    sections: [
      { items: ownItems(message, place, intents) },
      { title: 'Apps', items: apps },
      ...(author === undefined ? [] : userSections(author, place, intents)),
    ].filter(({ items }) => items.length > 0),
  };
}

/** What the viewer may do with a message by themselves. */
function ownItems(message: PageMessage, { page, channel }: MenuPlace, intents: Intents): readonly MenuItem[] {
  const own = isOwn(message, page);
  const pin = message.pinned ? 'Unpin message' : 'Pin message';
  const items: readonly (MenuItem & { readonly may: boolean })[] = [
    { may: channel.writable, label: 'Reply', icon: 'reply', act: () => intents.reply(message) },
    { may: own, label: 'Edit message', icon: 'pencil', act: () => intents.edit(message) },
    { may: channel.pinnable, label: pin, icon: 'pin', act: () => intents.pin(message, !message.pinned) },
    {
      may: own || channel.moderated,
      label: 'Delete message',
      icon: 'trash',
      danger: true,
      act: () => intents.remove(message),
    },
  ];
  return items.filter(({ may }) => may);
}

function userSections(user: PageUser, place: MenuPlace, intents: Intents): MenuContent['sections'] {
  const items = commandItems(userCommand, user.id, place, intents);
  return items.length === 0 ? [] : [{ title: `Apps for ${user.username}`, items }];
}

function commandItems(
  type: number,
  targetId: string,
  { guild, locale }: MenuPlace,
  intents: Intents,
): readonly MenuItem[] {
  return (guild.hasBot ? guild.commands : [])
    .filter((command) => command.type === type)
    .map((command: PageCommand) => ({
      label: localize(command.name, command.name_localizations, locale),
      act: () => intents.useCommand(command, targetId),
    }));
}

function emojiItems(emoji: readonly string[], message: PageMessage, intents: Intents): readonly MenuItem[] {
  const mine = (one: string): boolean => message.reactions.some((reaction) => reaction.emoji === one && reaction.me);
  return emoji.map((label) => ({ label, act: () => intents.react(message, label, !mine(label)) }));
}
