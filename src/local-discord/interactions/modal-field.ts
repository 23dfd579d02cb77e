import { type Component, componentType } from '../state/model.ts';
import type { Refused } from './interaction.ts';
import { checkChoice } from './menu-choice.ts';
import type { Resolve, Resolved } from './resolve.ts';

/** A field of a modal as a client sends it. */
export interface Given {
  readonly type: number;
  readonly custom_id: string;
  readonly value?: string | boolean | null;
  readonly values?: readonly string[];
}

/** What a field says to the bot. */
export interface Answer {
  readonly says: { readonly value: string | boolean | null } | { readonly values: readonly string[] };
  readonly resolved: Partial<Resolved>;
}

const maxText = 4000;
const missing: Refused = { reason: 'This field is required.' };

/** Holds what was given for a field, if anything was, against what the field takes. Fields are required by default. */
export function answerTo(field: Component, given: Given | undefined, resolve: Resolve): Answer | Refused {
  if (given !== undefined && given.type !== field.type) return { reason: 'This is a field of another kind.' };
  const { required = true } = field;
  const { value, values = [] } = given ?? {};
  switch (field.type) {
    case componentType.textInput:
      return textAnswer(field, value ?? '');
    case componentType.radioGroup:
      if (typeof value === 'string' && field.options?.some((option) => option.value === value)) return says({ value });
      if (typeof value === 'string') return { reason: 'This is not one of the choices.' };
      return required ? missing : says({ value: null });
    case componentType.checkbox:
      return says({ value: value === true });
    case componentType.fileUpload:
      return required || values.length > 0 ? { reason: 'Files cannot be given here.' } : says({ values: [] });
    default: {
      if (values.length === 0) return required ? missing : says({ values: [] });
      const isCheckboxes = field.type === componentType.checkboxGroup;
      const most = field.max_values ?? (isCheckboxes ? field.options?.length : undefined);
      const chosen = checkChoice({ ...field, ...(most !== undefined && { max_values: most }) }, values, resolve);
      return 'reason' in chosen ? chosen : { says: { values }, resolved: chosen.resolved };
    }
  }
}

function textAnswer({ required = true, min_length, max_length }: Component, value: string | boolean): Answer | Refused {
  if (typeof value !== 'string') return { reason: 'A text is wanted.' };
  const length = [...value].length;
  if (value.trim() === '' && required) return missing;
  if (length > 0 && length < (min_length ?? 0)) return { reason: `At least ${min_length} characters are wanted.` };
  const most = max_length ?? maxText;
  return length > most ? { reason: `At most ${most} characters are allowed.` } : says({ value });
}

function says(answer: Answer['says']): Answer {
  return { says: answer, resolved: {} };
}
