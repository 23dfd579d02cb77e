import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import type { ArticleIndex, ArticleQuery } from '../../src/desk/ports.ts';
import { file, read } from './article-files.ts';

let index: ArticleIndex;

function article(id: string, title: string, ...lines: string[]) {
  return read(id, file(`title: ${JSON.stringify(title)}`, 'category: news', ...lines));
}

beforeAll(async () => {
  index = createArticleIndex({ file: ':memory:' });
  await index.apply([
    article(
      'cluster',
      'Miners in Kubernetes clusters',
      'publishedDateTime: 2024-01-05',
      'published: true',
      'heat: 94',
      'quality: 74',
      'excerpt: They mine coins.',
      'topics: [Google AI, AI]',
      'provider: {name: TechRadar, domain: techradar.com}',
      'related: [{title: Hijacked containers, webUrl: "https://dark.example/1", provider: {name: Dark Reading}}]',
    ),
    article(
      'language',
      'What C++ and C# owe to C',
      'publishedDateTime: 2024-01-03',
      'published: true',
      'heat: 120',
      'quality: 30',
      'topics: [C++, ai]',
      'provider: {name: Microsoft, domain: techradar.com}',
    ),
    article(
      'video',
      'Café talk: Clusters on .NET and Node.js',
      'publishedDateTime: 2024-01-04',
      'published: true',
      'quality: 90',
      'type: video',
      'excerpt: Kubernetes, clusters and clusters again',
      'topics: [.NET, AI Builder]',
      'provider: {name: TechRadar, domain: techradar.com}',
    ),
    article(
      'network',
      'Network of C compilers',
      'publishedDateTime: 2024-01-02',
      'published: true',
      'heat: 94',
      'quality: 80',
    ),
    article(
      'draft',
      'A draft about Kubernetes clusters',
      'publishedDateTime: 2024-01-06',
      'heat: 189',
      'topics: [AI, Secret]',
      'provider: {name: Draft Post}',
    ),
  ]);
});

const all = { offset: 0, limit: 100 };

async function found(query: Partial<ArticleQuery>): Promise<string[]> {
  const { items, total } = await index.query({ sort: 'newest', ...query }, all);
  expect(total).toBe(items.length);
  return items.map(({ id }) => id);
}

describe('queries', () => {
  it.each<[string, Partial<ArticleQuery>, string[]]>([
    ['published articles only', {}, ['cluster', 'video', 'language', 'network']],
    ['a topic, however it is written', { topic: ' ai' }, ['cluster', 'language']],
    ['a topic as a whole', { topic: 'google' }, []],
    ['a provider by its name', { provider: 'microsoft' }, ['language']],
    ['a provider by its domain', { provider: 'TechRadar.com' }, ['cluster', 'video', 'language']],
    ['a type', { type: 'Video' }, ['video']],
    ['a least heat, which what is not rated has not', { minHeat: 94 }, ['cluster', 'language', 'network']],
    ['a time to begin at', { since: Date.parse('2024-01-04') }, ['cluster', 'video']],
    ['a time to end at', { until: Date.parse('2024-01-03') }, ['language', 'network']],
    [
      'all of it together',
      { topic: 'AI', minHeat: 95, type: 'article', since: 0, provider: 'Microsoft', search: 'owe' },
      ['language'],
    ],
  ])('find %s', async (_, query, ids) => {
    expect(await found(query)).toEqual(ids);
  });

  it.each<[ArticleQuery['sort'], string[]]>([
    ['hottest', ['language', 'network', 'cluster', 'video']],
    ['newest', ['cluster', 'video', 'language', 'network']],
    ['quality', ['video', 'network', 'cluster', 'language']],
    ['relevance', ['language', 'network', 'cluster', 'video']],
  ])('are sorted by %s', async (sort, ids) => {
    expect(await found({ sort })).toEqual(ids);
  });

  it('put a title before an excerpt by relevance', async () => {
    expect(await found({ sort: 'relevance', search: 'kubernetes' })).toEqual(['cluster', 'video']);
  });

  it('come in pages that say how many there are', async () => {
    const pages = await Promise.all([0, 2, 4].map((offset) => index.query({ sort: 'newest' }, { offset, limit: 2 })));
    expect(pages.map(({ items, total }) => [items.map(({ id }) => id), total])).toEqual([
      [['cluster', 'video'], 4],
      [['language', 'network'], 4],
      [[], 4],
    ]);
  });
});

