import { describe, expect, it } from 'vitest';
import { searchable, searchTerms } from '../../src/articles/search-terms.ts';

describe('names made of signs', () => {
  it.each([
    ['C++', 'C++ Cplusplus '],
    ['(C#)', '(C# Csharp )'],
    ['a+b', 'a+b'],
    ['R2+', 'R2+ R2plus '],
    ['on .NET', 'on .NET dotNET '],
    ['node.js', 'node.js'],
    ['émigré#', 'émigré# émigrésharp '],
  ])('%j is indexed as %j', (text, indexed) => {
    expect(searchable(text)).toBe(indexed);
  });
});

describe('a text without end', () => {
  it('is searched for at once', { timeout: 5_000 }, () => {
    const word = 'a'.repeat(200_000);
    expect(searchTerms(word)).toEqual({ words: `"${word}"`, beginning: `"${word}" *` });
  });

  it('is indexed in part', () => {
    expect(searchable(`${'word '.repeat(3_000)}${'rest '.repeat(100_000)}`).length).toBeLessThan(20_000);
  });
});
