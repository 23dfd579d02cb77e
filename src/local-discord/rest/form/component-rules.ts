import { type Component, componentType } from '../../state/model.ts';
import type { ComponentForm } from './forms.ts';
import { type Problem, required, tooLong } from './problem.ts';
import { wrongScheme } from './spec.ts';

type Path = Problem['path'];

const buttonStyle = { link: 5, premium: 6 };

/** What is wrong with a message's components beyond what the specification says of each by itself. */
export function componentProblems(components: readonly ComponentForm[]): Problem[] {
  const placed = walk(components, ['components']);
  return [
    ...layoutProblems(components),
    ...placed.flatMap(({ component, path }) => {
      if (component.type === componentType.row) return rowProblems(component, path);
      if (component.type === componentType.button) return buttonProblems(component, path);
      return component.type === componentType.stringSelect ? selectProblems(component, path) : [];
    }),
    ...duplicates(placed),
  ];
}

/** Components as Discord stores them: numbered in order, nothing empty. */
export function toComponents(forms: readonly ComponentForm[]): Component[] {
  let latest = 0;
  const number = (form: ComponentForm): Component => {
    latest += 1;
    const { components, accessory, ...own } = form;
    const given = Object.entries(own).filter(([, value]) => value !== null && value !== undefined);
    return {
      ...Object.fromEntries(given),
      type: form.type,
      id: form.id || latest,
      ...(components && { components: components.map(number) }),
      ...(accessory && { accessory: number(accessory) }),
    };
  };
  return forms.map(number);
}

interface Placed {
  readonly component: ComponentForm;
  readonly path: Path;
}

function walk(components: readonly ComponentForm[], path: Path): Placed[] {
  return components.flatMap((component, index) => {
    const here = [...path, index];
    return [
      { component, path: here },
      ...walk(component.components ?? [], [...here, 'components']),
      ...(component.accessory ? [{ component: component.accessory, path: [...here, 'accessory'] }] : []),
    ];
  });
}

function layoutProblems(components: readonly ComponentForm[]): Problem[] {
  return [
    ...(components.length > 5 ? [tooLong(['components'], 5)] : []),
    ...components.flatMap(({ type }, index) =>
      type === componentType.row
        ? []
        : [
            {
              path: ['components', index],
              code: 'UNION_TYPE_CHOICES',
              message: 'Value of field "type" must be one of (1,).',
            },
          ],
    ),
  ];
}

/** A row is five wide; a menu fills it. */
function rowProblems({ components }: ComponentForm, path: Path): Problem[] {
  const row = components ?? [];
  return row.length > 1 && row.some(({ type }) => type !== componentType.button)
    ? [
        {
          path,
          code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          message: 'The specified component exceeds the maximum width',
        },
      ]
    : [];
}

function buttonProblems({ style, custom_id, url, label, emoji }: ComponentForm, path: Path): Problem[] {
  if (style === buttonStyle.premium) return [];
  const blank = !label?.trim() && !emoji ? [required([...path, 'label'])] : [];
  if (typeof custom_id === 'string' && typeof url === 'string')
    return [
      ...blank,
      {
        path,
        code: 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        message: 'A custom id and url cannot both be specified',
      },
    ];
  if (style !== buttonStyle.link)
    return typeof custom_id === 'string' ? blank : [...blank, required([...path, 'custom_id'])];
  if (typeof url !== 'string') return [...blank, required([...path, 'url'])];
  const allowed = ['http', 'https', 'discord'];
  return allowed.some((one) => url.trim().toLowerCase().startsWith(`${one}://`))
    ? blank
    : [...blank, { path: [...path, 'url'], code: 'URL_TYPE_INVALID_SCHEME', message: wrongScheme(url, allowed) }];
}

function selectProblems({ options, min_values, max_values }: ComponentForm, path: Path): Problem[] {
  const values = (options ?? []).map(({ value }) => value);
  const most = Math.min(max_values ?? 1, values.length);
  return [
    ...values.flatMap((value, index) =>
      values.indexOf(value) === index
        ? []
        : [
            {
              path: [...path, 'options', index],
              code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
              message: 'The specified option value is already used',
            },
          ],
    ),
    ...((min_values ?? 1) > Math.max(most, 1)
      ? [
          {
            path: [...path, 'min_values'],
            code: 'NUMBER_TYPE_MAX',
            message: `int value should be less than or equal to ${most}.`,
          },
        ]
      : []),
  ];
}

function duplicates(placed: readonly Placed[]): Problem[] {
  const seen = new Set<string>();
  return placed.flatMap(({ component: { custom_id }, path }) => {
    if (typeof custom_id !== 'string') return [];
    const repeated = seen.has(custom_id);
    seen.add(custom_id);
    return repeated
      ? [
          {
            path: [...path, 'custom_id'],
            code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
            message: 'Component custom id cannot be duplicated',
          },
        ]
      : [];
  });
}
