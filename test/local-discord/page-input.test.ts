import { describe, expect, it } from 'vitest';
import { knownChoices, matchChoices, pickBegun } from '../../src/local-discord/page/client/choices.ts';
import {
  addChip,
  autocompleteData,
  beginDraft,
  type Callable,
  callables,
  callName,
  type Draft,
  matchCallables,
  optionsLeft,
  pickForChip,
  readDraft,
  writeChip,
} from '../../src/local-discord/page/client/command-input.ts';
import { type Completion, createCompleter } from '../../src/local-discord/page/client/completion.ts';
import { writeNamed } from '../../src/local-discord/page/client/composer-typing.ts';
import type { PageCommand, PageCommandOption, PageGuild } from '../../src/local-discord/page/contract.ts';

const channel: PageCommandOption = {
  type: 7,
  name: 'channel',
  description: 'Where',
  required: true,
  channel_types: [0],
};
const topics: PageCommandOption = { type: 3, name: 'topics', description: 'Which', autocomplete: true };
const heat: PageCommandOption = { type: 4, name: 'min-heat', description: 'How hot', min_value: 0, max_value: 200 };
const commands: readonly PageCommand[] = [
  { id: '1', name: 'news', description: 'The news', options: [topics, heat] },
  {
    id: '2',
    name: 'feed',
    description: 'Feeds',
    options: [
      { type: 1, name: 'add', description: 'Add one', options: [channel, topics, heat] },
      { type: 2, name: 'rules', description: 'Rules', options: [{ type: 1, name: 'show', description: 'Show them' }] },
    ],
  },
];

function draftOf(name: string, filled: Record<string, string> = {}): Draft {
  const callable = find(name);
  return Object.entries(filled).reduce((draft, [option, text]) => {
    const left = optionsLeft(draft).find((candidate) => candidate.name === option);
    return writeChip(left === undefined ? draft : addChip(draft, left), option, text);
  }, beginDraft(callable));
}

function textsOf({ chips }: Draft): Record<string, string> {
  return Object.fromEntries(chips.map(({ option, text }) => [option.name, text]));
}

function find(name: string): Callable {
  const callable = callables(commands).find((candidate) => callName(candidate) === name);
  if (callable === undefined) throw new Error(`no ${name}`);
  return callable;
}

describe('the list of commands', () => {
  it('has every subcommand as an entry of its own', () => {
    expect(callables(commands).map(callName)).toEqual(['/news', '/feed add', '/feed rules show']);
  });

  it.each([
    ['/', ['/news', '/feed add', '/feed rules show']],
    ['/fe', ['/feed add', '/feed rules show']],
    ['/feed a', ['/feed add']],
    ['/ADD', ['/feed add']],
    ['/nothing', []],
  ])('offers for %s what it may mean', (typed, offered) => {
    expect(matchCallables(callables(commands), typed).map(callName)).toEqual(offered);
  });
});

