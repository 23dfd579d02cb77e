import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleIndex, ArticleQuery } from '../../src/desk/ports.ts';
import { anArticle } from '../support/builders.ts';
import { openIndex } from './indexes.ts';

const titles: Readonly<Record<number, string>> = { 7: 'Among harbours', 9: 'At sea' };

/** Of 1,300 articles, one in ten tells of harbours, the others of the harbour, not all in the title. The later, the cooler. */
const articles = Array.from({ length: 1_300 }, (_, number) =>
  anArticle({
    id: `a${number}`,
    title: titles[number % 10] ?? 'In the harbour',
    excerpt: number % 10 === 9 ? 'Far from the harbour' : 'Nothing new',
    heat: 2_000 - number,
    publishedAt: (number * 7) % 1_300,
    topics: number % 100 === 8 ? ['Ships'] : ['Piers'],
  }),
);
const harbour = articles.filter(({ title }) => title !== 'Among harbours');

let index: ArticleIndex;
beforeAll(async () => {
  index = openIndex();
  await index.apply(
    articles.map((article) => ({
      file: { file: article.id, stamp: '1' },
      reading: { kind: 'article', article },
    })),
  );
});
afterAll(() => index.close());

const search = (search: string, query: Partial<ArticleQuery> = {}, offset = 0) =>
  index.query({ search, sort: 'relevance', ...query }, { offset, limit: 5 });

describe('a search that more than 250 articles answer', () => {
  it('says that there are more, and shows no more than that', async () => {
    expect(await search('harbour')).toMatchObject({ total: 250, more: true });
    expect((await search('harbour', {}, 248)).items).toHaveLength(2);
    expect((await search('harbour', { sort: 'hottest' }, 248)).items).toHaveLength(2);
    expect((await search('harbour', { sort: 'hottest' }, 250)).items).toEqual([]);
  });

  it('shows the first of all in the order that is asked for', async () => {
    const newest = harbour.toSorted((a, b) => b.publishedAt - a.publishedAt);
    expect((await search('harbour', { sort: 'hottest' }, 40)).items).toEqual(harbour.slice(40, 45));
    expect((await search('harbour', { sort: 'newest' }, 40)).items).toEqual(newest.slice(40, 45));
  });

  it('shows the best of those that were taken in last: first those with all words in the title, the hottest first', async () => {
    const [inTitle, elsewhere] = [true, false].map((is) =>
      harbour.slice(-251).filter(({ title }) => (title === 'In the harbour') === is),
    );
    expect((await search('the harbour')).items).toEqual(inTitle?.slice(0, 5));
    expect((await search('the harbour', {}, 245)).items).toEqual(elsewhere?.slice(-6, -1));
  });

  it('does so as well among the hottest, or within a topic, that came long before', async () => {
    const hot = harbour.filter(({ heat = 0 }) => heat >= 1_500).slice(-251);
    const [inTitle, elsewhere] = [true, false].map((is) =>
      hot.filter(({ title }) => (title === 'In the harbour') === is),
    );
    expect((await search('the harbour', { minHeat: 1_500 })).items).toEqual(inTitle?.slice(0, 5));
    expect((await search('the harbour', { minHeat: 1_500 }, 245)).items).toEqual(elsewhere?.slice(-6, -1));
  });

  it('does not take its last word for a beginning, as one does that fewer answer', async () => {
    expect((await search('the harbour', { minHeat: 1_991 })).total).toBe(9);
    expect((await search('harbours')).total).toBe(130);
    expect((await search('harb', { minHeat: 1_991 })).total).toBe(10);
    expect(await search('harb')).toMatchObject({ total: 250, more: true });
  });

  it('is answered in full within a topic, a provider, a heat or a time that fewer have', async () => {
    const few: Partial<ArticleQuery>[] = [
      { topic: 'ships' },
      { minHeat: 1_987 },
      { since: 1_285 },
      { topic: 'ships', provider: 'daily.example', type: 'article' },
    ];
    for (const query of few) expect((await search('harbour', query)).total).toBe(13);
    expect((await search('harbour', { until: 13 })).total).toBe(13);
  });
});
