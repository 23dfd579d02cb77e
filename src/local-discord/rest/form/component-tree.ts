import { type Component, componentType } from '../../state/model.ts';
import type { ComponentForm } from './forms.ts';
import type { Path } from './problem.ts';

/** A component of a body, and where it is. */
export interface Placed {
  readonly component: ComponentForm;
  readonly path: Path;
}

/** Every component, nested ones after the one that holds them. */
export function placed(components: readonly ComponentForm[], path: Path): Placed[] {
  return components.flatMap((component, index) => withNested(component, [...path, index]));
}

function withNested(component: ComponentForm, path: Path): Placed[] {
  return [
    { component, path },
    ...placed(component.components ?? [], [...path, 'components']),
    ...(component.accessory ? withNested(component.accessory, [...path, 'accessory']) : []),
    ...(component.component ? withNested(component.component, [...path, 'component']) : []),
  ];
}

const oneChoice = { min_values: 1, max_values: 1 };

/** What Discord answers with where a body says nothing. */
const defaults: Readonly<Record<number, Partial<Component>>> = {
  [componentType.stringSelect]: oneChoice,
  [componentType.userSelect]: oneChoice,
  [componentType.roleSelect]: oneChoice,
  [componentType.mentionableSelect]: oneChoice,
  [componentType.channelSelect]: oneChoice,
  [componentType.thumbnail]: { spoiler: false },
  [componentType.file]: { spoiler: false },
  [componentType.separator]: { divider: true, spacing: 1 },
  [componentType.container]: { accent_color: null, spoiler: false },
};

/** Components as Discord stores them: each with a number of its own, defaults filled in, nothing empty. */
export function toComponents(forms: readonly ComponentForm[]): Component[] {
  const taken = new Set(placed(forms, []).map(({ component: { id } }) => id));
  let latest = 0;
  const nextId = (): number => {
    do latest += 1;
    while (taken.has(latest));
    return latest;
  };
  const store = (form: ComponentForm): Component => {
    const id = form.id || nextId();
    const { components, accessory, component, emoji, items, options, ...own } = form;
    return {
      ...defaults[form.type],
      ...given(own),
      type: form.type,
      id,
      ...(emoji && { emoji: given(emoji) }),
      ...(options && { options: options.map(({ label, value, ...more }) => ({ label, value, ...given(more) })) }),
      ...(items && { items: items.map(({ media, ...more }) => ({ media, spoiler: false, ...given(more) })) }),
      ...(components && { components: components.map(store) }),
      ...(accessory && { accessory: store(accessory) }),
      ...(component && { component: store(component) }),
    };
  };
  return forms.map(store);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], null | undefined> };

/** The fields that say something. */
function given<T extends object>(form: T): Given<T> {
  const entries = Object.entries(form).filter(([, value]) => value !== null && value !== undefined);
  // Object.fromEntries forgets which key has which type.
  return Object.fromEntries(entries) as Given<T>;
}

/** What all text displays say, one after the other. */
export function textOf(components: readonly Component[]): string {
  return components
    .flatMap(({ content, components: nested }) => [content ?? '', ...(nested ? [textOf(nested)] : [])])
    .join('\n');
}

/** The components with every address replaced. */
export function mapMedia(components: readonly Component[], replaced: (url: string) => string): Component[] {
  const media = <T extends { readonly url: string }>(one: T): T => ({ ...one, url: replaced(one.url) });
  return components.map((component) => ({
    ...component,
    ...(component.media && { media: media(component.media) }),
    ...(component.file && { file: media(component.file) }),
    ...(component.items && { items: component.items.map((item) => ({ ...item, media: media(item.media) })) }),
    ...(component.components && { components: mapMedia(component.components, replaced) }),
    ...(component.accessory && { accessory: mapMedia([component.accessory], replaced)[0] }),
  }));
}
