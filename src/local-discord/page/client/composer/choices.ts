import type { PageChannel, PageGuild } from '../../contract.ts';
import { channelsBelow, channelType } from '../state/places.ts';
import { type Option, type OptionValue, optionType } from './command-input.ts';
import { chipOf, type Draft, pickForChip } from './draft.ts';

/** An entry of the list above a chip. */
export interface Choice {
  readonly name: string;
  readonly value: OptionValue;
  /** What it is called in the bot's own language, which may be typed as well. */
  readonly alias?: string;
  /** Said next to the name, such as the category of a channel. */
  readonly hint?: string;
  /** Of a person. */
  readonly avatarUrl?: string;
}

const mostShown = 25;

/** The values an option can take as far as the page knows them; undefined when anything may be typed, or the bot is to ask. */
export function knownChoices(option: Option, guild: PageGuild): readonly Choice[] | undefined {
  if (option.autocomplete) return undefined;
  if (option.choices.length > 0)
    return option.choices.map(({ name, label, value }) => ({ name: label, alias: name, value }));
  switch (option.type) {
    case optionType.boolean:
      return [
        { name: 'True', value: true },
        { name: 'False', value: false },
      ];
    case optionType.channel:
      return channelChoices(guild, option.channel_types ?? []);
    case optionType.user:
      return userChoices(guild);
    case optionType.role:
      return roleChoices(guild);
    case optionType.mentionable:
      return [...userChoices(guild), ...roleChoices(guild)];
    default:
      return undefined;
  }
}

/** Channels of these types, or of any, in the order in which Discord lists them. */
function channelChoices(guild: PageGuild, types: readonly number[]): Choice[] {
  const names = new Map(guild.channels.map(({ id, name }) => [id, name]));
  return channelsInOrder(guild, null)
    .filter(({ type }) => types.length === 0 || types.includes(type))
    .map(({ id, name, type, parent_id }) => {
      const parent = names.get(parent_id ?? '');
      return {
        name: type === channelType.category ? name : `#${name}`,
        value: id,
        ...(parent !== undefined && { hint: parent }),
      };
    });
}

/** Each channel is followed by what is in it; those in no category come first. */
function channelsInOrder(guild: PageGuild, parentId: string | null): PageChannel[] {
  const [categories, others] = [true, false].map((wanted) =>
    channelsBelow(guild, parentId).filter(({ type }) => (type === channelType.category) === wanted),
  );
  return [...(others ?? []), ...(categories ?? [])].flatMap((channel) => [
    channel,
    ...channelsInOrder(guild, channel.id),
  ]);
}

function userChoices({ members }: PageGuild): Choice[] {
  return members.map(({ id, username, avatarUrl }) => ({ name: `@${username}`, value: id, avatarUrl }));
}

function roleChoices({ roles }: PageGuild): Choice[] {
  return roles.map(({ id, name }) => ({
    name: name.startsWith('@') ? name : `@${name}`,
    value: id,
    hint: 'Role',
  }));
}

/** The choices whose name holds what was typed, beginnings first; all when nothing was. */
export function matchChoices(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = fold(typed);
  const places = choices.map((choice) => ({ choice, found: namesOf(choice).map((name) => name.indexOf(wanted)) }));
  const begin = places.filter(({ found }) => found.includes(0));
  const hold = places.filter(({ found }) => !found.includes(0) && found.some((at) => at > 0));
  return [...begin, ...hold].slice(0, mostShown).map(({ choice }) => choice);
}

/** Takes each text that is the name of a choice for that choice, as when it was typed out instead of picked. */
export function pickNamed(draft: Draft, guild: PageGuild): Draft {
  return draft.chips.reduce((named, { option, text, picked }) => {
    if (picked !== undefined) return named;
    const choice = knownChoices(option, guild)?.find((one) => namesOf(one).includes(fold(text)));
    return choice === undefined ? named : pickForChip(named, option.name, choice.name, choice.value);
  }, draft);
}

/**
 * Takes the bot's first choice for an option that was sent off before there was a list to pick from, if what was typed
 * is how its name or value begins.
 */
export function pickBegun(draft: Draft, name: string | undefined, [first]: readonly Choice[]): Draft {
  const chip = chipOf(draft, name);
  if (first === undefined || chip === undefined || chip.picked !== undefined || chip.text.trim() === '') return draft;
  const begun = [first.name, `${first.value}`].some((text) => fold(text).startsWith(fold(chip.text)));
  return begun ? pickForChip(draft, chip.option.name, first.name, first.value) : draft;
}

function namesOf({ name, alias = name }: Choice): string[] {
  return [fold(name), fold(alias)];
}

function fold(text: string): string {
  return text.trim().replace(/^[#@]/, '').toLowerCase();
}
