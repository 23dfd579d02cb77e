import type { PageCommand, PageCommandOption } from '../../contract.ts';
import { type Locale, localize } from '../locales.ts';

/** Discord's types of commands and of options that the page knows by name. */
export const chatInput = 1;
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
  attachment: 11,
} as const;

export type OptionValue = string | number | boolean;

/** An option as a person sees it; it is sent by its name. */
export interface Option extends Omit<PageCommandOption, 'choices' | 'options'> {
  /** Its name and description in the person's language. */
  readonly label: string;
  readonly detail: string;
  readonly choices: readonly OptionChoice[];
}

interface OptionChoice {
  readonly name: string;
  readonly label: string;
  readonly value: string | number;
}

/** Something that can be called: a command without subcommands, or one of its subcommands. */
export interface Callable {
  readonly commandId: string;
  /** `['feed', 'add']`: the command, then group and subcommand. */
  readonly path: readonly string[];
  /** The path and the description in the person's language. */
  readonly labels: readonly string[];
  readonly detail: string;
  readonly options: readonly Option[];
}

/** What a client sends to Discord for a command. */
export interface CommandData {
  readonly id: string;
  readonly name: string;
  readonly type: 1;
  readonly options: readonly DataOption[];
}

export interface DataOption {
  readonly type: number;
  readonly name: string;
  readonly value?: OptionValue;
  readonly focused?: true;
  readonly options?: readonly DataOption[];
}

/** Every callable of the commands that are written in a line, in their order. */
export function callables(commands: readonly PageCommand[], locale: Locale): Callable[] {
  return commands
    .filter(({ type }) => type === chatInput)
    .flatMap((command) => descend(command.id, { path: [], labels: [] }, command, locale));
}

type Node = Omit<PageCommandOption, 'type' | 'choices'>;

function descend(
  commandId: string,
  above: Pick<Callable, 'path' | 'labels'>,
  node: Node,
  locale: Locale,
): readonly Callable[] {
  const options = node.options ?? [];
  const { label, detail } = shown(node, locale);
  const here = { path: [...above.path, node.name], labels: [...above.labels, label] };
  const below = options.filter(({ type }) => type === optionType.subcommand || type === optionType.group);
  if (below.length > 0) return below.flatMap((option) => descend(commandId, here, option, locale));
  return [{ commandId, ...here, detail, options: options.map((option) => translate(option, locale)) }];
}

function translate(option: PageCommandOption, locale: Locale): Option {
  const { options: _, choices = [], ...rest } = option;
  return {
    ...rest,
    ...shown(option, locale),
    choices: choices.map(({ name, name_localizations, value }) => ({
      name,
      label: localize(name, name_localizations, locale),
      value,
    })),
  };
}

function shown(node: Node, locale: Locale): { readonly label: string; readonly detail: string } {
  return {
    label: localize(node.name, node.name_localizations, locale),
    detail: localize(node.description, node.description_localizations, locale),
  };
}

/** `/feed add`, as it is sent. */
export function callName({ path }: Callable): string {
  return `/${path.join(' ')}`;
}

/** `/feed add` in the person's language. */
export function callLabel({ labels }: Callable): string {
  return `/${labels.join(' ')}`;
}

/** The callables that what was typed after the slash may mean, in either language, those that begin with it first. */
export function matchCallables(all: readonly Callable[], typed: string): Callable[] {
  const wanted = typed.replace(/^\//, '').trimStart().toLowerCase();
  const rank = (callable: Callable): number => {
    const found = [callLabel(callable), callName(callable)].map((name) => name.slice(1).toLowerCase().indexOf(wanted));
    if (found.includes(0)) return 0;
    return found.some((at) => at > 0) ? 1 : 2;
  };
  return [0, 1].flatMap((wantedRank) => all.filter((callable) => rank(callable) === wantedRank));
}
