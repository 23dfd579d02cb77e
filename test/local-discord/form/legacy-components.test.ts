import { describe, expect, it } from 'vitest';
import { checkMessageForm } from '../../../src/local-discord/rest/form/message-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const check = (...rows: object[]) => problemsOf(checkMessageForm('MessageCreateRequest', { components: rows }));
const row = (...components: object[]) => ({ type: 1, components });
const button = (more: object = {}) => ({ type: 2, style: 1, label: 'x', custom_id: 'x', ...more });
const numbered = (count: number, made: (id: string) => object): object[] =>
  Array.from({ length: count }, (_, index) => made(String(index)));
const buttons = (count: number): object[] => numbered(count, (id) => button({ custom_id: id }));
const link = (url: string) => ({ type: 2, style: 5, label: 'x', url });
const address = (length: number): string => 'https://a.example/'.padEnd(length, 'x');
const options = (count: number): object[] => numbered(count, (id) => ({ label: id, value: id }));
const menu = (more: object = {}) => row({ type: 3, custom_id: 'm', options: options(3), ...more });
const picker = (more: object = {}) => row({ type: 5, custom_id: 'p', ...more });
const chosen = (count: number): object[] => numbered(count, (id) => ({ id, type: 'user' }));

describe('components at their limits are taken', () => {
  it.each<[string, object[]]>([
    ['five rows of five buttons', numbered(5, (n) => row(...numbered(5, (m) => button({ custom_id: `${n} ${m}` }))))],
    ['a label of 80 and a custom_id of 100', [row(button({ label: 'x'.repeat(80), custom_id: '🔥'.repeat(100) }))]],
    ['a picture in place of a label', [row({ type: 2, style: 2, custom_id: 'x', emoji: { name: '🔥' } })]],
    ['a link of 512', [row(link(address(512)))]],
    ['a link into Discord', [row(link('discord://-/channels/1'))]],
    ['a premium button', [row({ type: 2, style: 6, sku_id: '1' })]],
    ['25 options, all of which may be chosen', [menu({ options: options(25), min_values: 25, max_values: 25 })]],
    [
      'an option of 100, 100 and 100',
      [menu({ options: [{ label: 'x'.repeat(100), value: 'y'.repeat(100), description: 'z'.repeat(100) }] })],
    ],
    ['a placeholder of 150', [menu({ placeholder: 'x'.repeat(150) })]],
    ['nothing need be chosen', [menu({ min_values: 0 })]],
    ['25 people chosen already', [picker({ max_values: 25, default_values: chosen(25) })]],
    ['a picker of channels of some types', [row({ type: 8, custom_id: 'c', channel_types: [0, 5, 15] })]],
    ['numbers of their own', [{ ...row(button({ id: 7 })), id: 0 }]],
  ])('%s', async (_what, rows) => {
    expect(await check(...rows)).toEqual([]);
  });
});

const first = 'components.0.components.0';

