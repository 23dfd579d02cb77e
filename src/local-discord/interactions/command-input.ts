import * as z from 'zod';
import { type Command, type CommandOption, optionType } from '../state/command.ts';
import { whyNot } from './option-value.ts';
import { merge, type Resolve, type Resolved } from './resolve.ts';

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
  /** 1 chat input, 2 user, 3 message. */
  type: z.int().exactOptional(),
  options: z.array(givenOption).exactOptional(),
  target_id: z.string().exactOptional(),
});

export type CheckedInput =
  | { readonly ok: true; readonly options: readonly GivenOption[]; readonly resolved: Partial<Resolved> }
  | { readonly ok: false; readonly reason: string };

type Mode = 'submit' | 'autocomplete';

/** What a command, or a branch of it, becomes with what was given; `reasons` say why it cannot be sent. */
interface Filled {
  readonly options: readonly GivenOption[];
  readonly resolved: readonly Partial<Resolved>[];
  readonly reasons: readonly string[];
}

const empty: Filled = { options: [], resolved: [], reasons: [] };
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
  const branches = known.filter(({ type }) => type === optionType.subcommand || type === optionType.group);
  if (branches.length > 0) return fillBranch(branches, given, mode, resolve);

  const strangers = given.filter(({ name }) => !known.some((option) => option.name === name));
  const parts = [
    ...strangers.map(({ name }) => refuse(name, 'There is no such option.')),
    ...known.map((option) =>
      fillOption(
        option,
        given.filter(({ name }) => name === option.name),
        mode,
        resolve,
      ),
    ),
  ];
  return {
    options: parts.flatMap(({ options }) => options),
    resolved: parts.flatMap(({ resolved }) => resolved),
    reasons: parts.flatMap(({ reasons }) => reasons),
  };
}

function fillOption(option: CommandOption, given: readonly GivenOption[], mode: Mode, resolve: Resolve): Filled {
  const { name, type } = option;
  const [first, ...more] = given;
  if (more.length > 0) return refuse(name, 'This option is given twice.');
  const value = first?.value;
  if (value === undefined)
    return option.required === true && mode === 'submit'
      ? refuse(name, 'This option is required. Specify a value.')
      : empty;
  if (mode === 'autocomplete') {
    const focused = first?.focused === true;
    if (focused && option.autocomplete !== true) return refuse(name, 'This option has no suggestions.');
    const found = isReference(option) ? resolve(type, String(value)) : undefined;
    return { ...empty, options: [{ name, type, value, ...(focused && { focused }) }], resolved: found ? [found] : [] };
  }
  const reason = whyNot(option, value);
  if (reason !== undefined) return refuse(name, reason);
  const found = isReference(option) ? resolve(type, String(value)) : {};
  if (found === undefined) return refuse(name, 'There is no such thing to choose.');
  const channel = found.channels?.[String(value)];
  const kinds = option.channel_types ?? [];
  if (channel !== undefined && kinds.length > 0 && !kinds.includes(channel.type))
    return refuse(name, 'This kind of channel cannot be chosen.');
  return { ...empty, options: [{ name, type, value }], resolved: [found] };
}

function refuse(name: string, reason: string): Filled {
  return { ...empty, reasons: [`${name}: ${reason}`] };
}

function fillBranch(
  branches: readonly CommandOption[],
  given: readonly GivenOption[],
  mode: Mode,
  resolve: Resolve,
): Filled {
  const [chosen] = given;
  const branch = branches.find(({ name }) => name === chosen?.name);
  if (branch === undefined || chosen === undefined || given.length !== 1)
    return { ...empty, reasons: ['Choose one of the subcommands.'] };
  const inner = fill(branch.options ?? [], chosen.options ?? [], mode, resolve);
  return { ...inner, options: [{ name: branch.name, type: branch.type, options: inner.options }] };
}

function isReference({ type }: CommandOption): boolean {
  const { user, channel, role, mentionable } = optionType;
  return [user, channel, role, mentionable].includes(type);
}

function countFocused(options: readonly GivenOption[]): number {
  return options.reduce((sum, { focused, options: inner }) => sum + (focused ? 1 : 0) + countFocused(inner ?? []), 0);
}
