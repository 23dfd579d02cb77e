import * as z from 'zod';
import type { Command, CommandOption } from '../state/model.ts';
import type { Resolved } from './resolve.ts';

/** An option as a client sends it. */
export interface GivenOption {
  readonly name: string;
  readonly type?: number;
  readonly value?: string | number | boolean;
  readonly focused?: boolean;
  readonly options?: readonly GivenOption[];
}

const givenOption: z.ZodType<GivenOption> = z.object({
  name: z.string(),
  type: z.int().exactOptional(),
  value: z.union([z.string(), z.number(), z.boolean()]).exactOptional(),
  focused: z.boolean().exactOptional(),
  get options() {
    return z.array(givenOption).exactOptional();
  },
});

/** `data` of a command or autocomplete interaction, as a client sends it. */
export const commandInput = z.object({
  id: z.string().exactOptional(),
  name: z.string(),
  options: z.array(givenOption).exactOptional(),
});

export type CheckedInput =
  | { readonly ok: true; readonly options: readonly GivenOption[]; readonly resolved: Partial<Resolved> }
  | { readonly ok: false; readonly reason: string };

/** Finds a user, role or channel that was given as an option's value. */
export type Resolve = (optionType: number, id: string) => Partial<Resolved> | undefined;

interface Filled {
  readonly options: GivenOption[];
  readonly resolved: Partial<Resolved>[];
  readonly reasons: string[];
}

const subcommand = 1;
const group = 2;

/**
 * Holds what a person has typed against the command that the bot registered, as Discord's clients do before they send.
 * While a person types (`focused`), only the names are checked: values are passed on as they are.
 */
export function checkCommandInput(
  command: Command,
  given: readonly GivenOption[],
  mode: 'submit' | 'autocomplete',
  resolve: Resolve,
): CheckedInput {
  const { options, resolved, reasons } = fill(command.options, given, mode, resolve);
  const [reason] = reasons;
  if (reason !== undefined) return { ok: false, reason };
  if (mode === 'autocomplete' && countFocused(options) !== 1) return { ok: false, reason: 'No option is being typed.' };
  return { ok: true, options, resolved: merge(resolved) };
}

function fill(known: readonly CommandOption[], given: readonly GivenOption[], mode: Mode, resolve: Resolve): Filled {
  const branches = known.filter(({ type }) => type === subcommand || type === group);
  if (branches.length > 0) return fillBranch(branches, given, mode, resolve);

  const strangers = given.filter(({ name }) => !known.some((option) => option.name === name));
  const filled: Filled = {
    options: [],
    resolved: [],
    reasons: strangers.map(({ name }) => `${name}: There is no such option.`),
  };
  for (const option of known) {
    const [value, ...more] = given.filter(({ name }) => name === option.name);
    if (more.length > 0) filled.reasons.push(`${option.name}: This option is given twice.`);
    if (value?.value === undefined) {
      if (option.required === true && mode === 'submit')
        filled.reasons.push(`${option.name}: This option is required. Specify a value.`);
      continue;
    }
    const reason = mode === 'submit' ? wrong(option, value.value) : wrongWhileTyping(option, value);
    const found = isReference(option) ? resolve(option.type, String(value.value)) : {};
    if (reason !== undefined) filled.reasons.push(`${option.name}: ${reason}`);
    else if (found === undefined) filled.reasons.push(`${option.name}: There is no such thing to choose.`);
    else {
      const kinds = option.channel_types;
      const channel = found.channels?.[String(value.value)];
      if (kinds !== undefined && channel !== undefined && !kinds.includes(channel.type))
        filled.reasons.push(`${option.name}: This kind of channel cannot be chosen.`);
      filled.resolved.push(found);
    }
    const focused = value.focused === true && mode === 'autocomplete';
    filled.options.push({
      name: option.name,
      type: option.type,
      value: value.value,
      ...(focused && { focused }),
    });
  }
  return filled;
}

type Mode = 'submit' | 'autocomplete';

function fillBranch(
  branches: readonly CommandOption[],
  given: readonly GivenOption[],
  mode: Mode,
  resolve: Resolve,
): Filled {
  const [chosen] = given;
  const branch = branches.find(({ name }) => name === chosen?.name);
  if (branch === undefined || chosen === undefined || given.length !== 1)
    return { options: [], resolved: [], reasons: ['Choose one of the subcommands.'] };
  const inner = fill(branch.options ?? [], chosen.options ?? [], mode, resolve);
  return { ...inner, options: [{ name: branch.name, type: branch.type, options: inner.options }] };
}

/** Why a value cannot be sent, if it cannot. */
function wrong(option: CommandOption, value: string | number | boolean): string | undefined {
  const { type, choices, min_value, max_value, min_length, max_length } = option;
  const wanted = type === 5 ? 'boolean' : type === 4 || type === 10 ? 'number' : 'string';
  if (typeof value !== wanted) return `A ${wanted === 'string' ? 'text' : wanted} is wanted.`;
  if (type === 4 && !Number.isSafeInteger(value)) return 'A whole number is wanted.';
  if (choices && choices.length > 0 && !choices.some((choice) => choice.value === value))
    return 'This is not one of the choices.';
  if (typeof value === 'number') {
    if (min_value !== undefined && value < min_value) return `At least ${min_value} is wanted.`;
    if (max_value !== undefined && value > max_value) return `At most ${max_value} is allowed.`;
  }
  if (typeof value === 'string' && type === 3) {
    const length = [...value].length;
    if (length === 0 && option.required === true) return 'This option is required. Specify a value.';
    if (min_length !== undefined && length < min_length) return `At least ${min_length} characters are wanted.`;
    if (length > (max_length ?? 6000)) return `At most ${max_length ?? 6000} characters are allowed.`;
  }
  return undefined;
}

function wrongWhileTyping(option: CommandOption, { focused }: GivenOption): string | undefined {
  return focused === true && option.autocomplete !== true ? 'This option has no suggestions.' : undefined;
}

function isReference({ type }: CommandOption): boolean {
  return type >= 6 && type <= 9;
}

function countFocused(options: readonly GivenOption[]): number {
  return options.reduce((sum, { focused, options: inner }) => sum + (focused ? 1 : 0) + countFocused(inner ?? []), 0);
}

/** Several resolved things as the one object that Discord sends. */
export function merge(parts: readonly Partial<Resolved>[]): Partial<Resolved> {
  const kinds = ['users', 'members', 'roles', 'channels'] as const;
  return Object.fromEntries(
    kinds.flatMap((kind) => {
      const all = Object.assign({}, ...parts.map((part) => part[kind]));
      return Object.keys(all).length > 0 ? [[kind, all]] : [];
    }),
  );
}
