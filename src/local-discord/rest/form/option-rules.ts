import { optionType } from '../../state/command.ts';
import { choiceProblems } from './choice-rules.ts';
import { notNumber, optionNameUsed, problem, tooBig } from './codes.ts';
import type { Localizations, OptionForm } from './command-shapes.ts';
import { localeProblems, longest } from './localizations.ts';
import { lengthOf, type Path, type Problem, repeatedAt } from './problem.ts';

/** Discord's rule for names; the letters must be small wherever they have a small form. */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const nests = [optionType.subcommand, optionType.group];

/** Whether a text can name a chat command or an option. */
export function isChatName(name: string): boolean {
  return namePattern.test(name) && name === name.toLowerCase();
}

/** What is wrong with a command's options, at `parent`, beyond what the specification says of each by itself. */
export function optionProblems(options: readonly OptionForm[], parent: Path): Problem[] {
  const names = options.map(({ name }) => name);
  const firstOptional = options.findIndex(({ required: needed }) => needed !== true);
  const nested = options.map(({ type }) => nests.includes(type));
  const odd = nested.findIndex((one) => one !== nested[0]);
  const at = (index: number): Path => [...parent, 'options', index];
  return [
    ...repeatedAt(names).map((index) => optionNameUsed(at(index), names[index] ?? '')),
    ...(odd === -1 ? [] : [problem('APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', at(odd))]),
    ...options.flatMap((option, index) => [
      ...(option.required === true && firstOptional !== -1 && firstOptional < index
        ? [problem('APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', at(index))]
        : []),
      ...eachProblems(option, at(index)),
      ...optionProblems(option.options ?? [], at(index)),
    ]),
  ];
}

function eachProblems(option: OptionForm, path: Path): Problem[] {
  const { type, name, name_localizations, description_localizations, autocomplete, choices } = option;
  const whole = type === optionType.integer;
  return [
    ...nameProblems(name, [...path, 'name']),
    ...localizedNameProblems(name_localizations, [...path, 'name_localizations']),
    ...localeProblems(description_localizations, [...path, 'description_localizations']),
    ...(autocomplete === true && (choices ?? []).length > 0
      ? [problem('APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE', path)]
      : []),
    ...(choices ?? []).flatMap((choice, index) =>
      choiceProblems(choice, [...path, 'choices', index], whole ? 'whole' : 'any'),
    ),
    ...boundProblems(option, path),
  ];
}

/** Discord says both of a name that breaks the rule. */
function nameProblems(name: string, path: Path): Problem[] {
  if (isChatName(name)) return [];
  const invalid = problem('APPLICATION_COMMAND_INVALID_NAME', path);
  return namePattern.test(name) ? [invalid] : [problem('STRING_TYPE_REGEX', path), invalid];
}

/** What is wrong with a name in other languages. */
export function localizedNameProblems(names: Localizations | null | undefined, path: Path): Problem[] {
  return [
    ...localeProblems(names, path),
    ...Object.entries(names ?? {}).flatMap(([key, name]) => nameProblems(name, [...path, key])),
  ];
}

function boundProblems({ type, min_value, max_value, min_length, max_length }: OptionForm, path: Path): Problem[] {
  const crossed = (key: 'min_value' | 'min_length', least?: number | null, most?: number | null): Problem[] =>
    typeof least === 'number' && typeof most === 'number' && least > most ? [tooBig([...path, key], most, key)] : [];
  const fraction = (key: 'min_value' | 'max_value', value?: number | null): Problem[] =>
    type === optionType.integer && !Number.isInteger(value ?? 0) ? [notNumber([...path, key], value, 'int')] : [];
  return [
    ...fraction('min_value', min_value),
    ...fraction('max_value', max_value),
    ...crossed('min_value', min_value, max_value),
    ...crossed('min_length', min_length, max_length),
  ];
}

/** The characters of options that count towards a command's 8,000. */
export function sizeOfOptions(options: readonly OptionForm[]): number {
  return options.reduce((sum, option) => {
    const texts =
      longest(option.name, option.name_localizations) + longest(option.description, option.description_localizations);
    const choices = (option.choices ?? []).reduce(
      (all, { name, name_localizations, value }) => all + longest(name, name_localizations) + lengthOf(String(value)),
      0,
    );
    return sum + texts + choices + sizeOfOptions(option.options ?? []);
  }, 0);
}
