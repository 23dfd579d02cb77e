import { describe, expect, it } from 'vitest';
import { firstValues, formAnswer, formProblems } from '../../../src/local-discord/page/client/form/fields.ts';
import { findChoices, menuChoices, toggled } from '../../../src/local-discord/page/client/form/menu-choices.ts';
import type { PageModal } from '../../../src/local-discord/page/contract.ts';
import type { PageComponent } from '../../../src/local-discord/page/message-contract.ts';
import { pageChannel, pageGuild } from '../../support/page-state.ts';

const label = (component: PageComponent): PageComponent => ({ type: 18, label: 'Label', component });
const modalOf = (...components: PageComponent[]): PageModal => ({ id: 'm', custom_id: 'c', title: 'T', components });

describe('a form', () => {
  const short = { type: 4, custom_id: 'short', min_length: 3, max_length: 5 };
  const menu = { type: 3, custom_id: 'menu', min_values: 2, max_values: 2, options: [] };

  it.each<[string, PageComponent, string | readonly string[], string | undefined]>([
    ['a field left empty', short, '', 'This field is required.'],
    ['a field that may be left empty', { ...short, required: false }, '', undefined],
    ['a short text', { ...short, required: false }, 'ab', 'Write at least 3 characters.'],
    ['a long text', short, 'abcdef', 'Write at most 5 characters.'],
    ['a text that fits', short, 'abcd', undefined],
    ['a menu without a choice', menu, [], 'This field is required.'],
    ['a menu that may be left alone', { ...menu, required: false }, [], undefined],
    ['too few choices', menu, ['a'], 'Choose at least 2.'],
    ['too many choices', menu, ['a', 'b', 'c'], 'Choose at most 2.'],
  ])('with %s', (_, component, value, problem) => {
    const id = component.custom_id ?? '';
    expect(formProblems(modalOf(label(component)), new Map([[id, value]])).get(id)).toBe(problem);
  });

  it('is sent as it stands, in the shape that it has', () => {
    const modal = modalOf(
      { type: 10, content: 'Read this.' },
      label({ ...short, value: 'text' }),
      label({
        ...menu,
        options: [
          { label: 'A', value: 'a', default: true },
          { label: 'B', value: 'b' },
        ],
      }),
      label({ type: 6, custom_id: 'role', default_values: [{ id: '7', type: 'role' }] }),
      { type: 1, components: [{ type: 4, custom_id: 'old' }] },
    );
    expect(formAnswer(modal, firstValues(modal))).toEqual([
      { type: 18, component: { type: 4, custom_id: 'short', value: 'text' } },
      { type: 18, component: { type: 3, custom_id: 'menu', values: ['a'] } },
      { type: 18, component: { type: 6, custom_id: 'role', values: ['7'] } },
      { type: 1, components: [{ type: 4, custom_id: 'old', value: '' }] },
    ]);
  });
});

describe('a menu', () => {
  const guild = pageGuild(
    [
      pageChannel('4', { parent_id: '3' }),
      pageChannel('3', { type: 4 }),
      pageChannel('2', { type: 5, position: 1 }),
      pageChannel('1'),
      pageChannel('5', { type: 11, parent_id: '1' }),
    ],
    {
      roles: [{ id: '7', name: '@everyone', color: 0 }],
    },
  );
  const values = (menu: PageComponent) => menuChoices(menu, guild).map(({ value }) => value);

  it('offers the people, roles and channels of the server', () => {
    expect(values({ type: 5 })).toEqual(['a', 'b', 'bot']);
    expect(values({ type: 6 })).toEqual(['7']);
    expect(values({ type: 7 })).toEqual(['a', 'b', 'bot', '7']);
    expect(values({ type: 8 })).toEqual(['1', '5', '2', '3', '4']);
    expect(values({ type: 8, channel_types: [0, 5] })).toEqual(['1', '2', '4']);
  });

  it('finds what was typed, beginnings first', () => {
    const choices = ['#late news', '#news', '@other'].map((name) => ({ value: name, label: name }));
    expect(findChoices(choices, 'NEWS', 9).map(({ value }) => value)).toEqual(['#news', '#late news']);
    expect(findChoices(choices, '', 2)).toHaveLength(2);
  });

  it('replaces its one choice, takes choices back, and takes no more than it may', () => {
    expect(toggled(['a'], 'b', 1)).toEqual(['b']);
    expect(toggled(['a'], 'a', 1)).toEqual([]);
    expect(toggled(['a'], 'b', 2)).toEqual(['a', 'b']);
    expect(toggled(['a', 'b'], 'c', 2)).toBeUndefined();
  });
});
