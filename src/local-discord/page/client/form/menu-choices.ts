import type { PageChannel, PageGuild } from '../../contract.ts';
import type { PageComponent } from '../../message-contract.ts';
import { channelGroups, channelsBelow, channelType, isThread } from '../state/places.ts';

/** Discord's types of the components that are chosen from. */
const menuType = { string: 3, user: 5, role: 6, mentionable: 7, channel: 8 } as const;

/** Something that can be chosen in a menu. */
export interface MenuChoice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly emoji?: string;
  /** A picture's address, or a role's colour. */
  readonly avatarUrl?: string;
  readonly color?: number;
}

export function isMenu({ type }: PageComponent): boolean {
  return type === menuType.string || (type >= menuType.user && type <= menuType.channel);
}

/** Whether one types to find something, as in menus that the server fills. */
export function isSearched({ type }: PageComponent): boolean {
  return type !== menuType.string;
}

/** What a menu offers: its own options, or the people, roles and channels of the server. */
export function menuChoices(menu: PageComponent, guild: PageGuild): readonly MenuChoice[] {
  switch (menu.type) {
    case menuType.user:
      return userChoices(guild);
    case menuType.role:
      return roleChoices(guild);
    case menuType.mentionable:
      return [...userChoices(guild), ...roleChoices(guild)];
    case menuType.channel:
      return channelChoices(guild, menu.channel_types ?? []);
    default:
      return (menu.options ?? []).map(({ label, value, description, emoji }) => ({
        label,
        value,
        ...(description !== undefined && { description }),
        ...(emoji?.name !== undefined && { emoji: emoji.name }),
      }));
  }
}

function userChoices({ members }: PageGuild): MenuChoice[] {
  return members.map(({ id, username, avatarUrl }) => ({ value: id, label: username, avatarUrl }));
}

function roleChoices({ roles }: PageGuild): MenuChoice[] {
  return roles.map(({ id, name, color }) => ({ value: id, label: name.startsWith('@') ? name : `@${name}`, color }));
}

/** In the order of the list of channels. */
function channelChoices(guild: PageGuild, types: readonly number[]): MenuChoice[] {
  const channels = channelGroups(guild).flatMap((group) => [
    ...(group.category === undefined ? [] : [group.category]),
    ...group.channels.flatMap((channel) => [channel, ...channelsBelow(guild, channel.id)]),
  ]);
  const wanted = ({ type }: PageChannel): boolean => types.length === 0 || types.includes(type);
  const prefix = (channel: PageChannel): string =>
    isThread(channel) || channel.type === channelType.category ? '' : '#';
  return channels.filter(wanted).map((channel) => ({ value: channel.id, label: `${prefix(channel)}${channel.name}` }));
}

/** What is chosen before anybody has chosen. */
export function defaultValues({ options = [], default_values = [] }: PageComponent): readonly string[] {
  return [
    ...options.filter((option) => option.default).map(({ value }) => value),
    ...default_values.map(({ id }) => id),
  ];
}

/** How few and how many may be chosen: Discord's reference, Component Reference (both are 1 unless said otherwise). */
export function choiceLimits({ min_values = 1, max_values = 1 }: PageComponent): {
  readonly least: number;
  readonly most: number;
} {
  return { least: min_values, most: max_values };
}

/** The choices whose label holds what was typed, beginnings first, `most` at most. */
export function findChoices(choices: readonly MenuChoice[], typed: string, most: number): readonly MenuChoice[] {
  const wanted = fold(typed);
  if (wanted === '') return choices.slice(0, most);
  const at = choices.map((choice) => ({ choice, index: fold(choice.label).indexOf(wanted) }));
  const begin = at.filter(({ index }) => index === 0);
  const hold = at.filter(({ index }) => index > 0);
  return [...begin, ...hold].slice(0, most).map(({ choice }) => choice);
}

/** What is chosen after a choice was pressed; undefined when no more may be chosen. With one at most, it replaces. */
export function toggled(chosen: readonly string[], value: string, most: number): readonly string[] | undefined {
  if (chosen.includes(value)) return chosen.filter((other) => other !== value);
  if (most === 1) return [value];
  return chosen.length < most ? [...chosen, value] : undefined;
}

function fold(text: string): string {
  return text.replace(/^[@#]/, '').toLocaleLowerCase();
}
