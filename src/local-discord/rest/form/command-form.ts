import type { CommandDraft } from '../../state/command-book.ts';
import type { CommandChoice, CommandOption } from '../../state/model.ts';
import type { OptionForm } from './forms.ts';
import { lengthOf, notInt, type Problem, required } from './problem.ts';
import { type Checked, checkAgainstSpec } from './spec.ts';

/** Discord's rule for names; the letters must be small wherever they have a small form. */
const namePattern = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const chatInput = 1;

/** Holds a command's body against the specification and Discord's further rules. */
export async function checkCommandForm(body: unknown): Promise<Checked<CommandDraft>> {
  const checked = await checkAgainstSpec('ApplicationCommandUpdateRequest', body);
  if (!checked.ok) return checked;
  const {
    name,
    type: given,
    description: said,
    options: listed,
    default_member_permissions: permissions,
  } = checked.form;
  const type = given ?? chatInput;
  const options = listed ?? [];
  const description = said?.trim() ?? '';
  const problems = [
    ...(type === chatInput ? nameProblems(name, ['name']) : []),
    ...(type === chatInput && description === '' ? [required(['description'])] : []),
    ...(Number.isInteger(Number(permissions ?? 0)) ? [] : [notInt(['default_member_permissions'], permissions)]),
    ...optionProblems(options, []),
    ...(sizeOf(name, description, options) > 8000
      ? [
          {
            path: [],
            code: 'APPLICATION_COMMAND_TOO_LARGE',
            message: 'Command exceeds maximum size (8000)',
          },
        ]
      : []),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    form: {
      type,
      name,
      name_localizations: checked.form.name_localizations ?? null,
      description,
      description_localizations: checked.form.description_localizations ?? null,
      options: options.map(toOption),
      default_member_permissions: permissions === null || permissions === undefined ? null : String(permissions),
      contexts: checked.form.contexts ?? null,
      integration_types: checked.form.integration_types ?? [0],
      nsfw: false,
    },
  };
}

function nameProblems(name: string, path: Problem['path']): Problem[] {
  return namePattern.test(name) && name === name.toLowerCase()
    ? []
    : [{ path, code: 'APPLICATION_COMMAND_INVALID_NAME', message: 'Command name is invalid' }];
}

function optionProblems(options: readonly OptionForm[], parent: Problem['path']): Problem[] {
  const path = (index: number, ...rest: (string | number)[]): Problem['path'] => [...parent, 'options', index, ...rest];
  const names = options.map(({ name }) => name);
  const firstOptional = options.findIndex(({ required: needed }) => needed !== true);
  return options.flatMap((option, index) => [
    ...nameProblems(option.name, path(index, 'name')),
    ...(names.indexOf(option.name) === index
      ? []
      : [
          {
            path: path(index),
            code: 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS',
            message: 'Option name already exists',
          },
        ]),
    ...(option.required === true && firstOptional !== -1 && firstOptional < index
      ? [
          {
            path: path(index),
            code: 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            message: 'Required options must be placed before non-required options',
          },
        ]
      : []),
    ...(option.autocomplete === true && (option.choices ?? []).length > 0
      ? [
          {
            path: path(index),
            code: 'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
            message: 'Autocomplete options cannot have choices',
          },
        ]
      : []),
    ...(option.choices ?? []).flatMap(({ value }, choice) =>
      typeof value === 'string' && lengthOf(value) > 100
        ? [
            {
              path: path(index, 'choices', choice, 'value'),
              code: 'BASE_TYPE_MAX_LENGTH',
              message: 'Must be 100 or fewer in length.',
            },
          ]
        : [],
    ),
    ...optionProblems(option.options ?? [], path(index)),
  ]);
}

/** The characters that count towards a command's 8,000. */
function sizeOf(name: string, description: string, options: readonly OptionForm[]): number {
  const choices = (list: readonly CommandChoice[]): number =>
    list.reduce((sum, choice) => sum + lengthOf(choice.name) + lengthOf(String(choice.value)), 0);
  return options.reduce(
    (sum, option) =>
      sum + choices(option.choices ?? []) + sizeOf(option.name, option.description, option.options ?? []),
    lengthOf(name) + lengthOf(description),
  );
}

/** The option without the keys that were given as null. */
function toOption({ type, name, description, options, ...rest }: OptionForm): CommandOption {
  const given = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...Object.fromEntries(given),
    type,
    name,
    description,
    ...(options && { options: options.map(toOption) }),
  };
}
