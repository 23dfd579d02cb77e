import * as z from 'zod';
import { type Component, componentType, type Message } from '../state/model.ts';
import type { Refused } from './interaction.ts';
import { checkChoice, isMenu } from './menu-choice.ts';
import type { Resolve } from './resolve.ts';

/** `data` of a component interaction, as a client sends it. */
export const componentInput = z.object({
  custom_id: z.string(),
  component_type: z.int(),
  values: z.array(z.string()).exactOptional(),
});

/** Holds a press or a choice against the components that the message has; the answer is the data for the bot. */
export function checkPress(
  message: Message,
  input: z.infer<typeof componentInput>,
  resolve: Resolve,
): { readonly data: object } | Refused {
  const { custom_id, component_type, values = [] } = input;
  const component = everyComponent(message.components).find((one) => one.custom_id === custom_id);
  if (component === undefined || component.type !== component_type)
    return { reason: 'The message has no such component.' };
  if (component.disabled === true) return { reason: 'The component is disabled.' };
  const base = { custom_id, component_type, ...(component.id !== undefined && { id: component.id }) };
  if (!isMenu(component)) return { data: base };

  const chosen = checkChoice(component, values, resolve);
  if ('reason' in chosen) return chosen;
  const isOfStrings = component.type === componentType.stringSelect;
  return { data: { ...base, values, ...(!isOfStrings && { resolved: chosen.resolved }) } };
}

function everyComponent(components: readonly Component[]): Component[] {
  return components.flatMap((component) => [
    component,
    ...everyComponent(component.components ?? []),
    ...(component.accessory ? [component.accessory] : []),
  ]);
}
