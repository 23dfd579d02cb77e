import { optionType } from '../state/command.ts';
import { type Component, componentType } from '../state/model.ts';
import type { Refused } from './interaction.ts';
import { merge, type Resolve, type Resolved } from './resolve.ts';

/** What a menu without options of its own chooses from, as the type of a command's option. */
const chosenFrom: Readonly<Record<number, number>> = {
  [componentType.userSelect]: optionType.user,
  [componentType.roleSelect]: optionType.role,
  [componentType.mentionableSelect]: optionType.mentionable,
  [componentType.channelSelect]: optionType.channel,
};

/** Whether a component is a menu of any kind. */
export function isMenu({ type }: Component): boolean {
  return type === componentType.stringSelect || chosenFrom[type] !== undefined;
}

/** Holds what was chosen in a menu against what it offers; what stands behind ids is resolved. */
export function checkChoice(
  menu: Component,
  values: readonly string[],
  resolve: Resolve,
): { readonly resolved: Partial<Resolved> } | Refused {
  const { min_values: least = 1, max_values: most = 1, options = [], channel_types: kinds = [] } = menu;
  if (values.length < least || values.length > most || new Set(values).size < values.length)
    return { reason: `Choose ${least === most ? least : `${least} to ${most}`}.` };
  const type = chosenFrom[menu.type];
  if (type === undefined)
    return values.every((value) => options.some((option) => option.value === value))
      ? { resolved: {} }
      : { reason: 'This is not one of the choices.' };
  const found = values.flatMap((value) => resolve(type, value) ?? []);
  if (found.length < values.length) return { reason: 'There is no such thing to choose.' };
  const resolved = merge(found);
  const isWrong = Object.values(resolved.channels ?? {}).some((one) => kinds.length > 0 && !kinds.includes(one.type));
  return isWrong ? { reason: 'This kind of channel cannot be chosen.' } : { resolved };
}
