import type { PageCommand, PageCommandOption } from '../contract.ts';

/** Discord's option types that the page knows by name. */
export const optionType = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  mentionable: 9,
  number: 10,
} as const;

export type OptionValue = string | number | boolean;

/** Something that can be called: a command without subcommands, or one of its subcommands. */
export interface Callable {
  readonly commandId: string;
  /** `['feed', 'add']`: the command, then group and subcommand. */
  readonly path: readonly string[];
  readonly description: string;
  readonly options: readonly PageCommandOption[];
}

/** An option that is being filled in. */
export interface Chip {
  readonly option: PageCommandOption;
  readonly text: string;
  /** What stands for the text, when it was picked from a list. */
  readonly picked?: OptionValue;
}

/** A command that is being written. */
export interface Draft {
  readonly callable: Callable;
  readonly chips: readonly Chip[];
}

/** What a client sends to Discord for a command. */
export interface CommandData {
  readonly id: string;
  readonly name: string;
  readonly type: 1;
  readonly options: readonly DataOption[];
}

interface DataOption {
  readonly type: number;
  readonly name: string;
  readonly value?: OptionValue;
  readonly focused?: true;
  readonly options?: readonly DataOption[];
}

/** Every callable of the commands, in their order. */
export function callables(commands: readonly PageCommand[]): Callable[] {
  return commands.flatMap((command) => descend(command.id, [command.name], command));
}

function descend(
  commandId: string,
  path: readonly string[],
  node: { readonly description: string; readonly options?: readonly PageCommandOption[] },
): Callable[] {
  const options = node.options ?? [];
  const below = options.filter(({ type }) => type === optionType.subcommand || type === optionType.group);
  if (below.length > 0) return below.flatMap((option) => descend(commandId, [...path, option.name], option));
  return [{ commandId, path, description: node.description, options }];
}

/** `/feed add`. */
export function callName({ path }: Callable): string {
  return `/${path.join(' ')}`;
}

