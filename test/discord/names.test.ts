import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asWritten,
  lastName,
  listChoices,
  nameChoices,
  nameKey,
  nameOfKey,
  nearNames,
  splitNames,
} from '../../src/discord/names.ts';
import { hostileText } from '../support/hostile.ts';

const topics = [
  { name: 'Google AI', count: 12 },
  { name: 'AI', count: 9 },
  { name: 'Robotics', count: 3 },
  { name: 'C++', count: 1 },
];

describe('a comma-separated option', () => {
  it('names each topic once, whatever the case and spacing', () => {
    expect(splitNames(' AI, google  ai,,GOOGLE AI , ai')).toEqual(['ai', 'GOOGLE AI']);
    expect(splitNames(null)).toEqual([]);
  });

  it('holds at most 25 names of at most 100 characters', () => {
    const names = splitNames(Array.from({ length: 60 }, (_, index) => `${index}${'x'.repeat(200)}`).join(','));
    expect(names).toHaveLength(25);
    expect(Math.max(...names.map((name) => name.length))).toBeLessThanOrEqual(100);
  });

  it('is completed at its last name', () => {
    expect(lastName('AI, Goo')).toEqual({ before: ['AI'], typing: 'Goo' });
    expect(lastName('Goo')).toEqual({ before: [], typing: 'Goo' });
    expect(listChoices(['AI'], topics).map(({ value }) => value)).toEqual(['AI, Google AI', 'AI, Robotics', 'AI, C++']);
  });

  it('offers nothing that would not fit an option’s value', () => {
    expect(listChoices(['x'.repeat(97)], topics)).toEqual([]);
    expect(listChoices(['x'.repeat(95)], topics).map(({ value }) => value)).toEqual([
      `${'x'.repeat(95)}, AI`,
      `${'x'.repeat(95)}, C++`,
    ]);
  });
});

describe('choices', () => {
  it('say how many stories there are, and mean the name', () => {
    expect(nameChoices(topics)[0]).toEqual({ name: 'Google AI (12)', value: 'Google AI' });
  });

  it('keep Discord’s limits for any names', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 40 }), (names) => {
        const counts = names.map((name) => ({ name, count: 1 }));
        for (const choices of [nameChoices(counts), listChoices(['AI'], counts)]) {
          expect(choices.length).toBeLessThanOrEqual(25);
          for (const { name, value } of choices) {
            expect(name.length).toBeGreaterThan(0);
            expect(name.length).toBeLessThanOrEqual(100);
            expect(String(value).length).toBeLessThanOrEqual(100);
          }
        }
      }),
    );
  });
});

describe('a name’s key', () => {
  it('finds the name again, whatever its case and spacing', () => {
    expect(nameOfKey(nameKey(' google  AI'), topics)).toBe('Google AI');
    expect(nameOfKey(nameKey('Biology'), topics)).toBeUndefined();
    expect(nameKey('Biology')).toMatch(/^[\w-]{8}$/);
  });
});

describe('near names', () => {
  it.each([
    ['Gogle AI', ['Google AI', 'AI']],
    ['robotic', ['Robotics']],
    ['Gardening', []],
    ['', []],
  ])('of "%s" are %j', (name, near) => {
    expect(nearNames(name, topics)).toEqual(near);
  });

  it('are not looked for when the name is there, which is written as it is there', () => {
    expect(nearNames('google  ai', topics)).toEqual([]);
    expect(asWritten('google  ai', topics)).toBe('Google AI');
    expect(asWritten('Gogle', topics)).toBe('Gogle');
  });
});
