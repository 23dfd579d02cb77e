import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, cut, readableExcerpt } from '../../src/discord/text.ts';
import { hostileText } from '../support/hostile.ts';

describe('cleaned text', () => {
  it.each([
    ['collapses white space', 'a \r\n\t b\u00a0\u2800c', 'a b c'],
    ['holds no character that turns the direction', 'abc\u202egnp.exe\u2066x\u200f', 'abcgnp.exex'],
    ['holds no invisible character', 'a\u200bb\ufeffc\u00add\u3164\u{e0041}', 'abcd'],
    ['keeps at most four marks on a letter', `z${'\u0335'.repeat(30)}!`, `z${'\u0335'.repeat(4)}!`],
    ['does not begin with a mark that would sit on its neighbour', '\u0301a', 'a'],
    ['keeps emoji that are joined of several', '👩‍👩‍👧‍👦 ❤️‍🔥', '👩‍👩‍👧‍👦 ❤️‍🔥'],
    ['keeps scripts that need joiners', 'می‌خواهم क्‍ष', 'می‌خواهم क्‍ष'],
    ['loses half characters', 'a\ud83db', 'ab'],
    ['may be empty', '\u200b\u2800 ', ''],
  ])('%s', (_, text, cleaned) => {
    expect(clean(text)).toBe(cleaned);
  });
});

describe('cut text', () => {
  it('is whole when it fits', () => {
    expect(cut('as it is', 8)).toBe('as it is');
  });

  it('ends between words where that costs little', () => {
    expect(cut('The quick brown fox jumps', 20)).toBe('The quick brown fox…');
    expect(cut('a Donaudampfschifffahrtsgesellschaft', 20)).toBe('a Donaudampfschifff…');
  });

  it('never cuts a character as people see it', () => {
    expect(cut('ab👩‍👩‍👧‍👦cd', 6)).toBe('ab…');
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const line = clean(text);
        const shown = cut(line, limit);
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('an excerpt', () => {
  it.each([
    ['a whole sentence as it is', 'It is out.', 'It is out.'],
    ['a quotation’s end as an end', 'He said “no.”', 'He said “no.”'],
    ['dots at the end as an ellipsis', 'The current LTE ...', 'The current LTE…'],
    ['dots after a comma as an ellipsis', 'The current LTE, ...', 'The current LTE…'],
    ['dots after a sentence as an ellipsis', 'It is out. ...', 'It is out. …'],
    [
      'an end in mid-sentence as an ellipsis',
      'discovered by Azure Security Center,',
      'discovered by Azure Security Center…',
    ],
    ['dots at the beginning as an ellipsis', '... and so it goes.', '…and so it goes.'],
    ['a name that begins with a dot as it is', '.NET is out.', '.NET is out.'],
    ['a phrase as it is', 'Excerpt pod', 'Excerpt pod'],
    ['an emoji at the end as an end', 'It is out now 🎉', 'It is out now 🎉'],
    ['a colon at the end as an ellipsis', 'What is new:', 'What is new…'],
    ['a dash at the end as an ellipsis', 'What is new –', 'What is new…'],
    ['several lines as one', 'One.\r\n\r\nTwo.', 'One. Two.'],
    ['nothing but dots as nothing', '... …', ''],
  ])('shows %s', (_, text, shown) => {
    expect(readableExcerpt(text, 100)).toBe(shown);
  });

  it('shows a long one without a sentence’s end as cut off by its publisher', () => {
    const words = (length: number) => 'word '.repeat(length / 5).trim();
    expect(readableExcerpt(words(120), 200)).toBe(words(120));
    expect(readableExcerpt(words(125), 200)).toBe(`${words(125)}…`);
    expect(readableExcerpt(`${words(125)}.`, 200)).toBe(`${words(125)}.`);
    expect(readableExcerpt(`${words(125)} 🎉`, 200)).toBe(`${words(125)} 🎉`);
  });

  it('has an ellipsis where it is cut here', () => {
    expect(readableExcerpt('The quick brown fox jumps', 20)).toBe('The quick brown fox…');
  });

  it('keeps within its length, for any text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 4, max: 200 }), (text, limit) => {
        expect(readableExcerpt(text, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});
