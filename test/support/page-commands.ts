import {
  type Callable,
  callables,
  callName,
  type Option,
} from '../../src/local-discord/page/client/composer/command-input.ts';
import {
  addChip,
  beginDraft,
  type Draft,
  optionsLeft,
  writeChip,
} from '../../src/local-discord/page/client/composer/draft.ts';
import type { Locale } from '../../src/local-discord/page/client/locales.ts';
import type { PageChannel, PageCommand, PageCommandOption, PageGuild } from '../../src/local-discord/page/contract.ts';

const channel: PageCommandOption = {
  type: 7,
  name: 'channel',
  description: 'Where',
  required: true,
  channel_types: [0],
};
const topics: PageCommandOption = {
  type: 3,
  name: 'topics',
  name_localizations: { de: 'themen' },
  description: 'Which',
  description_localizations: { de: 'Welche' },
  autocomplete: true,
};
const heat: PageCommandOption = { type: 4, name: 'min-heat', description: 'How hot', min_value: 0, max_value: 200 };

/** Commands of a bot that speaks some German. */
export const someCommands: readonly PageCommand[] = [
  {
    id: '1',
    type: 1,
    name: 'news',
    name_localizations: { de: 'nachrichten' },
    description: 'The news',
    description_localizations: { de: 'Die Nachrichten' },
    options: [topics, heat],
  },
  {
    id: '2',
    type: 1,
    name: 'feed',
    description: 'Feeds',
    options: [
      {
        type: 1,
        name: 'add',
        name_localizations: { de: 'neu' },
        description: 'Add one',
        options: [channel, topics, heat],
      },
      { type: 2, name: 'rules', description: 'Rules', options: [{ type: 1, name: 'show', description: 'Show them' }] },
    ],
  },
  { id: '3', type: 3, name: 'Save for later', description: '' },
];

export function findCallable(name: string, locale: Locale = 'en-US'): Callable {
  const callable = callables(someCommands, locale).find((candidate) => callName(candidate) === name);
  if (callable === undefined) throw new Error(`no ${name}`);
  return callable;
}

/** A draft with these texts in its options, by their names. */
export function aDraft(name: string, filled: Readonly<Record<string, string>> = {}, locale?: Locale): Draft {
  return Object.entries(filled).reduce(
    (draft, [option, text]) => {
      const left = optionsLeft(draft).find((candidate) => candidate.name === option);
      return writeChip(left === undefined ? draft : addChip(draft, left), option, text);
    },
    beginDraft(findCallable(name, locale)),
  );
}

/** An option of a command that has no other, in a person's language. */
export function anOption(option: Partial<PageCommandOption>, locale: Locale = 'en-US'): Option {
  const whole = { type: 3, name: 'option', description: '', ...option };
  const [callable] = callables([{ id: '4', type: 1, name: 'do', description: '', options: [whole] }], locale);
  const [found] = callable?.options ?? [];
  if (found === undefined) throw new Error('A command has its options.');
  return found;
}

/** A server with a category, channels in and outside it, a thread, people and roles. */
export function aPageGuild(channels: readonly Partial<PageChannel>[] = []): PageGuild {
  const person = (id: string, username: string) => ({ id, username, avatarUrl: `/local/avatars/${id}`, bot: false });
  return {
    id: '1',
    name: 'Desk',
    channels: channels.map((given, index) => aPageChannel({ id: `${10 + index}`, position: index, ...given })),
    roles: [
      { id: '1', name: '@everyone', color: 0 },
      { id: '30', name: 'night desk', color: 0 },
    ],
    members: [person('20', 'reader'), person('21', 'read')],
    standings: {},
    commands: someCommands,
    hasBot: true,
  };
}

export function aPageChannel(given: Partial<PageChannel>): PageChannel {
  const rights = { writable: true, moderated: false, pinnable: false };
  return { id: '10', name: 'news', type: 0, topic: null, parent_id: null, position: 0, ...rights, ...given };
}
