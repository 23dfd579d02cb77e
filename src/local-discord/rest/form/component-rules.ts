import { componentType } from '../../state/model.ts';
import { schemeProblems } from './address-rules.ts';
import { problem, required, tooBig, tooShort } from './codes.ts';
import type { Placed } from './component-tree.ts';
import type { ComponentForm } from './forms.ts';
import { type Path, type Problem, repeatedAt } from './problem.ts';

const buttonStyle = { link: 5, premium: 6 };
/** How many buttons fit beside each other; anything else fills a row. */
const rowWidth = 5;

/** What is wrong with single components beyond what the specification says of each by itself. */
export function componentProblems(all: readonly Placed[]): Problem[] {
  return [
    ...all.flatMap(({ component, path }) => {
      switch (component.type) {
        case componentType.row:
          return rowProblems(component, path);
        case componentType.button:
          return buttonProblems(component, path);
        case componentType.stringSelect:
        case componentType.checkboxGroup:
        case componentType.radioGroup:
          return optionProblems(component, path);
        case componentType.userSelect:
        case componentType.roleSelect:
        case componentType.mentionableSelect:
        case componentType.channelSelect:
          return pickerProblems(component, path);
        default:
          return [];
      }
    }),
    ...repeated(all, 'custom_id').map((path) => problem('COMPONENT_CUSTOM_ID_DUPLICATED', path)),
    ...repeated(all, 'id').map((path) => problem('COMPONENT_ID_DUPLICATED', path)),
  ];
}

/** Where a component has what an earlier one already has; an `id` of 0 asks for a number. */
function repeated(all: readonly Placed[], key: 'id' | 'custom_id'): Path[] {
  const having = all.filter(({ component }) => component[key]);
  return repeatedAt(having.map(({ component }) => component[key])).map((at) => [...(having[at]?.path ?? []), key]);
}

function rowProblems({ components }: ComponentForm, path: Path): Problem[] {
  let width = 0;
  return (components ?? []).flatMap(({ type }, index) => {
    width += type === componentType.button ? 1 : rowWidth;
    return width > rowWidth ? [problem('COMPONENT_LAYOUT_WIDTH_EXCEEDED', [...path, 'components', index])] : [];
  });
}

function buttonProblems({ style, custom_id, url, sku_id, label, emoji }: ComponentForm, path: Path): Problem[] {
  if (style === buttonStyle.premium) return typeof sku_id === 'string' ? [] : [required([...path, 'sku_id'])];
  const blank = !label?.trim() && !emoji ? [required([...path, 'label'])] : [];
  if (typeof custom_id === 'string' && typeof url === 'string')
    return [
      ...blank,
      ...['custom_id', 'url'].map((key) =>
        problem('BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE', [...path, key]),
      ),
    ];
  if (style !== buttonStyle.link)
    return typeof custom_id === 'string'
      ? blank
      : [...blank, problem('BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', [...path, 'custom_id'])];
  if (typeof url !== 'string') return [...blank, required([...path, 'url'])];
  return [...blank, ...schemeProblems([...path, 'url'], url, ['http', 'https', 'discord'])];
}

function optionProblems({ type, options, min_values, max_values }: ComponentForm, path: Path): Problem[] {
  const list = options ?? [];
  const least = min_values ?? 1;
  const most = max_values ?? (type === componentType.checkboxGroup ? list.length : 1);
  const defaults = list.filter(({ default: chosen }) => chosen === true).length;
  return [
    ...repeatedAt(list.map(({ value }) => value)).map((index) =>
      problem('SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', [...path, 'options', index]),
    ),
    ...(most > list.length ? [tooShort([...path, 'options'], most)] : []),
    ...(least > Math.min(most, list.length)
      ? [tooBig([...path, 'min_values'], Math.min(most, list.length), 'min_values')]
      : []),
    ...(defaults > most ? [problem('SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', [...path, 'options'])] : []),
  ];
}

function pickerProblems({ min_values, max_values, default_values }: ComponentForm, path: Path): Problem[] {
  const least = min_values ?? 1;
  const most = max_values ?? 1;
  const defaults = default_values?.length ?? 0;
  const at = [...path, 'default_values'];
  return [
    ...(least > most ? [tooBig([...path, 'min_values'], most, 'min_values')] : []),
    ...(defaults > most ? [problem('SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES', at)] : []),
    ...(defaults > 0 && defaults < least ? [problem('SELECT_COMPONENT_TOO_FEW_DEFAULT_VALUES', at)] : []),
  ];
}
