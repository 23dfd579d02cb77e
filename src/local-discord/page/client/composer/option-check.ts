import { type Option, type OptionValue, optionType } from './command-input.ts';

/** An option that is being filled in. */
export interface Chip {
  readonly option: Option;
  readonly text: string;
  /** What stands for the text, when it was picked from a list. */
  readonly picked?: OptionValue;
}

type Reading =
  | { readonly result: 'value'; readonly value: OptionValue }
  | { readonly result: 'problem'; readonly problem: string };

/** What Discord allows when the bot names no limit, in characters. */
const longestText = 6000;

export const noFiles = 'Files cannot be given to a command here.';

/** Whether only values of a list are taken. */
function isClosedList({ type, choices, autocomplete }: Option): boolean {
  const { boolean, user, channel, role, mentionable } = optionType;
  const picked: readonly number[] = [boolean, user, channel, role, mentionable];
  return picked.includes(type) || (choices.length > 0 && !autocomplete);
}

/** What a chip means, or what is wrong with it in words for people. */
export function readChip({ option, text, picked }: Chip): Reading {
  if (option.type === optionType.attachment) return problem(noFiles);
  if (picked !== undefined) return { result: 'value', value: picked };
  if (text.trim() === '') return problem(option.required ? 'This option is required.' : 'Fill this in or remove it.');
  if (isClosedList(option)) return problem('Pick one from the list.');
  if (option.type === optionType.integer || option.type === optionType.number) return readNumber(option, text.trim());
  return readText(option, text);
}

function readNumber(option: Option, text: string): Reading {
  const value = Number(text);
  const { min_value: min, max_value: max } = option;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text)) return problem('Enter a number.');
  if (option.type === optionType.integer && !Number.isSafeInteger(value)) return problem('Enter a whole number.');
  if (min !== undefined && value < min) return problem(`Enter a number of at least ${min}.`);
  if (max !== undefined && value > max) return problem(`Enter a number of at most ${max}.`);
  return { result: 'value', value };
}

function readText({ min_length: min, max_length: max = longestText }: Option, text: string): Reading {
  const length = [...text].length;
  if (min !== undefined && length < min) return problem(`Enter at least ${min} characters.`);
  if (length > max) return problem(`Enter at most ${max} characters.`);
  return { result: 'value', value: text };
}

function problem(text: string): Reading {
  return { result: 'problem', problem: text };
}
