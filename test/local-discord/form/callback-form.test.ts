import { describe, expect, it } from 'vitest';
import { checkCallbackForm } from '../../../src/local-discord/rest/form/callback-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const check = (body: unknown) => problemsOf(checkCallbackForm(body));
const choices = (...list: object[]) => ({ type: 8, data: { choices: list } });
const choice = (more: object = {}) => ({ name: 'x', value: 'x', ...more });
const modal = {
  custom_id: 'm',
  title: 'x',
  components: [{ type: 18, label: 'x', component: { type: 4, custom_id: 'i', style: 1 } }],
};

describe('a callback at its limits is taken', () => {
  it.each<[string, unknown]>([
    ['a message', { type: 4, data: { content: 'x'.repeat(2000), flags: 64 } }],
    ['a message of Components V2', { type: 4, data: { flags: 1 << 15, components: [{ type: 10, content: 'x' }] } }],
    ['a message to come', { type: 5 }],
    ['a change to come', { type: 6, data: null }],
    ['a change', { type: 7, data: { content: null } }],
    ['no choices', { type: 8, data: { choices: null } }],
    ['25 choices', choices(...Array(25).fill(choice()))],
    ['a choice of 100 and 100', choices(choice({ name: '🔥'.repeat(100), value: 'x'.repeat(100) }))],
    ['a choice of a great number', choices(choice({ value: 2 ** 53 }))],
    ['a choice in Danish', choices(choice({ name_localizations: { da: 'x'.repeat(100) } }))],
    ['a modal', { type: 9, data: modal }],
  ])('%s', async (_what, body) => {
    expect(await check(body)).toEqual([]);
  });
});

describe('a callback past its limits is refused with Discord’s code, at its place', () => {
  it.each<[string, unknown, ...string[]]>([
    ['nothing', {}, 'type: BASE_TYPE_REQUIRED'],
    ['no object', 'x', ': MODEL_TYPE_CONVERT'],
    ['a pong, which answers no gateway', { type: 1 }, 'type: BASE_TYPE_CHOICES'],
    ['an activity', { type: 12 }, 'type: BASE_TYPE_CHOICES'],
    ['a text for a type', { type: 'four' }, 'type: NUMBER_TYPE_COERCE'],
    ['data that is no object', { type: 4, data: 'x' }, 'data: MODEL_TYPE_CONVERT'],
    ['content of 2,001', { type: 4, data: { content: 'x'.repeat(2001) } }, 'data.content: BASE_TYPE_MAX_LENGTH'],
    ['a modal of nothing', { type: 9 }, 'data: BASE_TYPE_REQUIRED'],
    ['a modal without a title', { type: 9, data: { ...modal, title: undefined } }, 'data.title: BASE_TYPE_REQUIRED'],
    ['26 choices', choices(...Array(26).fill(choice())), 'data.choices: BASE_TYPE_MAX_LENGTH'],
    ['a choice without a name', choices(choice({ name: '' })), 'data.choices.0.name: BASE_TYPE_BAD_LENGTH'],
    ['a choice of 101', choices(choice({ value: 'x'.repeat(101) })), 'data.choices.0.value: BASE_TYPE_MAX_LENGTH'],
    ['a choice of too great a number', choices(choice({ value: 2 ** 54 })), 'data.choices.0.value: NUMBER_TYPE_MAX'],
    ['a choice of nothing', choices({ name: 'x' }), 'data.choices.0.value: BASE_TYPE_REQUIRED'],
    [
      'a choice in no language',
      choices(choice({ name_localizations: { xx: 'x' } })),
      'data.choices.0.name_localizations.xx: ENUM_TYPE_COERCE',
    ],
  ])('%s', async (_what, body, ...problems) => {
    expect(await check(body)).toEqual(problems);
  });
});

it('a deferred answer keeps of its flags only whether it is ephemeral', async () => {
  const flags = (1 << 6) | (1 << 15) | (1 << 12);
  expect(await checkCallbackForm({ type: 5, data: { flags } })).toEqual({
    ok: true,
    form: { type: 5, ephemeral: true },
  });
});
