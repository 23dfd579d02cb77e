import { describe, expect, it } from 'vitest';
import {
  autocompleteData,
  type Draft,
  optionsLeft,
  pickForChip,
  readDraft,
} from '../../src/local-discord/page/client/composer/draft.ts';
import { enterOption, plainLine } from '../../src/local-discord/page/client/composer/line.ts';
import { readChip } from '../../src/local-discord/page/client/composer/option-check.ts';
import { writeNamed } from '../../src/local-discord/page/client/composer/typing.ts';
import type { PageCommandOption } from '../../src/local-discord/page/contract.ts';
import { aDraft, anOption, aPageGuild } from '../support/page-commands.ts';

function textsOf({ chips }: Draft): Record<string, string> {
  return Object.fromEntries(chips.map(({ option, text }) => [option.name, text]));
}

describe('a command that is being written', () => {
  it('begins with the required options and offers the others', () => {
    const draft = aDraft('/feed add');
    expect(draft.chips.map(({ option }) => option.name)).toEqual(['channel']);
    expect(optionsLeft(draft).map(({ name }) => name)).toEqual(['topics', 'min-heat']);
  });

  it('is sent in the form and the names of the API, in the order of the definition', () => {
    const draft = pickForChip(aDraft('/feed add', { 'min-heat': '70', topics: 'AI' }, 'de'), 'channel', '#news', '9');
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
    expect(readDraft(aDraft('/feed rules show'))).toMatchObject({
      data: { options: [{ type: 2, name: 'rules', options: [{ type: 1, name: 'show', options: [] }] }] },
    });
  });

  it.each([
    ['/feed add', {}, 'channel', 'This option is required.'],
    ['/feed add', { channel: 'nowhere' }, 'channel', 'Pick one from the list.'],
    ['/news', { topics: '' }, 'topics', 'Fill this in or remove it.'],
  ])('%s with %j is not sent: %s', (name, filled, option, problem) => {
    expect(readDraft(aDraft(name, filled))).toEqual({ result: 'problems', problems: new Map([[option, problem]]) });
  });

  it.each([
    ['topics:goo', { topics: 'goo' }, 'topics', ''],
    ['Topics:  goo ai', { topics: 'goo ai' }, 'topics', ''],
    ['themen:goo', { topics: 'goo' }, 'topics', ''],
    ['channel:ai topics:', { channel: 'ai', topics: '' }, 'topics', ''],
    ['general topics:a:b MIN-HEAT:7', { channel: '', topics: 'a:b', 'min-heat': '7' }, 'min-heat', 'general'],
    ['topic:goo', { channel: '' }, undefined, 'topic:goo'],
    ['subtopics:goo topics', { channel: '' }, undefined, 'subtopics:goo topics'],
  ])('begins the options named in %s', (typed, filled, focus, behind) => {
    const written = writeNamed(aDraft('/feed add', {}, 'de'), undefined, typed);
    expect(textsOf(written.draft)).toEqual({ channel: '', ...filled });
    expect(written).toMatchObject({ focus, behind });
  });

  it.each([
    ['channel:ai', { channel: 'ai', topics: 'x' }],
    ['ai min-heat:7', { channel: 'ai', 'min-heat': '7', topics: 'x' }],
    ['ai topics:y', { channel: 'ai topics:y', topics: 'x' }],
    ['ai channel:y', { channel: 'ai channel:y', topics: 'x' }],
  ])('begins the empty options named in %s, typed into another', (typed, filled) => {
    const { draft } = writeNamed(aDraft('/feed add', { topics: 'x' }), 'channel', typed);
    expect(textsOf(draft)).toEqual(filled);
  });

  it.each([
    ['/news', 'general', 'There is no option “general”. Pick one from the list, or remove the text.'],
    ['/news', ' Topics', 'Pick “Topics” from the list to fill it in, or remove the text.'],
    ['/feed rules show', 'all', 'There is no option left for “all”. Remove the text.'],
  ])('%s with “%s” behind its options is not sent', (name, behind, problem) => {
    expect(readDraft(aDraft(name), behind)).toEqual({ result: 'problems', problems: new Map([[undefined, problem]]) });
  });

  it('asks for choices with the focused option as typed, and leaves out what cannot be read yet', () => {
    expect(autocompleteData(aDraft('/feed add', { topics: 'Goo', 'min-heat': 'x' }), 'topics').options).toEqual([
      { type: 1, name: 'add', options: [{ type: 3, name: 'topics', value: 'Goo', focused: true }] },
    ]);
  });

  it('has an option checked as soon as one goes on to the next', () => {
    const draft = aDraft('/feed add', { topics: 'AI', 'min-heat': '201' });
    const inHeat = { ...plainLine(''), draft, option: 'min-heat' };
    const gone = enterOption(inHeat, undefined, aPageGuild());
    expect(gone.problems).toEqual(new Map([['min-heat', 'Enter a number of at most 200.']]));
    expect(enterOption({ ...inHeat, option: 'channel' }, 'topics', aPageGuild()).problems.size).toBe(0);
  });
});

const number = 10;
const integer = 4;

describe('what an option takes', () => {
  it.each<[Partial<PageCommandOption>, string, string | number]>([
    [{ type: integer }, ' 7 ', 7],
    [{ type: integer, min_value: -5 }, '-5', -5],
    [{ type: number }, '.5', 0.5],
    [{ type: number, max_value: 1.5 }, '1.5', 1.5],
    [{ min_length: 2, max_length: 3 }, '🔥🔥', '🔥🔥'],
    [{}, 'x'.repeat(6000), 'x'.repeat(6000)],
    [{ autocomplete: true }, 'typed freely', 'typed freely'],
  ])('%j takes %s', (option, text, value) => {
    expect(readChip({ option: anOption(option), text })).toEqual({ result: 'value', value });
  });

  it.each<[Partial<PageCommandOption>, string, string]>([
    [{ type: integer }, 'hot', 'Enter a number.'],
    [{ type: integer }, '1e3', 'Enter a number.'],
    [{ type: integer }, '1.5', 'Enter a whole number.'],
    [{ type: integer }, '9007199254740993', 'Enter a whole number.'],
    [{ type: integer, min_value: 0 }, '-1', 'Enter a number of at least 0.'],
    [{ type: number, max_value: 1.5 }, '1.6', 'Enter a number of at most 1.5.'],
    [{ min_length: 2 }, 'a', 'Enter at least 2 characters.'],
    [{ max_length: 3 }, '🔥🔥🔥🔥', 'Enter at most 3 characters.'],
    [{}, 'x'.repeat(6001), 'Enter at most 6000 characters.'],
    [{ type: 5 }, 'perhaps', 'Pick one from the list.'],
    [{ choices: [{ name: 'One', value: 1 }] }, 'Two', 'Pick one from the list.'],
    [{ required: true }, ' ', 'This option is required.'],
    [{ type: 11, required: true }, '', 'Files cannot be given to a command here.'],
    [{ type: 11 }, 'picture.png', 'Files cannot be given to a command here.'],
  ])('%j does not take %s', (option, text, problem) => {
    expect(readChip({ option: anOption(option), text })).toEqual({ result: 'problem', problem });
  });
});
