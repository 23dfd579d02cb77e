import type { PageCommandOption, PageGuild } from '../contract.ts';
import { type Draft, type OptionValue, optionType, pickForChip } from './command-input.ts';
import { channelGroups } from './model.ts';

/** An entry of the list above a chip. */
export interface Choice {
  readonly name: string;
  readonly value: OptionValue;
  /** Said next to the name, such as the category of a channel. */
  readonly hint?: string;
}

const mostShown = 25;

/** The values an option can take as far as the page knows them; undefined when anything may be typed, or the bot is to ask. */
export function knownChoices(option: PageCommandOption, guild: PageGuild | undefined): readonly Choice[] | undefined {
  if (option.autocomplete) return undefined;
  if (option.choices !== undefined && option.choices.length > 0) return option.choices;
  switch (option.type) {
    case optionType.boolean:
      return [
        { name: 'True', value: true },
        { name: 'False', value: false },
      ];
    case optionType.channel:
      return channelChoices(guild, option.channel_types);
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

function channelChoices(guild: PageGuild | undefined, types: readonly number[] | undefined): Choice[] {
  if (guild === undefined) return [];
  const wanted = (type: number): boolean => types === undefined || types.includes(type);
  return channelGroups(guild).flatMap(({ category, channels }) => [
    ...(category !== undefined && wanted(category.type) ? [{ name: category.name, value: category.id }] : []),
    ...channels
      .filter(({ type }) => wanted(type))
      .map(({ id, name }) => ({ name: `#${name}`, value: id, ...(category && { hint: category.name }) })),
  ]);
}

function userChoices(guild: PageGuild | undefined): Choice[] {
  return (guild?.members ?? []).map(({ id, username }) => ({ name: `@${username}`, value: id }));
}

function roleChoices(guild: PageGuild | undefined): Choice[] {
  return (guild?.roles ?? []).map(({ id, name }) => ({
    name: name.startsWith('@') ? name : `@${name}`,
    value: id,
    hint: 'Role',
  }));
}

/** The choices whose name holds what was typed, beginnings first; all when nothing was. */
export function matchChoices(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = fold(typed);
  const ranked = choices.map((choice) => ({ choice, at: fold(choice.name).indexOf(wanted) }));
  return ranked
    .filter(({ at }) => at >= 0)
    .sort((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1))
    .slice(0, mostShown)
    .map(({ choice }) => choice);
}

/** Takes each text that is the name of a choice for that choice, as when it was typed out instead of picked. */
export function pickNamed(draft: Draft, guild: PageGuild | undefined): Draft {
  return draft.chips.reduce((named, { option, text, picked }) => {
    if (picked !== undefined) return named;
    const choice = knownChoices(option, guild)?.find(({ name }) => fold(name) === fold(text));
    return choice === undefined ? named : pickForChip(named, option.name, choice.name, choice.value);
  }, draft);
}

/**
 * Takes the bot's first choice for an option that was sent off before there was a list to pick from, if what was typed
 * is how its name or value begins.
 */
export function pickBegun(draft: Draft, name: string | undefined, [first]: readonly Choice[]): Draft {
  const chip = draft.chips.find(({ option }) => option.name === name);
  if (first === undefined || chip === undefined || chip.picked !== undefined || chip.text.trim() === '') return draft;
  const begun = [first.name, `${first.value}`].some((text) => fold(text).startsWith(fold(chip.text)));
  return begun ? pickForChip(draft, chip.option.name, first.name, first.value) : draft;
}

function fold(text: string): string {
  return text.trim().replace(/^[#@]/, '').toLowerCase();
}
