import type { CommandChoice, CommandOption } from '../../state/command.ts';
import type { CommandDraft } from '../../state/command-book.ts';
import { badLength, notNumber, problem, repeatedItem, required, unsupported, wrongKind } from './codes.ts';
import type { ChoiceForm, CommandForm, OptionForm } from './command-shapes.ts';
import { localeProblems, longest } from './localizations.ts';
import { isChatName, localizedNameProblems, optionProblems, sizeOfOptions } from './option-rules.ts';
import { type Problem, repeatedAt } from './problem.ts';
import { type Checked, checkAgainstSpec } from './spec.ts';

const commandType = { chatInput: 1, user: 2, message: 3, entryPoint: 4 };
const maxSize = 8000;

/** Where a command is to be: some fields have a meaning only for commands that are for everywhere. */
export type Scope = 'global' | 'guild';

/** Holds a command's body against the specification and Discord's further rules. */
export async function checkCommandForm(body: unknown, scope: Scope = 'global'): Promise<Checked<CommandDraft>> {
  const checked = await checkAgainstSpec('ApplicationCommandUpdateRequest', body);
  if (!checked.ok) return checked;
  const { form } = checked;
  const nsfw: unknown = Reflect.get(Object(body), 'nsfw') ?? false;
  const problems = [
    ...((form.type ?? commandType.chatInput) === commandType.chatInput ? chatProblems(form) : menuProblems(form)),
    ...localeProblems(form.description_localizations, ['description_localizations']),
    ...(Number.isInteger(Number(form.default_member_permissions ?? 0))
      ? []
      : [notNumber(['default_member_permissions'], form.default_member_permissions, 'int')]),
    ...(['contexts', 'integration_types'] as const).flatMap((key) =>
      repeatedAt(form[key] ?? []).map((index) => repeatedItem([key, index])),
    ),
    ...(typeof nsfw === 'boolean' ? [] : [wrongKind(['nsfw'], 'boolean', nsfw)]),
    ...(sizeOf(form) > maxSize ? [problem('APPLICATION_COMMAND_TOO_LARGE', [])] : []),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, form: toDraft(form, nsfw === true, scope) };
}

function chatProblems({ name, name_localizations, description, options }: CommandForm): Problem[] {
  return [
    ...(isChatName(name) ? [] : [problem('APPLICATION_COMMAND_INVALID_NAME', ['name'])]),
    ...localizedNameProblems(name_localizations, ['name_localizations']),
    ...descriptionProblems(description),
    ...optionProblems(options ?? [], []),
  ];
}

function descriptionProblems(description: string | null | undefined): Problem[] {
  if (typeof description !== 'string') return [required(['description'])];
  return description.trim() === '' ? [badLength(['description'], 1, 100)] : [];
}

/** A command of a menu has a name in any letters, and nothing else that is shown. */
function menuProblems({ type, name_localizations, description, options }: CommandForm): Problem[] {
  if (type === commandType.entryPoint) return [unsupported(['type'], 'entry point commands')];
  return [
    ...localeProblems(name_localizations, ['name_localizations']),
    ...(description?.trim() ? [problem('APPLICATION_COMMAND_DESCRIPTION_INVALID', ['description'])] : []),
    ...((options ?? []).length > 0 ? [problem('APPLICATION_COMMAND_OPTIONS_INVALID', ['options'])] : []),
  ];
}

function sizeOf({ name, name_localizations, description, description_localizations, options }: CommandForm): number {
  return (
    longest(name, name_localizations) +
    longest(description ?? '', description_localizations) +
    sizeOfOptions(options ?? [])
  );
}

function toDraft(form: CommandForm, nsfw: boolean, scope: Scope): CommandDraft {
  const { default_member_permissions: permissions } = form;
  const everywhere = scope === 'global';
  return {
    type: form.type ?? commandType.chatInput,
    name: form.name,
    name_localizations: form.name_localizations ?? null,
    description: form.description?.trim() ?? '',
    description_localizations: form.description_localizations ?? null,
    options: (form.options ?? []).map(toOption),
    default_member_permissions: permissions === null || permissions === undefined ? null : String(permissions),
    contexts: (everywhere && form.contexts) || null,
    integration_types: (everywhere && form.integration_types) || [0],
    nsfw,
  };
}

/** The option without the keys that were given as null. */
function toOption({ type, name, description, options, choices, ...rest }: OptionForm): CommandOption {
  const given = Object.entries(rest).filter(([, value]) => value !== null && value !== undefined);
  return {
    ...Object.fromEntries(given),
    type,
    name,
    description,
    ...(choices && { choices: choices.map(toChoice) }),
    ...(options && { options: options.map(toOption) }),
  };
}

function toChoice({ name, value, name_localizations }: ChoiceForm): CommandChoice {
  return { name, value, ...(name_localizations && { name_localizations }) };
}
