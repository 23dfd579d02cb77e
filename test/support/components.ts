import type { PageComponent } from '../../src/local-discord/page/message-contract.ts';

/** Every component of a message or a modal, also those that are within others. */
export function everyComponent({ components = [] }: Pick<PageComponent, 'components'>): PageComponent[] {
  return components.flatMap((component) => {
    const { accessory, component: field } = component;
    return [component, ...everyComponent(component), ...(accessory ? [accessory] : []), ...(field ? [field] : [])];
  });
}

/** What a person fills in, by the fields' custom_ids. */
export type FilledIn = Readonly<Record<string, string | boolean | readonly string[]>>;

/** The parts of a modal, with what is filled in; fields that are left out are not sent. */
export function submission(parts: readonly PageComponent[], filledIn: FilledIn): object[] {
  const field = ({ type, custom_id = '' }: PageComponent): object[] => {
    const given = filledIn[custom_id];
    if (given === undefined) return [];
    return [{ type, custom_id, ...(typeof given === 'object' ? { values: given } : { value: given }) }];
  };
  return parts.flatMap(({ type, component, components = [] }): object[] => {
    if (component === undefined) return components.length > 0 ? [{ type, components: components.flatMap(field) }] : [];
    return field(component).map((one) => ({ type, component: one }));
  });
}