describe('a command that is being written', () => {
  it('begins with the required options and offers the others', () => {
    const draft = draftOf('/feed add');
    expect(draft.chips.map(({ option }) => option.name)).toEqual(['channel']);
    expect(optionsLeft(draft).map(({ name }) => name)).toEqual(['topics', 'min-heat']);
  });

  it('is sent in the form of the API, in the order of the definition', () => {
    const draft = pickForChip(draftOf('/feed add', { 'min-heat': '70', topics: 'AI' }), 'channel', '#news', '9');
    expect(readDraft(draft)).toEqual({
      result: 'data',
      data: {
        id: '2',
        name: 'feed',
        type: 1,
        options: [
          {
            type: 1,
            name: 'add',
            options: [
              { type: 7, name: 'channel', value: '9' },
              { type: 3, name: 'topics', value: 'AI' },
              { type: 4, name: 'min-heat', value: 70 },
            ],
          },
        ],
      },
    });
  });

  it('nests a subcommand of a group in the group', () => {
    expect(readDraft(draftOf('/feed rules show'))).toMatchObject({
      data: { options: [{ type: 2, name: 'rules', options: [{ type: 1, name: 'show', options: [] }] }] },
    });
  });

  it.each([
    ['/feed add', {}, 'channel', 'This option is required.'],
    ['/feed add', { channel: 'nowhere' }, 'channel', 'Pick one from the list.'],
    ['/news', { topics: '' }, 'topics', 'Fill this in or remove it.'],
    ['/news', { 'min-heat': 'hot' }, 'min-heat', 'Enter a number.'],
    ['/news', { 'min-heat': '1.5' }, 'min-heat', 'Enter a whole number.'],
    ['/news', { 'min-heat': '-1' }, 'min-heat', 'Enter a number of at least 0.'],
    ['/news', { 'min-heat': '201' }, 'min-heat', 'Enter a number of at most 200.'],
  ])('%s with %j is not sent: %s', (name, filled, option, problem) => {
    expect(readDraft(draftOf(name, filled))).toEqual({ result: 'problems', problems: new Map([[option, problem]]) });
  });

  it.each([
    ['a', 'Enter at least 2 characters.'],
    ['🔥🔥🔥🔥', 'Enter at most 3 characters.'],
  ])('counts the characters of %s as people do', (typed, problem) => {
    const option: PageCommandOption = { type: 3, name: 'word', description: '', min_length: 2, max_length: 3 };
    const [callable] = callables([{ id: '3', name: 'say', description: '', options: [option] }]);
    const draft = callable && writeChip(addChip(beginDraft(callable), option), 'word', typed);
    expect(draft && readDraft(draft)).toEqual({ result: 'problems', problems: new Map([['word', problem]]) });
  });

  it.each([
    ['topics:goo', { topics: 'goo' }, 'topics', ''],
    ['Topics:  goo ai', { topics: 'goo ai' }, 'topics', ''],
    ['channel:ai topics:', { channel: 'ai', topics: '' }, 'topics', ''],
    ['general topics:a:b MIN-HEAT:7', { channel: '', topics: 'a:b', 'min-heat': '7' }, 'min-heat', 'general'],
    ['topic:goo', { channel: '' }, undefined, 'topic:goo'],
    ['subtopics:goo topics', { channel: '' }, undefined, 'subtopics:goo topics'],
  ])('begins the options named in %s', (typed, filled, focus, behind) => {
    const written = writeNamed(draftOf('/feed add'), undefined, typed);
    expect(textsOf(written.draft)).toEqual({ channel: '', ...filled });
    expect(written).toMatchObject({ focus, behind });
  });

  it.each([
    ['channel:ai', { channel: 'ai', topics: 'x' }],
    ['ai min-heat:7', { channel: 'ai', 'min-heat': '7', topics: 'x' }],
    ['ai topics:y', { channel: 'ai topics:y', topics: 'x' }],
    ['ai channel:y', { channel: 'ai channel:y', topics: 'x' }],
  ])('begins the empty options named in %s, typed into another', (typed, filled) => {
    const { draft } = writeNamed(draftOf('/feed add', { topics: 'x' }), 'channel', typed);
    expect(textsOf(draft)).toEqual(filled);
  });

  it.each([
    ['/news', 'general', 'There is no option “general”. Pick one from the list, or remove the text.'],
    ['/news', ' Topics', 'Pick “Topics” from the list to fill it in, or remove the text.'],
    ['/feed rules show', 'all', 'There is no option left for “all”. Remove the text.'],
  ])('%s with “%s” behind its options is not sent', (name, behind, problem) => {
    expect(readDraft(draftOf(name), behind)).toEqual({ result: 'problems', problems: new Map([[undefined, problem]]) });
  });

  it('asks for choices with the focused option as typed, and leaves out what cannot be read yet', () => {
    expect(autocompleteData(draftOf('/feed add', { topics: 'Goo', 'min-heat': 'x' }), 'topics').options).toEqual([
      { type: 1, name: 'add', options: [{ type: 3, name: 'topics', value: 'Goo', focused: true }] },
    ]);
  });
});

