import { type CommandOption, optionType } from '../state/command.ts';

/** The type of options that take a file. */
const attachment = 11;

/** Why a value cannot be sent, if it cannot. */
export function whyNot(option: CommandOption, value: string | number | boolean): string | undefined {
  const { type, choices, min_value, max_value, min_length, max_length } = option;
  if (type === attachment) return 'Files cannot be given here.';
  const { kind, called } = kindOfValue(type);
  if (typeof value !== kind) return `A ${called} is wanted.`;
  if (type === optionType.integer && !Number.isSafeInteger(value)) return 'A whole number is wanted.';
  if (choices && choices.length > 0 && !choices.some((choice) => choice.value === value))
    return 'This is not one of the choices.';
  if (typeof value === 'number') {
    if (min_value !== undefined && value < min_value) return `At least ${min_value} is wanted.`;
    if (max_value !== undefined && value > max_value) return `At most ${max_value} is allowed.`;
  }
  if (typeof value === 'string' && type === optionType.string) {
    const length = [...value].length;
    if (length === 0 && option.required === true) return 'This option is required. Specify a value.';
    if (min_length !== undefined && length < min_length) return `At least ${min_length} characters are wanted.`;
    if (length > (max_length ?? 6000)) return `At most ${max_length ?? 6000} characters are allowed.`;
  }
  return undefined;
}

/** What a client sends as the value of an option. Users, roles and channels are sent by their ids. */
function kindOfValue(type: number): { readonly kind: string; readonly called: string } {
  if (type === optionType.boolean) return { kind: 'boolean', called: 'yes or no' };
  if (type === optionType.integer || type === optionType.number) return { kind: 'number', called: 'number' };
  return { kind: 'string', called: 'text' };
}
