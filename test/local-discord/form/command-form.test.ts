import { describe, expect, it } from 'vitest';
import { checkCommandsForm } from '../../../src/local-discord/rest/form/bulk-commands-form.ts';
import { checkCommandForm } from '../../../src/local-discord/rest/form/command-form.ts';
import { problemsOf } from '../../support/problems-of.ts';

const check = (body: unknown) => problemsOf(checkCommandForm(body));
const command = (more: object = {}) => ({ name: 'news', description: 'News', ...more });
const option = (more: object = {}) => ({ type: 3, name: 'topic', description: 'Topic', ...more });
const withOptions = (...options: object[]) => command({ options });
const named = (count: number, made: (name: string) => object): object[] =>
  Array.from({ length: count }, (_, index) => made(`n${index}`));
const sub = (more: object = {}) => ({ type: 1, name: 'sub', description: 'Sub', ...more });
const group = (more: object = {}) => ({ type: 2, name: 'group', description: 'Group', ...more });
const choices = (count: number): object[] => named(count, (name) => ({ name, value: name }));
const filled = (count: number, length: number): object[] =>
  Array.from({ length: count }, () => ({ name: 'x', value: 'y'.repeat(length - 1) }));
/** A command whose texts have this many characters in all: 8 of its own, 7,908 in options. */
const sized = (size: number): object =>
  withOptions(
    ...['a1', 'a2', 'a3'].map((name) => option({ name, description: 'x'.repeat(100), choices: filled(25, 100) })),
    option({ name: 'a4', description: 'x'.repeat(size - 7916), choices: filled(1, 100) }),
  );

describe('a command at its limits is taken', () => {
  it.each<[string, object]>([
    ['a name and a description', command()],
    ['a name of 32', command({ name: "ñ-_'9ก".padEnd(32, 'x') })],
    ['a name in letters that have no small form', command({ name: '新闻' })],
    ['a description of 100', command({ description: '🔥'.repeat(100) })],
    ['25 options', withOptions(...named(25, (name) => option({ name })))],
    [
      '25 choices of 100',
      withOptions(
        option({ choices: named(25, (name) => ({ name: name.padEnd(100, 'x'), value: name.padEnd(100, 'y') })) }),
      ),
    ],
    [
      'subcommands and groups of them',
      withOptions(sub({ options: [option()] }), group({ options: [sub({ options: [option()] })] })),
    ],
    ['required options first', withOptions(option({ required: true }), option({ name: 'b' }))],
    [
      'every type of option',
      withOptions(...[3, 4, 5, 6, 7, 8, 9, 10, 11].map((type) => option({ type, name: `n${type}` }))),
    ],
    [
      'whole numbers as far as they go',
      withOptions(option({ type: 4, min_value: -(2 ** 53 - 1), max_value: 2 ** 53 - 1 })),
    ],
    [
      'any numbers as far as they go',
      withOptions(
        option({
          type: 10,
          choices: [
            { name: 'x', value: -(2 ** 53) },
            { name: 'y', value: 0.5 },
          ],
        }),
      ),
    ],
    ['a text of 0 to 6,000', withOptions(option({ min_length: 0, max_length: 6000 }))],
    ['autocomplete with an empty list', withOptions(option({ autocomplete: true, choices: [] }))],
    ['channels of some types', withOptions(option({ type: 7, channel_types: [0, 5, 15] }))],
    [
      'texts in other languages',
      command({
        name_localizations: { da: 'nyheder', 'zh-CN': '新闻' },
        description_localizations: { da: 'x'.repeat(100) },
      }),
    ],
    [
      'rights, contexts, kinds of install and age',
      command({ default_member_permissions: '32', contexts: [0, 1, 2], integration_types: [0, 1], nsfw: true }),
    ],
    ['8,000 characters', sized(8000)],
    ['a menu command with capitals and spaces', { type: 2, name: 'Show The News' }],
    ['a menu command with an empty description', { type: 3, name: 'x'.repeat(32), description: '' }],
  ])('%s', async (_what, body) => {
    expect(await check(body)).toEqual([]);
  });
});