describe('a search', () => {
  it.each<[string, string[]]>([
    ['kubernetes clusters', ['cluster', 'video']],
    ['KUBERN', ['cluster', 'video']],
    ['kubern clusters', []],
    ['clusters mine', ['cluster']],
    ['cafe', ['video']],
    ['hijacked', ['cluster']],
    ['dark reading', ['cluster']],
    ['google ai', ['cluster']],
    ['techradar.com', ['cluster', 'video', 'language']],
    ['C++', ['language']],
    ['c#', ['language']],
    ['csharp', ['language']],
    ['.net', ['video']],
    ['net', ['video', 'network']],
    ['node.js', ['video']],
    ['clusters OR compilers', []],
    ['kubernetes NOT mine', []],
    ['title:kubernetes', []],
    ['"kubernetes', ['cluster', 'video']],
    ['kubernetes*', ['cluster', 'video']],
    ['(clusters)', ['cluster', 'video']],
    ['', ['cluster', 'video', 'language', 'network']],
    ['  ', ['cluster', 'video', 'language', 'network']],
    ['?!', []],
    ['"', []],
    ['* ^ - +', []],
    ['😀', []],
    ['secret', []],
  ])('for %j', async (search, ids) => {
    expect(await found({ search })).toEqual(ids);
  });

  it('for anything at all answers', async () => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          '*',
          ':',
          '(',
          ')',
          '^',
          '-',
          '+',
          '#',
          '.',
          ' ',
          'a',
          'OR',
          'NEAR',
          '\0',
          '\\',
          "'",
        ),
      }),
      fc
        .array(fc.constantFrom('clusters', 'AND', 'NEAR(a b)', '{title}:', 'kube*'), { maxLength: 200 })
        .map((words) => words.join(' ')),
    );
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom('relevance', 'hottest'), async (search, sort) => {
        const { items, total } = await index.query({ search, sort }, all);
        expect(items.length).toBe(total);
        expect(items.map(({ id }) => id)).not.toContain('draft');
      }),
      { numRuns: 500 },
    );
  });
});

describe('suggestions', () => {
  it('of topics begin with the most used, in its most used spelling', async () => {
    expect(await index.topics()).toEqual([
      { name: 'AI', count: 2 },
      { name: '.NET', count: 1 },
      { name: 'AI Builder', count: 1 },
      { name: 'C++', count: 1 },
      { name: 'Google AI', count: 1 },
    ]);
  });

  it('of topics that contain something put beginnings first', async () => {
    expect((await index.topics('Ai')).map(({ name }) => name)).toEqual(['AI', 'AI Builder', 'Google AI']);
    expect(await index.topics('a', 1)).toEqual([{ name: 'AI', count: 2 }]);
    expect(await index.topics('%')).toEqual([]);
  });

  it('of providers give a domain its most used name', async () => {
    expect(await index.providers()).toEqual([{ name: 'TechRadar', count: 3 }]);
    expect(await index.providers('draft')).toEqual([]);
  });

  it('follow what changes', async () => {
    const mine = createArticleIndex({ file: ':memory:' });
    const one = (topic: string) =>
      article('a', 'A', 'publishedDateTime: 2024-01-01', 'published: true', `topics: [${topic}]`);
    await mine.apply([one('Old')]);
    expect(await mine.topics()).toEqual([{ name: 'Old', count: 1 }]);
    await mine.apply([one('New')]);
    expect(await mine.topics()).toEqual([{ name: 'New', count: 1 }]);
    await mine.compare([]);
    expect(await mine.topics()).toEqual([]);
    await mine.close();
  });
});
