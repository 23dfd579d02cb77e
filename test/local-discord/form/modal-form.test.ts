import { describe, expect, it } from 'vitest';
import { checkModalForm } from '../../../src/local-discord/rest/form/modal-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const modal = (...components: object[]) => ({ custom_id: 'm', title: 'x', components });
const input = (more: object = {}) => ({ type: 4, custom_id: 'i', style: 1, ...more });
const label = (component: object, more: object = {}) => ({ type: 18, label: 'x', component, ...more });
const labelled = (more: object) => modal(label(input(more)));
const row = (...components: object[]) => ({ type: 1, components });
const options = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ label: `${index}`, value: `${index}` }));
const select = (more: object) => modal(label({ type: 3, custom_id: 's', options: options(3), ...more }));
const field = 'components.0.component';

describe('a modal at its limits is taken', () => {
  it.each<[string, object]>([
    ['one text input below a label', labelled({})],
    ['a title of 45 and a custom_id of 100', { ...labelled({}), title: 'x'.repeat(45), custom_id: 'x'.repeat(100) }],
    ['five components', modal(...Array.from({ length: 5 }, (_, n) => label(input({ custom_id: `${n}` }))))],
    ['a label of 45 with 100 below', modal(label(input(), { label: 'x'.repeat(45), description: 'x'.repeat(100) }))],
    ['the older form, a row', modal(row(input({ label: 'x'.repeat(45) })))],
    ['words', modal({ type: 10, content: 'x'.repeat(4000) }, label(input()))],
    ['a text of 4,000', labelled({ style: 2, min_length: 0, max_length: 4000, value: 'x'.repeat(4000) })],
    ['a hint of 100', labelled({ placeholder: 'x'.repeat(100), required: false })],
    ['an optional choice', select({ min_values: 0, required: false })],
    ['every picker', modal(...[5, 6, 7, 8].map((type) => label({ type, custom_id: `${type}` })))],
    ['files', modal(label({ type: 19, custom_id: 'f', min_values: 1, max_values: 10 }))],
    ['one of ten', modal(label({ type: 21, custom_id: 'r', options: options(10) }))],
    ['all of ten', modal(label({ type: 22, custom_id: 'c', options: options(10), min_values: 10, max_values: 10 }))],
    ['yes or no', modal(label({ type: 23, custom_id: 'b', default: true }))],
  ])('%s', async (_what, body) => {
    expect(await problemsOf(checkModalForm(body))).toEqual([]);
  });
});

describe('a modal past its limits is refused with Discord’s code, at its place', () => {
  it.each<[string, object, ...string[]]>([
    ['no title', modal(label(input())) && { ...labelled({}), title: '' }, 'title: BASE_TYPE_BAD_LENGTH'],
    ['a title of 46', { ...labelled({}), title: 'x'.repeat(46) }, 'title: BASE_TYPE_BAD_LENGTH'],
    ['a custom_id of 101', { ...labelled({}), custom_id: 'x'.repeat(101) }, 'custom_id: BASE_TYPE_BAD_LENGTH'],
    ['nothing to ask', modal(), 'components: BASE_TYPE_BAD_LENGTH'],
    [
      'six components',
      modal(...Array.from({ length: 6 }, (_, n) => label(input({ custom_id: `${n}` })))),
      'components: BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a button',
      modal(row({ type: 2, style: 1, custom_id: 'x', label: 'x' })),
      'components.0.components.0.type: BASE_TYPE_CHOICES',
    ],
    ['a section', modal({ type: 9, components: [] }), 'components.0: UNION_TYPE_CHOICES'],
    ['a label without a field', modal({ type: 18, label: 'x' }), `${field}: BASE_TYPE_REQUIRED`],
    ['a label of 46', modal(label(input(), { label: 'x'.repeat(46) })), 'components.0.label: BASE_TYPE_BAD_LENGTH'],
    [
      '101 below a label',
      modal(label(input(), { description: 'x'.repeat(101) })),
      'components.0.description: BASE_TYPE_BAD_LENGTH',
    ],
    ['an empty label of an input', labelled({ label: '' }), `${field}.label: BASE_TYPE_BAD_LENGTH`],
    ['a row without a label', modal(row(input())), 'components.0.components.0.label: BASE_TYPE_REQUIRED'],
    [
      'two inputs in a row',
      modal(row(input({ label: 'x' }), input({ label: 'y', custom_id: 'j' }))),
      'components.0.components.1: COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    ['no style', labelled({ style: 3 }), `${field}.style: BASE_TYPE_CHOICES`],
    ['a least length of 4,001', labelled({ min_length: 4001 }), `${field}.min_length: NUMBER_TYPE_MAX`],
    ['a greatest length of 0', labelled({ max_length: 0 }), `${field}.max_length: NUMBER_TYPE_MIN`],
    ['lengths that cross', labelled({ min_length: 3, max_length: 2 }), `${field}.min_length: NUMBER_TYPE_MAX`],
    ['a value too long', labelled({ max_length: 2, value: 'xyz' }), `${field}.value: BASE_TYPE_MAX_LENGTH`],
    ['a value too short', labelled({ min_length: 2, value: 'x' }), `${field}.value: BASE_TYPE_BAD_LENGTH`],
    ['a hint of 101', labelled({ placeholder: 'x'.repeat(101) }), `${field}.placeholder: BASE_TYPE_MAX_LENGTH`],
    [
      'one custom_id twice',
      modal(label(input()), label(input())),
      'components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    ['a required choice of nothing', select({ min_values: 0 }), `${field}: COMPONENT_REQUIRED_ZERO_MIN_VALUES`],
    ['a choice that is disabled', select({ disabled: true }), `${field}.disabled: COMPONENT_DISABLED_INVALID`],
    [
      'one of one',
      modal(label({ type: 21, custom_id: 'r', options: options(1) })),
      `${field}.options: BASE_TYPE_BAD_LENGTH`,
    ],
    [
      'eleven files',
      modal(label({ type: 19, custom_id: 'f', max_values: 11 })),
      `${field}.max_values: NUMBER_TYPE_MAX`,
    ],
  ])('%s', async (_what, body, ...problems) => {
    expect(await problemsOf(checkModalForm(body))).toEqual(problems);
  });
});