/** The callables that what was typed after the slash may mean, those that begin with it first. */
export function matchCallables(all: readonly Callable[], typed: string): Callable[] {
  const wanted = typed.replace(/^\//, '').trim().toLowerCase();
  const rank = (callable: Callable): number => callable.path.join(' ').toLowerCase().indexOf(wanted);
  return all
    .map((callable) => ({ callable, at: rank(callable) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => Math.min(a.at, 1) - Math.min(b.at, 1))
    .map(({ callable }) => callable);
}

/** A new draft: the required options wait to be filled in. */
export function beginDraft(callable: Callable): Draft {
  const chips = callable.options.filter(({ required }) => required).map((option) => ({ option, text: '' }));
  return { callable, chips };
}

export function addChip(draft: Draft, option: PageCommandOption): Draft {
  return { ...draft, chips: [...draft.chips, { option, text: '' }] };
}

export function removeChip(draft: Draft, name: string): Draft {
  return { ...draft, chips: draft.chips.filter(({ option }) => option.name !== name) };
}

export function writeChip(draft: Draft, name: string, text: string): Draft {
  return changeChip(draft, name, ({ option }) => ({ option, text }));
}

export function pickForChip(draft: Draft, name: string, text: string, picked: OptionValue): Draft {
  return changeChip(draft, name, ({ option }) => ({ option, text, picked }));
}

function changeChip(draft: Draft, name: string, change: (chip: Chip) => Chip): Draft {
  return { ...draft, chips: draft.chips.map((chip) => (chip.option.name === name ? change(chip) : chip)) };
}

/** The options that have no chip yet. */
export function optionsLeft({ callable, chips }: Draft): PageCommandOption[] {
  return callable.options.filter(({ name }) => !chips.some(({ option }) => option.name === name));
}

/** Whether only values of a list are taken. */
export function isClosedList({ type, choices, autocomplete }: PageCommandOption): boolean {
  const picked: readonly number[] = [
    optionType.boolean,
    optionType.user,
    optionType.channel,
    optionType.role,
    optionType.mentionable,
  ];
  return picked.includes(type) || (choices !== undefined && choices.length > 0 && !autocomplete);
}

type Reading =
  | { readonly result: 'value'; readonly value: OptionValue }
  | { readonly result: 'problem'; readonly problem: string };

/** What a chip means, or what is wrong with it in words for people. */
function readChip({ option, text, picked }: Chip): Reading {
  if (picked !== undefined) return { result: 'value', value: picked };
  if (text.trim() === '') return problem(option.required ? 'This option is required.' : 'Fill this in or remove it.');
  if (isClosedList(option)) return problem('Pick one from the list.');
  if (option.type === optionType.integer || option.type === optionType.number) return readNumber(option, text.trim());
  return readText(option, text);
}

function readNumber(option: PageCommandOption, text: string): Reading {
  const value = Number(text);
  const { min_value: min, max_value: max } = option;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) return problem('Enter a number.');
  if (option.type === optionType.integer && !Number.isSafeInteger(value)) return problem('Enter a whole number.');
  if (min !== undefined && value < min) return problem(`Enter a number of at least ${min}.`);
  if (max !== undefined && value > max) return problem(`Enter a number of at most ${max}.`);
  return { result: 'value', value };
}

function readText({ min_length: min, max_length: max }: PageCommandOption, text: string): Reading {
  const length = [...text].length;
  if (min !== undefined && length < min) return problem(`Enter at least ${min} characters.`);
  if (max !== undefined && length > max) return problem(`Enter at most ${max} characters.`);
  return { result: 'value', value: text };
}

function problem(text: string): Reading {
  return { result: 'problem', problem: text };
}

/** What is wrong, by option; undefined stands for the text behind them all. */
export type Problems = ReadonlyMap<string | undefined, string>;

/** What to send, or what keeps it from being sent. `behind` is the text that no option took. */
export function readDraft(
  draft: Draft,
  behind = '',
):
  | { readonly result: 'data'; readonly data: CommandData }
  | { readonly result: 'problems'; readonly problems: Problems } {
  const problems = new Map<string | undefined, string>();
  const options: DataOption[] = [];
  for (const option of draft.callable.options) {
    const chip = draft.chips.find((candidate) => candidate.option.name === option.name);
    if (chip === undefined) {
      if (option.required) problems.set(option.name, 'This option is required.');
      continue;
    }
    const reading = readChip(chip);
    if (reading.result === 'problem') problems.set(option.name, reading.problem);
    else options.push({ type: option.type, name: option.name, value: reading.value });
  }
  if (behind.trim() !== '') problems.set(undefined, strayText(draft, behind.trim()));
  return problems.size > 0 ? { result: 'problems', problems } : { result: 'data', data: wrap(draft.callable, options) };
}

function strayText(draft: Draft, text: string): string {
  const left = optionsLeft(draft);
  if (left.length === 0) return `There is no option left for “${text}”. Remove the text.`;
  return left.some(({ name }) => name.toLowerCase() === text.toLowerCase())
    ? `Pick “${text}” from the list to fill it in, or remove the text.`
    : `There is no option “${text}”. Pick one from the list, or remove the text.`;
}

/** What to ask the bot for choices with: the focused option as typed, and of the others what can be read. */
export function autocompleteData(draft: Draft, focused: string): CommandData {
  const options = draft.chips.flatMap((chip): DataOption[] => {
    const { type, name } = chip.option;
    if (name === focused) return [{ type, name, value: chip.text, focused: true }];
    const reading = readChip(chip);
    return reading.result === 'value' ? [{ type, name, value: reading.value }] : [];
  });
  return wrap(draft.callable, options);
}

function wrap({ commandId, path }: Callable, options: readonly DataOption[]): CommandData {
  const [name = '', ...below] = path;
  const nested = below.reduceRight<readonly DataOption[]>(
    (inner, part, index) => [
      { type: index === below.length - 1 ? optionType.subcommand : optionType.group, name: part, options: inner },
    ],
    options,
  );
  return { id: commandId, name, type: 1, options: nested };
}
