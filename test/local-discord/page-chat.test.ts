import { describe, expect, it } from 'vitest';
import {
  charactersLeft,
  lineLabel,
  noteOf,
  readChat,
  whyMute,
} from '../../src/local-discord/page/client/composer/chat.ts';
import { callables } from '../../src/local-discord/page/client/composer/command-input.ts';
import {
  giveBack,
  pickEntry,
  plainLine,
  sendLine,
  writeLine,
} from '../../src/local-discord/page/client/composer/line.ts';
import { suggest } from '../../src/local-discord/page/client/composer/suggestions.ts';
import type { PageThread } from '../../src/local-discord/page/contract.ts';
import { aPageChannel, aPageGuild, someCommands } from '../support/page-commands.ts';

const commands = callables(someCommands, 'en-US');
const guild = aPageGuild();

describe('a message', () => {
  it.each([
    ['  hello\nthere  ', { result: 'content', content: 'hello\nthere' }],
    [' \n ', { result: 'nothing' }],
    ['/nope now', { result: 'problem', problem: 'There is no command “/nope now” here. Pick one from the list.' }],
    [' /shrug', { result: 'content', content: '/shrug' }],
    [` ${'🔥'.repeat(2000)} `, { result: 'content', content: '🔥'.repeat(2000) }],
    ['🔥'.repeat(2003), { result: 'problem', problem: 'A message has at most 2,000 characters. Remove 3.' }],
  ])('%j is read as Discord reads it', (text, reading) => {
    expect(readChat(text)).toEqual(reading);
  });

  it.each([
    [0, undefined],
    [1799, undefined],
    [1800, 200],
    [2001, -1],
  ])('of %i characters leaves %s', (length, left) => {
    expect(charactersLeft('🔥'.repeat(length))).toBe(left);
  });

  it('is sent with the ids of those whom it names', () => {
    const { line } = writeLine(plainLine(''), commands, 'ask @re today', undefined, 7);
    const [entry] = suggest({ callables: commands, guild, line, completion: undefined })?.entries ?? [];
    const picked = entry && pickEntry(line, entry);
    expect(picked).toMatchObject({ line: { text: 'ask @reader today' }, goal: { caret: 12 } });
    expect(picked && sendLine(picked.line, guild)).toEqual({ result: 'message', content: 'ask <@20> today' });
  });

  it('that was refused comes back, unless something else was begun', () => {
    const refused = giveBack(plainLine(''), 'hello', 'No.');
    expect(refused).toMatchObject({ text: 'hello', problems: new Map([[undefined, 'No.']]) });
    expect(giveBack(plainLine('next'), 'hello', 'No.')).toMatchObject({
      text: 'next',
      problems: new Map([[undefined, '“hello” was not sent. No.']]),
    });
  });
});

describe('where one writes', () => {
  const thread: PageThread = {
    archived: false,
    locked: false,
    pinned: false,
    message_count: 0,
    created_timestamp: '2026-11-21T12:00:00Z',
    last_message_id: null,
    applied_tags: [],
  };

  it.each([
    [{ name: 'news' }, 'Message #news'],
    [{ name: 'Newsbot', type: 1 }, 'Message @Newsbot'],
    [{ name: 'A story', type: 11 }, 'Message “A story”'],
  ])('%j is called %s', (channel, label) => {
    expect(lineLabel(aPageChannel(channel))).toBe(label);
  });

  it.each([
    [{}, undefined, undefined],
    [{ writable: false }, 'You do not have permission to send messages in this channel.', undefined],
    [
      { type: 11, thread: { ...thread, archived: true } },
      undefined,
      'This thread is archived. A message brings it back.',
    ],
    [
      { type: 11, writable: false, thread: { ...thread, locked: true } },
      'This thread is locked. Only people who manage threads can write here.',
      undefined,
    ],
  ])('%j says what it allows', (channel, mute, note) => {
    expect(whyMute(aPageChannel(channel))).toBe(mute);
    expect(noteOf(aPageChannel(channel))).toBe(note);
  });
});