describe('components past their limits are refused with Discord’s code, at their place', () => {
  it.each<[string, object[], ...string[]]>([
    ['six rows', numbered(6, (id) => row(button({ custom_id: id }))), 'components: BASE_TYPE_MAX_LENGTH'],
    ['six buttons in a row', [row(...buttons(6))], 'components.0.components: BASE_TYPE_BAD_LENGTH'],
    ['an empty row', [row()], 'components.0.components: BASE_TYPE_BAD_LENGTH'],
    [
      'a menu beside a button',
      [row(button(), { type: 3, custom_id: 'y', options: options(1) })],
      'components.0.components.1: COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    ['a button outside a row', [button()], 'components.0: UNION_TYPE_CHOICES'],
    ['a text display without the flag', [{ type: 10, content: 'x' }], 'components.0: UNION_TYPE_CHOICES'],
    ['a row in a row', [row(row(button()))], `${first}: UNION_TYPE_CHOICES`],
    ['a component of no type', [row({ custom_id: 'x' })], `${first}: UNION_TYPE_REQUIRED`],
    ['a button of no style', [row(button({ style: 7 }))], `${first}.style: BASE_TYPE_CHOICES`],
    ['a label of 81', [row(button({ label: 'x'.repeat(81) }))], `${first}.label: BASE_TYPE_MAX_LENGTH`],
    ['no label', [row(button({ label: ' ' }))], `${first}.label: BASE_TYPE_REQUIRED`],
    ['a custom_id of 101', [row(button({ custom_id: 'x'.repeat(101) }))], `${first}.custom_id: BASE_TYPE_BAD_LENGTH`],
    ['an empty custom_id', [row(button({ custom_id: '' }))], `${first}.custom_id: BASE_TYPE_BAD_LENGTH`],
    [
      'no custom_id',
      [row({ type: 2, style: 1, label: 'x' })],
      `${first}.custom_id: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED`,
    ],
    [
      'a custom_id and an address',
      [row({ ...link('https://a.example'), custom_id: 'x' })],
      `${first}.custom_id: BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
      `${first}.url: BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE`,
    ],
    ['a link to nowhere', [row({ type: 2, style: 5, label: 'x' })], `${first}.url: BASE_TYPE_REQUIRED`],
    ['a link of 513', [row(link(address(513)))], `${first}.url: BASE_TYPE_MAX_LENGTH`],
    ['a link to a script', [row(link('javascript:alert(1)'))], `${first}.url: URL_TYPE_INVALID_SCHEME`],
    ['a premium button without a product', [row({ type: 2, style: 6 })], `${first}.sku_id: BASE_TYPE_REQUIRED`],
    [
      'one custom_id twice',
      [row(button()), row(button({ disabled: true }))],
      'components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'one number twice',
      [row(...buttons(2).map((one) => ({ ...one, id: 7 })))],
      'components.0.components.1.id: COMPONENT_ID_DUPLICATED',
    ],
    ['no options', [menu({ options: [] })], `${first}.options: BASE_TYPE_BAD_LENGTH`],
    ['26 options', [menu({ options: options(26) })], `${first}.options: BASE_TYPE_BAD_LENGTH`],
    [
      'an option twice',
      [menu({ options: [...options(1), ...options(1)] })],
      `${first}.options.1: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED`,
    ],
    [
      'an option of 101',
      [menu({ options: [{ label: 'x', value: 'x'.repeat(101) }] })],
      `${first}.options.0.value: BASE_TYPE_BAD_LENGTH`,
    ],
    ['a placeholder of 151', [menu({ placeholder: 'x'.repeat(151) })], `${first}.placeholder: BASE_TYPE_MAX_LENGTH`],
    ['more to choose than there is', [menu({ max_values: 4 })], `${first}.options: BASE_TYPE_MIN_LENGTH`],
    ['26 to choose', [picker({ max_values: 26 })], `${first}.max_values: NUMBER_TYPE_MAX`],
    ['at least two of at most one', [menu({ min_values: 2 })], `${first}.min_values: NUMBER_TYPE_MAX`],
    [
      'two chosen of at most one',
      [menu({ options: options(2).map((one) => ({ ...one, default: true })) })],
      `${first}.options: SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES`,
    ],
    [
      'two people chosen of at most one',
      [picker({ default_values: chosen(2) })],
      `${first}.default_values: SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES`,
    ],
    [
      'one person chosen of at least two',
      [picker({ min_values: 2, max_values: 3, default_values: chosen(1) })],
      `${first}.default_values: SELECT_COMPONENT_TOO_FEW_DEFAULT_VALUES`,
    ],
    [
      'a role among people',
      [picker({ default_values: [{ id: '1', type: 'role' }] })],
      `${first}.default_values.0.type: BASE_TYPE_CHOICES`,
    ],
  ])('%s', async (_what, rows, ...problems) => {
    expect(await check(...rows)).toEqual(problems);
  });
});

it('says which lengths and types would do, as Discord does', async () => {
  const checked = await checkMessageForm('MessageCreateRequest', {
    components: [row(...buttons(6)), menu({ options: options(26) }), { type: 1, components: [{ type: 99 }] }],
  });
  expect(!checked.ok && 'problems' in checked && checked.problems.map(({ message }) => message)).toEqual([
    'Must be between 1 and 5 in length.',
    'Must be between 1 and 25 in length.',
    'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).',
  ]);
});
