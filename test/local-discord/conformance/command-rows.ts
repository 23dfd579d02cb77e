import type { Answer, Row, Source } from './row.ts';

const structure =
  'docs: interactions/application-commands#application-command-object-application-command-structure' as const;
const option =
  'docs: interactions/application-commands#application-command-object-application-command-option-structure' as const;
const naming = 'docs: interactions/application-commands#application-command-object-application-command-naming' as const;
const limits = 'docs: interactions/application-commands#registering-a-command' as const;
const types = 'docs: interactions/application-commands#application-command-object-application-command-types' as const;

const registered = (what: string, command: unknown, answer: Answer, source: Source): Row => ({
  what,
  ask: ({ discord }) => ({ method: 'POST', path: `/applications/${discord.botId}/commands`, body: command }),
  answer,
  source,
});
/** Every command has a name of its own, so that each is new. */
let made = 0;
const command = (more: object = {}) => {
  made += 1;
  return { name: `command-${made}`, description: 'A command', ...more };
};
const withOption = (more: object = {}) =>
  command({ options: [{ type: 3, name: 'topic', description: 'A topic', ...more }] });
const fits = (what: string, body: object, source: Source, shown?: object): Row =>
  registered(what, body, { status: 201, ...(shown && { body: shown }) }, source);
const refused = (what: string, body: unknown, errors: Record<string, string> | undefined, source: Source): Row =>
  registered(what, body, { status: 400, code: 50035, ...(errors && { errors }) }, source);
const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ type: 3, name: `option-${at}`, description: 'x' }));
const choices = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `${at}`, value: `${at}` }));
const scope = ({ discord }: { discord: { botId: string } }): string => `/applications/${discord.botId}/commands`;

export const commandRows: readonly Row[] = [
  fits('a command is of chat input unless it says otherwise', command(), structure, {
    type: 1,
    default_member_permissions: null,
  }),
  fits('a name of 32 letters of any script', command({ name: 'новости'.padEnd(32, 'й') }), naming),
  refused('a name of 33 letters', command({ name: 'x'.repeat(33) }), undefined, naming),
  refused('a name with a space', command({ name: 'top news' }), { name: 'APPLICATION_COMMAND_INVALID_NAME' }, naming),
  refused(
    'a name with a capital letter',
    command({ name: 'News' }),
    { name: 'APPLICATION_COMMAND_INVALID_NAME' },
    naming,
  ),
  refused('an empty name', command({ name: '' }), undefined, naming),
  refused('no name', { description: 'x' }, { name: 'BASE_TYPE_REQUIRED' }, structure),
  refused('no description', { name: 'bare' }, { description: 'BASE_TYPE_REQUIRED' }, structure),
  fits('a description of 100 characters', command({ description: 'x'.repeat(100) }), structure),
  refused('a description of 101 characters', command({ description: 'x'.repeat(101) }), undefined, structure),
  fits('25 options', command({ options: options(25) }), structure),
  refused('26 options', command({ options: options(26) }), undefined, structure),
  refused('one option twice', command({ options: [...options(1), ...options(1)] }), undefined, option),
  refused(
    'a required option after an optional one',
    command({ options: [...options(1), { type: 3, name: 'must', description: 'x', required: true }] }),
    undefined,
    structure,
  ),
  refused(
    'an option without a description',
    command({ options: [{ type: 3, name: 'topic' }] }),
    { 'options.0.description': 'BASE_TYPE_REQUIRED' },
    option,
  ),
  refused('an option of an unknown type', withOption({ type: 99 }), undefined, option),
  fits('25 choices', withOption({ choices: choices(25) }), option),
  refused('26 choices', withOption({ choices: choices(26) }), undefined, option),
  refused('choices beside autocomplete', withOption({ choices: choices(1), autocomplete: true }), undefined, option),
  refused(
    'a choice whose value is longer than 100 characters',
    withOption({ choices: [{ name: 'x', value: 'x'.repeat(101) }] }),
    undefined,
    'docs: interactions/application-commands#application-command-object-application-command-option-choice-structure',
  ),
  fits('a length between 0 and 6,000', withOption({ min_length: 0, max_length: 6000 }), option),
  refused('a greatest length of 6,001', withOption({ max_length: 6001 }), undefined, option),
  refused('a greatest length of 0', withOption({ max_length: 0 }), undefined, option),
  fits(
    'a subcommand in a group',
    command({
      options: [{ type: 2, name: 'group', description: 'x', options: [{ type: 1, name: 'sub', description: 'x' }] }],
    }),
    'docs: interactions/application-commands#subcommands-and-subcommand-groups',
  ),
  refused(
    'a group in a group',
    command({
      options: [{ type: 2, name: 'group', description: 'x', options: [{ type: 2, name: 'sub', description: 'x' }] }],
    }),
    undefined,
    'docs: interactions/application-commands#subcommands-and-subcommand-groups',
  ),
  fits('a command for people, with capitals and a space', { type: 2, name: 'Ask About' }, types, {
    type: 2,
    description: '',
  }),
  fits('a command for messages', { type: 3, name: 'Save Story' }, types, { type: 3 }),
  refused('a description of a command for people', { type: 2, name: 'Ask', description: 'Asks' }, undefined, structure),
  refused(
    'more than 8,000 characters in all',
    command({
      options: options(25).map((one) => ({
        ...one,
        choices: choices(25).map(({ value }) => ({ name: value, value: value.padEnd(20, 'x') })),
      })),
    }),
    undefined,
    limits,
  ),
  fits(
    'names in other languages',
    command({ name_localizations: { de: 'nachrichten' } }),
    'docs: interactions/application-commands#localization',
    { name_localizations: { de: 'nachrichten' } },
  ),
  refused(
    'a name in a language that Discord does not have',
    command({ name_localizations: { xx: 'news' } }),
    undefined,
    'docs: reference#locales',
  ),
  fits('rights that a member needs at first', command({ default_member_permissions: '32' }), structure, {
    default_member_permissions: '32',
  }),
  {
    what: 'a command that exists is put in its place',
    async ask(scene) {
      const body = command();
      await scene.send({ method: 'POST', path: scope(scene), body });
      return { method: 'POST', path: scope(scene), body };
    },
    answer: { status: 200 },
    source: 'docs: interactions/application-commands#create-global-application-command',
  },
  {
    what: 'all commands at once',
    ask: (scene) => ({ method: 'PUT', path: scope(scene), body: [{ name: 'one', description: 'x' }] }),
    answer: { status: 200, body: [{ name: 'one' }] },
    source: 'docs: interactions/application-commands#bulk-overwrite-global-application-commands',
  },
  {
    what: 'two commands of one name at once',
    ask: (scene) => ({ method: 'PUT', path: scope(scene), body: Array(2).fill({ name: 'one', description: 'x' }) }),
    answer: { status: 400, code: 50035 },
    source: naming,
  },
  {
    what: '101 commands at once',
    ask: (scene) => ({ method: 'PUT', path: scope(scene), body: Array.from({ length: 101 }, () => command()) }),
    answer: { status: 400 },
    source: limits,
  },
  {
    what: 'a command that does not exist',
    ask: (scene) => ({ method: 'DELETE', path: `${scope(scene)}/900000000000000000` }),
    answer: { status: 404, code: 10063 },
    source: 'docs: topics/opcodes-and-status-codes#json-json-error-codes',
  },
  {
    what: 'commands of an application that does not exist',
    ask: () => ({ method: 'GET', path: '/applications/900000000000000000/commands' }),
    answer: { status: 404, code: 10002 },
    source: 'docs: topics/opcodes-and-status-codes#json-json-error-codes',
  },
];