describe('a command past its limits is refused with Discord’s code, at its place', () => {
  const name = 'APPLICATION_COMMAND_INVALID_NAME';
  it.each<[string, unknown, ...string[]]>([
    ['no object', 5, ': MODEL_TYPE_CONVERT'],
    ['no name', { description: 'x' }, 'name: BASE_TYPE_REQUIRED'],
    ['a capital', command({ name: 'News' }), `name: ${name}`],
    ['a capital that is not English', command({ name: 'Ñews' }), `name: ${name}`],
    ['a space', command({ name: 'the news' }), `name: ${name}`],
    ['a name of 33', command({ name: 'x'.repeat(33) }), 'name: BASE_TYPE_BAD_LENGTH'],
    ['no description', { name: 'news' }, 'description: BASE_TYPE_REQUIRED'],
    ['an empty description', command({ description: ' ' }), 'description: BASE_TYPE_BAD_LENGTH'],
    ['a description of 101', command({ description: 'x'.repeat(101) }), 'description: BASE_TYPE_MAX_LENGTH'],
    ['26 options', withOptions(...named(26, (one) => option({ name: one }))), 'options: BASE_TYPE_MAX_LENGTH'],
    ['an option of no type', withOptions(option({ type: 12 })), 'options.0: UNION_TYPE_CHOICES'],
    ['an option with a capital', withOptions(option({ name: 'Topic' })), `options.0.name: ${name}`],
    [
      'an option with a space',
      withOptions(option({ name: 'a b' })),
      'options.0.name: STRING_TYPE_REGEX',
      `options.0.name: ${name}`,
    ],
    [
      'an option without a description',
      withOptions(option({ description: '' })),
      'options.0.description: BASE_TYPE_BAD_LENGTH',
    ],
    ['an option twice', withOptions(option(), option()), 'options.1: APPLICATION_COMMAND_OPTIONS_NAME_INVALID'],
    [
      'a required option last',
      withOptions(option(), option({ name: 'b', required: true })),
      'options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'an option beside a subcommand',
      withOptions(sub(), option()),
      'options.1: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    ['a group in a group', withOptions(group({ options: [group()] })), 'options.0.options.0.type: BASE_TYPE_CHOICES'],
    ['a subcommand in a subcommand', withOptions(sub({ options: [sub()] })), 'options.0.options.0: UNION_TYPE_CHOICES'],
    ['26 choices', withOptions(option({ choices: choices(26) })), 'options.0.choices: BASE_TYPE_MAX_LENGTH'],
    [
      'a choice of 101',
      withOptions(option({ choices: [{ name: 'x', value: 'x'.repeat(101) }] })),
      'options.0.choices.0.value: BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a choice of half',
      withOptions(option({ type: 4, choices: [{ name: 'x', value: 0.5 }] })),
      'options.0.choices.0.value: NUMBER_TYPE_COERCE',
    ],
    [
      'a choice of a text among numbers',
      withOptions(option({ type: 10, choices: [{ name: 'x', value: 'x' }] })),
      'options.0.choices.0.value: NUMBER_TYPE_COERCE',
    ],
    [
      'choices and autocomplete',
      withOptions(option({ choices: choices(1), autocomplete: true })),
      'options.0: APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
    ],
    ['a least of half', withOptions(option({ type: 4, min_value: 0.5 })), 'options.0.min_value: NUMBER_TYPE_COERCE'],
    [
      'bounds that cross',
      withOptions(option({ type: 10, min_value: 2, max_value: 1 })),
      'options.0.min_value: NUMBER_TYPE_MAX',
    ],
    [
      'lengths that cross',
      withOptions(option({ min_length: 2, max_length: 1 })),
      'options.0.min_length: NUMBER_TYPE_MAX',
    ],
    ['a greatest length of 0', withOptions(option({ max_length: 0 })), 'options.0.max_length: NUMBER_TYPE_MIN'],
    ['a length of 6,001', withOptions(option({ max_length: 6001 })), 'options.0.max_length: NUMBER_TYPE_MAX'],
    [
      'a channel of no type',
      withOptions(option({ type: 7, channel_types: [99] })),
      'options.0.channel_types.0: BASE_TYPE_CHOICES',
    ],
    [
      'a language that is none',
      command({ name_localizations: { english: 'x' } }),
      'name_localizations.english: ENUM_TYPE_COERCE',
    ],
    [
      'a long name elsewhere',
      command({ name_localizations: { da: 'x'.repeat(33) } }),
      'name_localizations.da: BASE_TYPE_BAD_LENGTH',
    ],
    ['a capital elsewhere', command({ name_localizations: { da: 'Nyheder' } }), `name_localizations.da: ${name}`],
    [
      'rights that are none',
      command({ default_member_permissions: 'all' }),
      'default_member_permissions: NUMBER_TYPE_COERCE',
    ],
    ['no context', command({ contexts: [] }), 'contexts: BASE_TYPE_MIN_LENGTH'],
    ['a context twice', command({ contexts: [0, 0] }), 'contexts.1: SET_TYPE_ALREADY_CONTAINS_VALUE'],
    ['an age that is no truth', command({ nsfw: 'no' }), 'nsfw: BOOLEAN_TYPE_CONVERT'],
    ['8,001 characters', sized(8001), ': APPLICATION_COMMAND_TOO_LARGE'],
    [
      'a menu command with a description',
      { type: 2, name: 'x', description: 'x' },
      'description: APPLICATION_COMMAND_DESCRIPTION_INVALID',
    ],
    [
      'a menu command with options',
      { type: 3, name: 'x', options: [option()] },
      'options: APPLICATION_COMMAND_OPTIONS_INVALID',
    ],
    ['an entry point', { type: 4, name: 'x', handler: 1 }, 'type: LOCAL_DISCORD_UNSUPPORTED'],
  ])('%s', async (_what, body, ...problems) => {
    expect(await check(body)).toEqual(problems);
  });

  it('of a text in several languages the longest counts', async () => {
    const longer = { da: 'x'.repeat(5) };
    expect(await check({ ...sized(7999), name_localizations: longer })).toEqual([]);
    expect(await check({ ...sized(8000), name_localizations: longer })).toEqual([': APPLICATION_COMMAND_TOO_LARGE']);
  });
});

it('contexts and kinds of install belong to commands for everywhere', async () => {
  const body = command({ contexts: [0], integration_types: [1] });
  expect(await checkCommandForm(body, 'global')).toMatchObject({ form: { contexts: [0], integration_types: [1] } });
  expect(await checkCommandForm(body, 'guild')).toMatchObject({ form: { contexts: null, integration_types: [0] } });
});

describe('commands of a scope', () => {
  const together = (body: unknown) => problemsOf(checkCommandsForm(body, 'global'));
  it.each<[string, unknown, ...string[]]>([
    [
      '100 chat commands and 15 of each menu',
      [...named(100, (name) => command({ name })), ...[2, 3].flatMap((type) => named(15, (name) => ({ type, name })))],
    ],
    ['one name for three types', [command(), { type: 2, name: 'news' }, { type: 3, name: 'news' }]],
    ['no list', {}, ': LIST_TYPE_CONVERT'],
    ['101 chat commands', named(101, (name) => command({ name })), ': BASE_TYPE_MAX_LENGTH'],
    ['16 of a menu', named(16, (name) => ({ type: 2, name })), ': BASE_TYPE_MAX_LENGTH'],
    ['131 in all', named(131, (name) => command({ name })), ': BASE_TYPE_MAX_LENGTH'],
    ['a name twice', [command(), command()], '1: APPLICATION_COMMANDS_DUPLICATE_NAME'],
    ['a mistake in the second', [command(), command({ name: 'A' })], '1.name: APPLICATION_COMMAND_INVALID_NAME'],
  ])('%s', async (_what, body, ...problems) => {
    expect(await together(body)).toEqual(problems);
  });
});
