import type { PageModal } from '../../contract.ts';
import type { PageComponent } from '../../message-contract.ts';
import { componentType } from '../message/component-type.ts';
import { choiceLimits, defaultValues, isMenu } from './menu-choices.ts';

/** Something to fill in, with what stands around it. */
export interface FormField {
  readonly customId: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly component: PageComponent;
  /** The type of the component around it, which the answer has as well: a label, or a row of the old kind of form. */
  readonly wrapper: number;
}

/** A part of a form: a text to read, or a field. */
export type FormPart =
  | { readonly kind: 'text'; readonly component: PageComponent }
  | { readonly kind: 'field'; readonly field: FormField };

/** What stands in the fields, by their custom_id: a text, or chosen values. */
export type FormValues = ReadonlyMap<string, string | readonly string[]>;

/** The parts of a form in their order. */
export function formParts({ components }: PageModal): readonly FormPart[] {
  return components.flatMap((outer): readonly FormPart[] => {
    if (outer.type === componentType.textDisplay) return [{ kind: 'text', component: outer }];
    const inner = outer.component === undefined ? (outer.components ?? []) : [outer.component];
    return inner.map((component) => ({
      kind: 'field',
      field: {
        customId: component.custom_id ?? '',
        label: outer.label ?? component.label ?? '',
        description: outer.description ?? undefined,
        component,
        wrapper: outer.type,
      },
    }));
  });
}

export function formFields(modal: PageModal): readonly FormField[] {
  return formParts(modal).flatMap((part) => (part.kind === 'field' ? [part.field] : []));
}

/** What stands in the fields before anybody fills them in. */
export function firstValues(modal: PageModal): FormValues {
  return new Map(
    formFields(modal).map(({ customId, component }) => [
      customId,
      isMenu(component) ? defaultValues(component) : (component.value ?? ''),
    ]),
  );
}

/** Whether a field must be filled in: Discord's reference, Component Reference (`required` is true unless said otherwise). */
export function isRequired({ component }: FormField): boolean {
  return component.required ?? true;
}

/** What is wrong with the fields, by their custom_id. Lengths are in UTF-16 code units, as a browser counts them. */
export function formProblems(modal: PageModal, values: FormValues): ReadonlyMap<string, string> {
  return new Map(
    formFields(modal).flatMap((field) => {
      const problem = fieldProblem(field, values.get(field.customId) ?? '');
      return problem === undefined ? [] : [[field.customId, problem] as const];
    }),
  );
}

function fieldProblem(field: FormField, value: string | readonly string[]): string | undefined {
  const { component } = field;
  if (typeof value !== 'string') return menuProblem(field, value.length);
  const { min_length: least = 0, max_length: most = Number.POSITIVE_INFINITY } = component;
  if (value === '') return isRequired(field) ? 'This field is required.' : undefined;
  if (value.length < least) return `Write at least ${least} characters.`;
  return value.length > most ? `Write at most ${most} characters.` : undefined;
}

function menuProblem(field: FormField, count: number): string | undefined {
  const { least, most } = choiceLimits(field.component);
  if (count === 0) return isRequired(field) ? 'This field is required.' : undefined;
  if (count < least) return `Choose at least ${least}.`;
  return count > most ? `Choose at most ${most}.` : undefined;
}

/** The components that a filled-in form is sent with. */
export function formAnswer(modal: PageModal, values: FormValues): readonly object[] {
  return formFields(modal).map(({ customId, component: { type }, wrapper }) => {
    const value = values.get(customId) ?? '';
    const answer = { type, custom_id: customId, ...(typeof value === 'string' ? { value } : { values: value }) };
    return wrapper === componentType.label
      ? { type: wrapper, component: answer }
      : { type: wrapper, components: [answer] };
  });
}
