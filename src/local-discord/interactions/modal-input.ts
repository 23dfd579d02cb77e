import * as z from 'zod';
import type { Component } from '../state/model.ts';
import type { Modal, Refused } from './interaction.ts';
import { type Answer, answerTo, type Given } from './modal-field.ts';
import { merge, type Resolve, type Resolved, withResolved } from './resolve.ts';

/** What a modal consists of, by component type. */
const label = 18;
const row = 1;
const textDisplay = 10;

const given: z.ZodType<Given> = z.object({
  type: z.int(),
  custom_id: z.string(),
  value: z.union([z.string(), z.boolean(), z.null()]).exactOptional(),
  values: z.array(z.string()).exactOptional(),
});

/** `data` of a submitted modal, as a client sends it: fields within labels, or within rows as in the older form. */
export const modalInput = z.object({
  id: z.string(),
  custom_id: z.string(),
  components: z
    .array(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal(label), component: given }),
        z.object({ type: z.literal(row), components: z.array(given).max(5) }),
        z.object({ type: z.literal(textDisplay) }),
      ]),
    )
    .max(5),
});

/** What a modal, or a part of it, becomes with what was filled in; `reasons` say why it cannot be sent. */
interface Filled {
  readonly component: object;
  readonly resolved: readonly Partial<Resolved>[];
  readonly reasons: readonly string[];
}

/** Holds what a person has filled in against the modal that they were shown; the answer is the data for the bot. */
export function checkSubmission(
  modal: Modal,
  { custom_id, components }: z.infer<typeof modalInput>,
  resolve: Resolve,
): { readonly data: object } | Refused {
  if (custom_id !== modal.custom_id) return { reason: 'This is another form.' };
  const filled = components.flatMap((part) => {
    if (part.type === label) return [part.component];
    return part.type === row ? part.components : [];
  });
  const known = new Set(modal.components.flatMap(fieldsOf).map((field) => field.custom_id));
  const strangers = filled
    .map((field) => field.custom_id)
    .filter((id, index, ids) => !known.has(id) || ids.indexOf(id) < index)
    .map((id) => `${id}: There is no such field, or it is given twice.`);

  const parts = modal.components.map((part) => fill(part, filled, resolve));
  const [reason] = [...strangers, ...parts.flatMap(({ reasons }) => reasons)];
  if (reason !== undefined) return { reason };
  const resolved = merge(parts.flatMap((part) => part.resolved));
  return { data: { custom_id, components: parts.map(({ component }) => component), ...withResolved(resolved) } };
}

function fill(part: Component, filled: readonly Given[], resolve: Resolve): Filled {
  const { type, id } = part;
  const fields = fieldsOf(part).map((field) => {
    const { custom_id, label: ownLabel } = field;
    const given = filled.find((one) => one.custom_id === custom_id);
    return fillField(field, answerTo(field, given, resolve), part.label ?? ownLabel ?? custom_id ?? '');
  });
  const components = fields.map(({ component }) => component);
  return {
    component: { type, id, ...(type === label && { component: components[0] }), ...(type === row && { components }) },
    resolved: fields.flatMap(({ resolved }) => resolved),
    reasons: fields.flatMap(({ reasons }) => reasons),
  };
}

function fillField({ type, id, custom_id }: Component, answer: Answer | Refused, title: string): Filled {
  if ('reason' in answer) return { component: {}, resolved: [], reasons: [`${title}: ${answer.reason}`] };
  return { component: { type, id, custom_id, ...answer.says }, resolved: [answer.resolved], reasons: [] };
}

function fieldsOf({ component, components = [] }: Component): readonly Component[] {
  return component === undefined ? components : [component];
}
