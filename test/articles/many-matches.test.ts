import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleIndex, ArticleQuery } from '../../src/desk/ports.ts';
import { anArticle } from '../support/builders.ts';
import { openIndex } from './indexes.ts';

/** Of 1,300 articles, those whose numbers end in 7 tell of harbours, the others of the harbour. The later, the cooler. */
const articles = Array.from({ length: 1_300 }, (_, number) =>
  anArticle({
    id: `a${number}`,
    title: number % 10 === 7 ? 'Among harbours' : 'In the harbour',
    heat: 2_000 - number,
    publishedAt: (number * 7) % 1_300,
    topics: number % 100 === 8 ? ['Ships'] : ['Piers'],
  }),
);

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

describe('a search that more than a thousand articles answer', () => {
  it('says that there are more, and shows no more than that', async () => {
    expect(await search('harbour')).toMatchObject({ total: 1_000, more: true });
    expect((await search('harbour', {}, 998)).items).toHaveLength(2);
    expect((await search('harbour', { sort: 'hottest' }, 998)).items).toHaveLength(2);
    expect((await search('harbour', { sort: 'hottest' }, 1_000)).items).toEqual([]);
  });

  it('shows the first of all in the order that is asked for', async () => {
    const harbour = articles.filter(({ title }) => title === 'In the harbour');
    const newest = harbour.toSorted((a, b) => b.publishedAt - a.publishedAt);
    expect((await search('harbour', { sort: 'hottest' }, 40)).items).toEqual(harbour.slice(40, 45));
    expect((await search('harbour', { sort: 'newest' }, 40)).items).toEqual(newest.slice(40, 45));
  });

  it('shows the best of those that were taken in last', async () => {
    const { items } = await search('harbour');
    expect(items[0]).toEqual(articles.filter(({ title }) => title === 'In the harbour').at(-1_001));
  });

  it('does not take its last word for a beginning, as one does that fewer answer', async () => {
    expect((await search('the harbour', { minHeat: 1_991 })).total).toBe(9);
    expect((await search('harbours')).total).toBe(130);
    expect((await search('harb', { minHeat: 1_991 })).total).toBe(10);
    expect(await search('harb')).toMatchObject({ total: 1_000, more: true });
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
