import { describe, expect, it } from 'vitest';
import { counted, notice, pageInWords, pageNumber, pager, placeIn } from '../../src/discord/lists.ts';

describe('a place in a list', () => {
  it.each([
    ['the page asked for', 23, 1, { page: 1, pages: 5, offset: 5 }],
    ['the last page when there are fewer', 23, 99, { page: 4, pages: 5, offset: 20 }],
    ['the first page before there is one', 0, 3, { page: 0, pages: 1, offset: 0 }],
    ['the first page for a number below', 23, -4, { page: 0, pages: 5, offset: 0 }],
    ['the first page for no number', 23, Number.NaN, { page: 0, pages: 5, offset: 0 }],
  ])('is %s', (_, total, asked, place) => {
    expect(placeIn(total, 5, asked)).toEqual(place);
  });
});

describe('the page buttons', () => {
  const states = (page: number, pages: number) =>
    pager({ page, pages, offset: 0 }, (target) => `x:${target}`).flatMap((row) =>
      row.components.map(({ custom_id, disabled }) => [custom_id, disabled]),
    );

  it('are missing for a single page', () => {
    expect(states(0, 1)).toEqual([]);
  });

  it.each([
    [
      0,
      [
        ['x:0', true],
        ['x:1', false],
      ],
    ],
    [
      1,
      [
        ['x:0', false],
        ['x:2', false],
      ],
    ],
    [
      2,
      [
        ['x:1', false],
        ['x:3', true],
      ],
    ],
  ])('lead back and forth from page %i, and are disabled at the ends', (page, expected) => {
    expect(states(page, 3)).toEqual(expected);
  });

  it.each([
    ['0', 0],
    ['12', 12],
    ['', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['9'.repeat(30), undefined],
    [undefined, undefined],
  ])('read "%s" as page %s', (text, page) => {
    expect(pageNumber(text)).toBe(page);
  });

  it('say where one is when there is more than one page', () => {
    expect(pageInWords({ page: 1, pages: 5, offset: 5 })).toBe('page 2 of 5');
    expect(pageInWords({ page: 0, pages: 1, offset: 0 })).toBeUndefined();
  });
});

describe('a notice', () => {
  it('is a line for each sentence that there is', () => {
    expect(notice('One.', undefined, '', 'Two.')).toEqual({ content: 'One.\nTwo.' });
  });
});

it('counts in words', () => {
  expect([counted(0, 'topic'), counted(1, 'topic'), counted(2, 'story', 'stories')]).toEqual([
    '0 topics',
    '1 topic',
    '2 stories',
  ]);
});
