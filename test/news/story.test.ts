import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/news/article.ts';
import { addressKey, groupStories } from '../../src/news/story.ts';
import { anArticle } from '../support/builders.ts';

const day = 24 * 3_600_000;
const start = Date.UTC(2026, 10, 1);

function ids(articles: Article[]): string[][] {
  return groupStories(articles)
    .map((story) => story.map(({ id }) => id).sort())
    .sort();
}

describe('articles are one story', () => {
  const a = anArticle({ id: 'a', title: 'A', urls: ['https://one.example/a'], link: 'https://one.example/a' });
  const named = (link: string) => [{ title: 'Elsewhere', link }];

  it('when one names the other as related coverage', () => {
    expect(ids([a, anArticle({ id: 'b', title: 'B', coverage: named('http://www.one.example/a/#top') })])).toEqual([
      ['a', 'b'],
    ]);
  });

  it('when they share an address, be it only that of the mobile page', () => {
    expect(
      ids([a, anArticle({ id: 'b', title: 'B', urls: ['https://two.example/b', 'https://one.example/a'] })]),
    ).toEqual([['a', 'b']]);
  });

  it.each([
    ['fourteen days apart', 14 * day, [['a', 'b']]],
    ['more than a fortnight apart', 14 * day + 1, [['a'], ['b']]],
  ])('when they carry one title %s: %#', (_, gap, expected) => {
    const first = anArticle({ id: 'a', title: 'Same  Title', publishedAt: start });
    const second = anArticle({ id: 'b', title: 'same title', publishedAt: start + gap });
    expect(ids([second, first])).toEqual(expected);
  });

  it('when they carry one title, for a fortnight from the first: a weekly column is not one story for ever', () => {
    const issues = Array.from({ length: 10 }, (_, week) =>
      anArticle({ id: `${week}`, title: 'This week', publishedAt: start + week * 7 * day }),
    );
    expect(ids(issues)).toEqual([['0', '1', '2'], ['3', '4', '5'], ['6', '7', '8'], ['9']]);
  });

  it('when a third one joins them', () => {
    const b = anArticle({ id: 'b', title: 'B' });
    const bridge = anArticle({
      id: 'c',
      title: 'C',
      coverage: [...named('https://one.example/a'), ...named(b.link as string)],
    });
    expect(ids([a, b, bridge])).toEqual([['a', 'b', 'c']]);
  });

  it('but not when they merely carry the front page of one site', () => {
    const urls = ['https://one.example/'];
    expect(ids([anArticle({ id: 'a', title: 'A', urls }), anArticle({ id: 'b', title: 'B', urls })])).toEqual([
      ['a'],
      ['b'],
    ]);
  });

  it('but not when they merely name the same third page', () => {
    const coverage = named('https://elsewhere.example/x');
    expect(ids([anArticle({ id: 'a', title: 'A', coverage }), anArticle({ id: 'b', title: 'B', coverage })])).toEqual([
      ['a'],
      ['b'],
    ]);
  });
});

it('the lead is the published article with the highest heat, then quality, then the newer one', () => {
  const title = 'One';
  const story = groupStories([
    anArticle({ id: 'older', title, heat: 80, quality: 50, publishedAt: start }),
    anArticle({ id: 'newer', title, heat: 80, quality: 50, publishedAt: start + 1 }),
    anArticle({ id: 'better', title, heat: 80, quality: 60, publishedAt: start }),
    anArticle({ id: 'draft', title, heat: 189, published: false, publishedAt: start }),
  ])[0];
  expect(story?.map(({ id }) => id)).toEqual(['better', 'newer', 'older', 'draft']);
});

it('grouping loses and doubles no article, and does not depend on the order', () => {
  const article = fc
    .record({
      id: fc.uuid(),
      title: fc.constantFrom('One', 'Two', 'Three'),
      publishedAt: fc.integer({ min: 0, max: 60 }).map((days) => start + days * day),
      page: fc.integer({ min: 0, max: 12 }),
      names: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 2 }),
    })
    .map(({ page, names, ...fields }) =>
      anArticle({
        ...fields,
        urls: [`https://pages.example/${page}`],
        coverage: names.map((name) => ({ title: 'x', link: `https://pages.example/${name}` })),
      }),
    );
  fc.assert(
    fc.property(fc.uniqueArray(article, { selector: ({ id }) => id, maxLength: 20 }), fc.nat(), (articles, seed) => {
      const shuffled = articles.toSorted((a, b) => ((a.id < b.id ? seed : seed + 1) % 2 ? 1 : -1));
      expect(ids(articles).flat().sort()).toEqual(articles.map(({ id }) => id).sort());
      expect(ids(shuffled)).toEqual(ids(articles));
    }),
  );
});

it.each([
  ['https://www.One.example/A/', 'one.example/A'],
  ['http://one.example/A#part', 'one.example/A'],
  ['https://one.example/?id=1', 'one.example/?id=1'],
])('%s is the page %s', (url, key) => {
  expect(addressKey(url)).toBe(key);
});
