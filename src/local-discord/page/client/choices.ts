import type { PageChannel, PageGuild, PageUser } from '../contract.ts';
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
}

/** Where a command is written, and who else is there. */
export interface Surroundings {
  /** Undefined in a conversation. */
  readonly guild: PageGuild | undefined;
  readonly members: readonly PageUser[];
}

const mostShown = 25;
const category = 4;

/** The values an option can take as far as the page knows them; undefined when anything may be typed, or the bot is to ask. */
export function knownChoices(option: Option, { guild, members }: Surroundings): readonly Choice[] | undefined {
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
      return channelChoices(guild?.channels ?? [], option.channel_types);
    case optionType.user:
      return userChoices(members);
    case optionType.role:
      return roleChoices(guild);
    case optionType.mentionable:
      return [...userChoices(members), ...roleChoices(guild)];
    default:
      return undefined;
  }
}

/** Channels of these types, or of any, in the order in which Discord lists them: each is followed by what is in it. */
function channelChoices(channels: readonly PageChannel[], types: readonly number[] | undefined): Choice[] {
  const listed = new Map(channels.map((channel) => [channel.id, channel]));
  const below = (parent: PageChannel | undefined): PageChannel[] =>
    channels
      .filter(({ parent_id }) => listed.get(parent_id ?? '') === parent)
      .sort((a, b) => Number(a.type === category) - Number(b.type === category) || a.position - b.position)
      .flatMap((channel) => [channel, ...below(channel)]);
  return below(undefined)
    .filter(({ type }) => types === undefined || types.length === 0 || types.includes(type))
    .map(({ id, name, type, parent_id }) => {
      const parent = listed.get(parent_id ?? '');
      return { name: type === category ? name : `#${name}`, value: id, ...(parent && { hint: parent.name }) };
    });
}

function userChoices(members: readonly PageUser[]): Choice[] {
  return members.map(({ id, username }) => ({ name: `@${username}`, value: id }));
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
  const places = choices.map((choice) => ({ choice, found: namesOf(choice).map((name) => name.indexOf(wanted)) }));
  const begin = places.filter(({ found }) => found.includes(0));
  const hold = places.filter(({ found }) => !found.includes(0) && found.some((at) => at > 0));
  return [...begin, ...hold].slice(0, mostShown).map(({ choice }) => choice);
}

/** Takes each text that is the name of a choice for that choice, as when it was typed out instead of picked. */
export function pickNamed(draft: Draft, surroundings: Surroundings): Draft {
  return draft.chips.reduce((named, { option, text, picked }) => {
    if (picked !== undefined) return named;
    const choice = knownChoices(option, surroundings)?.find((one) => namesOf(one).includes(fold(text)));
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
