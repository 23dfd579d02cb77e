import {
  type Callable,
  type CommandData,
  type DataOption,
  type Option,
  type OptionValue,
  optionType,
} from './command-input.ts';
import { type Chip, readChip } from './option-check.ts';

/** A command that is being written. */
export interface Draft {
  readonly callable: Callable;
  readonly chips: readonly Chip[];
}

/** A new draft: the required options wait to be filled in. */
export function beginDraft(callable: Callable): Draft {
  const chips = callable.options.filter(({ required }) => required).map((option) => ({ option, text: '' }));
  return { callable, chips };
}

export function chipOf({ chips }: Draft, name: string | undefined): Chip | undefined {
  return chips.find(({ option }) => option.name === name);
}

export function addChip(draft: Draft, option: Option): Draft {
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
export function optionsLeft({ callable, chips }: Draft): Option[] {
  return callable.options.filter(({ name }) => !chips.some(({ option }) => option.name === name));
}

/** What is wrong, by the option's name; undefined stands for the line itself. */
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
  for (const { name, type } of draft.callable.options) {
    const chip = chipOf(draft, name);
    if (chip === undefined) continue;
    const reading = readChip(chip);
    if (reading.result === 'problem') problems.set(name, reading.problem);
    else options.push({ type, name, value: reading.value });
  }
  if (behind.trim() !== '') problems.set(undefined, strayText(draft, behind.trim()));
  return problems.size > 0 ? { result: 'problems', problems } : { result: 'data', data: wrap(draft.callable, options) };
}

function strayText(draft: Draft, text: string): string {
  const left = optionsLeft(draft);
  if (left.length === 0) return `There is no option left for “${text}”. Remove the text.`;
  return left.some((option) => isCalled(option, text))
    ? `Pick “${text}” from the list to fill it in, or remove the text.`
    : `There is no option “${text}”. Pick one from the list, or remove the text.`;
}

/** Whether an option has this name, in either language. */
export function isCalled({ name, label }: Option, text: string): boolean {
  return [name, label].some((one) => one.toLowerCase() === text.toLowerCase());
}

/**
 * What to ask the bot for choices with: the focused option as typed, and of the others what can be read. An option that
 * was picked is asked for anew, so that another can be picked.
 */
export function autocompleteData(draft: Draft, focused: string): CommandData {
  const options = draft.chips.flatMap((chip): DataOption[] => {
    const { type, name } = chip.option;
    const typed = chip.picked === undefined ? chip.text : '';
    if (name === focused) return [{ type, name, value: typed, focused: true }];
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
