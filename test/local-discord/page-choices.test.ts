import { describe, expect, it } from 'vitest';
import {
  knownChoices,
  matchChoices,
  pickBegun,
  pickNamed,
} from '../../src/local-discord/page/client/composer/choices.ts';
import { beginDraft, pickForChip, writeChip } from '../../src/local-discord/page/client/composer/draft.ts';
import {
  decodeMentions,
  encodeMentions,
  matchMentions,
  mentionBegun,
  mentionsOf,
} from '../../src/local-discord/page/client/composer/mentions.ts';
import { aDraft, anOption, aPageGuild } from '../support/page-commands.ts';

const guild = aPageGuild([
  { id: '10', name: 'Newsroom', type: 4 },
  { id: '11', name: 'news', type: 5, parent_id: '10' },
  { id: '12', name: 'ai', parent_id: '10' },
  { id: '13', name: 'A thread', type: 11, parent_id: '12' },
  { id: '14', name: 'ai-art', parent_id: 'hidden' },
]);

describe('the choices of an option', () => {
  it('are the channels of the kinds that it takes, under their category', () => {
    expect(knownChoices(anOption({ type: 7, channel_types: [0, 11] }), guild)).toEqual([
      { name: '#ai-art', value: '14' },
      { name: '#ai', value: '12', hint: 'Newsroom' },
      { name: '#A thread', value: '13', hint: 'ai' },
    ]);
    const all = knownChoices(anOption({ type: 7 }), guild);
    expect(all?.map(({ name }) => name)).toEqual(['#ai-art', 'Newsroom', '#news', '#ai', '#A thread']);
  });

  it('are the people and the roles', () => {
    expect(knownChoices(anOption({ type: 6 }), guild)?.map(({ name }) => name)).toEqual(['@reader', '@read']);
    expect(knownChoices(anOption({ type: 8 }), guild)?.map(({ value }) => value)).toEqual(['1', '30']);
    expect(knownChoices(anOption({ type: 9 }), guild)).toHaveLength(4);
  });

  it('are left to the bot where the option asks for that', () => {
    expect(knownChoices(anOption({ autocomplete: true }), guild)).toBeUndefined();
  });

  it('are those that hold what was typed, beginnings first', () => {
    const named = (name: string) => ({ name, value: name });
    const choices = [named('Robotics'), named('Open source'), named('BO')];
    expect(matchChoices(choices, 'bo').map(({ name }) => name)).toEqual(['BO', 'Robotics']);
  });

  it('are in the language of the person, and may be typed in either', () => {
    const choices = [{ name: 'Day', name_localizations: { de: 'Tag' }, value: 'd' }];
    const option = anOption({ choices, required: true }, 'de');
    const known = knownChoices(option, guild) ?? [];
    expect(known.map(({ name }) => name)).toEqual(['Tag']);
    for (const typed of ['ta', 'da']) expect(matchChoices(known, typed)).toHaveLength(1);
    const callable = { commandId: '1', path: ['do'], labels: ['do'], detail: '', options: [option] };
    for (const typed of ['tag', 'DAY']) {
      const { chips } = pickNamed(writeChip(beginDraft(callable), 'option', typed), guild);
      expect(chips).toMatchObject([{ text: 'Tag', picked: 'd' }]);
    }
  });

  it.each([
    ['goo', 'google-ai'],
    ['GOOGLE-A', 'google-ai'],
    ['ai', undefined],
    [' ', undefined],
  ])('of the bot, when %s was sent off before they came, are %s', (typed, picked) => {
    const draft = aDraft('/news', { topics: typed });
    const choices = [{ name: 'Google AI (3 stories)', value: 'google-ai' }];
    expect(pickBegun(draft, 'topics', choices).chips[0]?.picked).toBe(picked);
  });

  it('of the bot leave alone what was picked before', () => {
    const draft = pickForChip(aDraft('/news', { topics: 'x' }), 'topics', 'Google', 'google');
    const choices = [{ name: 'Google AI (3 stories)', value: 'google-ai' }];
    expect(pickBegun(draft, 'topics', choices)).toBe(draft);
  });
});

describe('names in a message', () => {
  it.each([
    ['@re', 3, '@re', 0],
    ['ask @re today', 7, '@re', 4],
    ['ask @re today', 9, undefined, 0],
    ['me@re', 5, undefined, 0],
    ['#', 1, '#', 0],
  ])('in “%s” with the caret at %i, %s is being typed', (text, caret, typed, start) => {
    expect(mentionBegun(text, caret)).toEqual(typed === undefined ? undefined : { typed, start });
  });

  it.each([
    ['@read', ['@reader', '@read']],
    ['@e', ['@everyone', '@reader', '@read', '@night desk']],
    ['#AI', ['#ai', '#ai-art']],
    ['#read', ['#A thread']],
    ['@nobody', []],
  ])('are offered for %s', (typed, offered) => {
    expect(matchMentions(mentionsOf(guild), typed).map(({ name }) => name)).toEqual(offered);
  });

  it.each([
    ['@reader, @read!', '<@20>, <@21>!'],
    ['see #AI and #ai-art', 'see <#12> and <#14>'],
    ['@night desk @everyone', '<@&30> @everyone'],
    ['@readers me@reader #ai-artist <@reader', '@readers me@reader #ai-artist <@reader'],
    ['nobody', 'nobody'],
  ])('%s is sent as %s', (text, sent) => {
    expect(encodeMentions(text, mentionsOf(guild))).toBe(sent);
  });

  it.each([
    ['Hi <@20> and <@!21>', 'Hi @reader and @read'],
    ['<@&30>', '@night desk'],
    ['<@99>', '<@99>'],
  ])('%s is rewritten as %s', (sent, text) => {
    expect(decodeMentions(sent, mentionsOf(guild))).toBe(text);
  });
});