describe('the choices of an option', () => {
  const guild: PageGuild = {
    id: '1',
    name: 'Desk',
    channels: [
      { id: '10', name: 'Newsroom', type: 4, topic: null, parent_id: null, position: 0 },
      { id: '11', name: 'news', type: 5, topic: null, parent_id: '10', position: 1 },
      { id: '12', name: 'ai', type: 0, topic: null, parent_id: '10', position: 2 },
      { id: '13', name: 'main', type: 0, topic: null, parent_id: '10', position: 3 },
    ],
    roles: [],
    members: [],
  };

  it('are the channels of the kinds that it takes, under their category', () => {
    expect(knownChoices(channel, guild)).toEqual([
      { name: '#ai', value: '12', hint: 'Newsroom' },
      { name: '#main', value: '13', hint: 'Newsroom' },
    ]);
  });

  it('are those that hold what was typed, beginnings first', () => {
    const named = (name: string) => ({ name, value: name });
    const choices = [named('Robotics'), named('Open source'), named('BO')];
    expect(matchChoices(choices, 'bo').map(({ name }) => name)).toEqual(['BO', 'Robotics']);
  });

  it.each([
    ['goo', 'google-ai'],
    ['GOOGLE-A', 'google-ai'],
    ['ai', undefined],
    [' ', undefined],
  ])('of the bot, when %s was sent off before they came, are %s', (typed, picked) => {
    const draft = draftOf('/news', { topics: typed });
    const choices = [{ name: 'Google AI (3 stories)', value: 'google-ai' }];
    expect(pickBegun(draft, 'topics', choices).chips[0]?.picked).toBe(picked);
  });

  it('of the bot leave alone what was picked before', () => {
    const draft = pickForChip(draftOf('/news', { topics: 'x' }), 'topics', 'Google', 'google');
    const choices = [{ name: 'Google AI (3 stories)', value: 'google-ai' }];
    expect(pickBegun(draft, 'topics', choices)).toBe(draft);
  });

  it('are left to the bot where the option asks for that', () => {
    expect(knownChoices(topics, guild)).toBeUndefined();
  });
});

describe('asking the bot for choices', () => {
  function setUp() {
    const shown: Completion<string>[] = [];
    const waiting: (() => void)[] = [];
    const answers = new Map<string, PromiseWithResolvers<readonly string[] | undefined>>();
    const completer = createCompleter<string, string>(
      (question) => {
        const answer = Promise.withResolvers<readonly string[] | undefined>();
        answers.set(question, answer);
        return answer.promise;
      },
      (completion) => shown.push(completion),
      (callback) => {
        waiting.push(callback);
        return () => waiting.splice(waiting.indexOf(callback), 1);
      },
    );
    const pause = () => {
      for (const callback of waiting.splice(0)) callback();
    };
    return { shown, answers, completer, pause };
  }

  it('asks once for what is typed without a pause', () => {
    const { answers, completer, pause } = setUp();
    for (const typed of ['g', 'go', 'goo']) completer.ask(typed);
    pause();
    expect([...answers.keys()]).toEqual(['goo']);
  });

  it('drops an answer that comes after a newer question', async () => {
    const { shown, answers, completer, pause } = setUp();
    completer.ask('old');
    pause();
    completer.ask('new');
    pause();
    answers.get('new')?.resolve(['right']);
    answers.get('old')?.resolve(['stale']);
    await Promise.all([...answers.values()].map(({ promise }) => promise));
    expect(shown).toEqual([{ state: 'asking' }, { state: 'asking' }, { state: 'answered', choices: ['right'] }]);
  });

  it('goes on with the answer that is waited for, and with nothing once the question is dropped', async () => {
    const { answers, completer, pause } = setUp();
    const sent: (readonly string[])[] = [];
    const answer = async (question: string, choices?: readonly string[]): Promise<void> => {
      pause();
      answers.get(question)?.resolve(choices);
      await answers.get(question)?.promise;
    };
    const askAndWait = (question: string): void => {
      completer.ask(question);
      completer.onAnswer((choices) => sent.push(choices));
    };
    askAndWait('typed on');
    completer.ask('dropped');
    await answer('dropped', ['wrong']);
    askAndWait('failed');
    await answer('failed');
    askAndWait('answered');
    await answer('answered', ['right']);
    expect(sent).toEqual([[], ['right']]);
  });

  it('says so when there is no answer', async () => {
    const { shown, answers, completer, pause } = setUp();
    completer.ask('x');
    pause();
    answers.get('x')?.resolve(undefined);
    await answers.get('x')?.promise;
    expect(shown.at(-1)).toEqual({ state: 'failed' });
  });
});
