import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown, linkLabel, maskedLink, quote, relativeTime } from '../../src/discord/markdown.ts';
import { clean } from '../../src/discord/text.ts';
import { hostileText } from '../support/hostile.ts';
import { liveMarkup } from '../support/message-check.ts';

describe('escaped text', () => {
  it.each([
    '@everyone',
    '<@123456789012345678>',
    '<#123456789012345678>',
    '</news:123456789012345678>',
    '<t:1600000000:R>',
    '<:fire:123456789012345678>',
    '[click](http://evil.example)',
    'https://evil.example/a_b_c',
    '# heading',
    '-# small',
    '- entry',
    '+ entry',
    '* entry',
    '1. entry',
    '> quote',
    '>>> quote',
    '**bold** __under__ ~~gone~~ ||spoiler|| `code`',
    '\\*not escaped\\*',
  ])('shows %s letter by letter', (text) => {
    const escaped = escapeMarkdown(text);
    expect(liveMarkup(escaped)).toEqual([]);
    expect(escaped.replace(/\\([^0-9A-Za-z\s])/g, '$1').replace(/\u200b/g, '')).toBe(text);
  });

  it('leaves ordinary prose alone', () => {
    const prose = 'C++ 20 & Node.js: what’s new - 3.5 million users, 40% more? Yes!';
    expect(escapeMarkdown(prose)).toBe(prose);
  });
});

describe('quoted text', () => {
  it('is inert and within its length, for any text', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 10, max: 300 }), (text, limit) => {
        const quoted = quote(text, limit);
        expect(quoted.length).toBeLessThanOrEqual(limit);
        expect(liveMarkup(quoted)).toEqual([]);
      }),
    );
  });

  it('is cut where its escapes make it too long, and never behind a lone backslash', () => {
    const quoted = quote('*'.repeat(100), 21);
    expect(quoted).toBe(`${'\\*'.repeat(Math.floor((quoted.length - 1) / 2))}…`);
    expect(quoted.length).toBeGreaterThan(10);
  });
});

describe('a masked link', () => {
  it('keeps nothing in its label that would break it, for any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const label = linkLabel(text, 80);
        expect(label.length).toBeLessThanOrEqual(80);
        expect(label).not.toMatch(/[[\]()<>`\\*_~|\n]|:\/\/|@(?:everyone|here)/i);
        expect(clean(label)).toBe(label);
      }),
    );
  });

  it.each([
    ['brackets', 'How [K8s] (kube) works', 'How K8s kube works'],
    ['addresses', 'Read https://x.example/a now', 'Read now'],
    ['emoji', 'Fire 🔥 and 🇩🇪', 'Fire and'],
  ])('loses %s', (_, title, label) => {
    expect(linkLabel(title, 80)).toBe(label);
  });

  it('keeps a trade mark', () => {
    expect(linkLabel('Intel® Core™', 80)).toBe('Intel® Core™');
  });

  it('closes only where it should', () => {
    expect(maskedLink('Rust', 'https://x.example/Rust_(game)?a=[1]')).toBe(
      '[Rust](https://x.example/Rust_%28game%29?a=%5B1%5D)',
    );
  });
});

describe('relative time', () => {
  it.each([
    [Date.UTC(2020, 5, 11), '<t:1591833600:R>'],
    [8.64e15, ''],
    [-6e13, ''],
    [Number.NaN, ''],
  ])('of %d is "%s"', (time, shown) => {
    expect(relativeTime(time)).toBe(shown);
  });
});
