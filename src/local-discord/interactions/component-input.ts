import * as z from 'zod';
import { type Component, componentType, type Message, optionType } from '../state/model.ts';
import type { Resolve } from './command-input.ts';
import { merge } from './command-input.ts';
import type { Resolved } from './resolve.ts';

/** `data` of a component interaction, as a client sends it. */
export const componentInput = z.object({
  custom_id: z.string(),
  component_type: z.int(),
  values: z.array(z.string()).exactOptional(),
});

export type CheckedPress =
  | { readonly ok: true; readonly data: object }
  | { readonly ok: false; readonly reason: string };

/** What a menu without options of its own chooses from, as the type of a command's option. */
const chosenFrom: Readonly<Record<number, number>> = {
  [componentType.userSelect]: optionType.user,
  [componentType.roleSelect]: optionType.role,
  [componentType.mentionableSelect]: optionType.mentionable,
  [componentType.channelSelect]: optionType.channel,
};

/** Holds a press or a choice against the components that the message has. */
export function checkPress(message: Message, input: z.infer<typeof componentInput>, resolve: Resolve): CheckedPress {
  const { custom_id, component_type, values = [] } = input;
  const component = allComponents(message.components).find((one) => one.custom_id === custom_id);
  if (component === undefined || component.type !== component_type)
    return { ok: false, reason: 'The message has no such component.' };
  if (component.disabled === true) return { ok: false, reason: 'The component is disabled.' };
  const base = { custom_id, component_type, ...(component.id !== undefined && { id: component.id }) };
  if (component.type === componentType.button) return { ok: true, data: base };

  const least = component.min_values ?? 1;
  const most = component.max_values ?? 1;
  if (values.length < least || values.length > most || new Set(values).size < values.length)
    return { ok: false, reason: `Choose ${least === most ? least : `${least} to ${most}`}.` };
  if (component.type === componentType.stringSelect) {
    const known = new Set(component.options?.map(({ value }) => value));
    return values.every((value) => known.has(value))
      ? { ok: true, data: { ...base, values } }
      : { ok: false, reason: 'This is not one of the choices.' };
  }
  const resolved = values.map((value) => resolve(chosenFrom[component.type] ?? 0, value));
  const found = resolved.filter((one): one is Partial<Resolved> => one !== undefined);
  return found.length === resolved.length
    ? { ok: true, data: { ...base, values, resolved: merge(found) } }
    : { ok: false, reason: 'There is no such thing to choose.' };
}

function allComponents(components: readonly Component[]): Component[] {
  return components.flatMap((component) => [
    component,
    ...allComponents(component.components ?? []),
    ...(component.accessory ? [component.accessory] : []),
  ]);
}
