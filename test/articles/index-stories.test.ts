import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import type { ArticleIndex } from '../../src/desk/ports.ts';
import { groupStories, type Story } from '../../src/news/story.ts';
import { dated, file, full, read, titled } from './article-files.ts';
import { memoryIndex } from './indexes.ts';

const day = dated('2024-05-06');

describe('stories', () => {
  const linked = (id: string, own: string, ...named: string[]) =>
    read(
      id,
      titled(
        `About ${id}`,
        day,
        `webUrl: ${own}`,
        'related:',
        ...named.flatMap((url) => ['  - title: x', `    webUrl: ${url}`]),
      ),
    );
  const idsOf = async (index: ArticleIndex, ...ids: string[]) =>
    (await index.storiesOf(ids)).map((story) => story.map(({ id }) => id).sort());

  it('join articles that name each other or share an address, over any number of steps', async () => {
    const index = memoryIndex();
    await index.apply([
      linked('a', 'https://a.example/1', 'https://b.example/1'),
      linked('b', 'https://b.example/1'),
      linked('c', 'http://www.b.example/1/', 'https://d.example/1'),
      linked('d', 'https://d.example/1', 'https://nowhere.example/'),
      linked('other', 'https://other.example/', 'https://nowhere.example/'),
    ]);
    for (const id of ['a', 'b', 'c', 'd']) expect(await idsOf(index, id)).toEqual([['a', 'b', 'c', 'd']]);
    expect(await idsOf(index, 'other')).toEqual([['other']]);
    expect(await idsOf(index, 'd', 'missing', 'a', 'other')).toEqual([['a', 'b', 'c', 'd'], ['other']]);
  });

  it('join articles of one title within a fortnight, drafts too', async () => {
    const index = memoryIndex();
    const named = (id: string, date: string, title: string) =>
      read(id, file(`title: ${title}`, 'category: news', dated(date)));
    await index.apply([
      named('first', '2024-01-01', 'One  TITLE'),
      named('second', '2024-01-14', 'One title'),
      named('third', '2024-01-15', 'one title'),
      named('next', '2024-01-16', 'One title'),
      named('late', '2024-02-12', 'One title'),
    ]);
    expect(await idsOf(index, 'second')).toEqual([['first', 'second', 'third']]);
    expect(await idsOf(index, 'next')).toEqual([['next']]);
    expect(await idsOf(index, 'late')).toEqual([['late']]);
  });

  it('are led by the hottest published article', async () => {
    const index = memoryIndex();
    await index.apply([
      read('draft', file('title: T', 'category: news', day, 'heat: 189')),
      read('cool', titled('T', day, 'heat: 20')),
      read('hot', titled('T', day, 'heat: 90')),
    ]);
    expect((await index.storiesOf(['draft']))[0]?.map(({ id }) => id)).toEqual(['hot', 'cool', 'draft']);
  });

  it('change with the article that joined them', async () => {
    const index = memoryIndex();
    await index.apply([linked('a', 'https://a.example/1', 'https://b.example/1'), linked('b', 'https://b.example/1')]);
    expect(await idsOf(index, 'a', 'b')).toEqual([['a', 'b']]);
    await index.apply([linked('a', 'https://a.example/1')]);
    expect(await idsOf(index, 'a', 'b')).toEqual([['a'], ['b']]);
  });

  it('of articles that all claim to be one, each as large as can be, are held in little memory', async () => {
    const index = memoryIndex();
    const related = Array.from({ length: 60 }, (_, number) => [
      `  - title: "${'word '.repeat(100)}"`,
      `    webUrl: "https://p.example/${number}/${'x'.repeat(400)}"`,
    ]);
    const ids = Array.from({ length: 60 }, (_, number) => `a${String(number).padStart(3, '0')}`);
    await index.apply(ids.map((id) => read(id, titled('One title', day, 'related:', ...related.flat()))));
    const stories = await index.storiesOf(ids);
    expect(new Set(stories.flat().map(({ id }) => id)).size).toBe(ids.length);
    // Hundreds of stories share some of their articles: were each to hold copies, these would be thousands.
    expect(new Set(stories.flat()).size).toBe(ids.length);
    for (const story of stories) expect(story.length).toBeLessThan(25);
  });

  it('are those that grouping all articles at once gives', async () => {
    const page = fc.integer({ min: 0, max: 30 }).map((number) => `https://p.example/${number}`);
    const some = fc.record({
      own: page,
      named: fc.array(page, { maxLength: 2 }),
      title: fc.constantFrom('One', 'Two', 'Three'),
      date: fc.integer({ min: 1, max: 90 }).map((day) => new Date(Date.UTC(2024, 0, day)).toISOString().slice(0, 10)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(some, { maxLength: 15 }), async (articles) => {
        const index = createArticleIndex({ file: ':memory:' });
        const readings = articles.map(({ own, named, title, date }, number) => {
          const related =
            named.length > 0 ? [`related: [${named.map((url) => `{title: x, webUrl: "${url}"}`).join()}]`] : [];
          return read(
            `a${number}`,
            file(`title: ${title}`, 'category: news', dated(date), `webUrl: ${own}`, ...related),
          );
        });
        await index.apply(readings);
        const all = readings.flatMap(({ reading }) => (reading.kind === 'article' ? [reading.article] : []));
        const stories = await index.storiesOf(all.map(({ id }) => id));
        const inOrder = (groups: readonly Story[]) => groups.map((group) => group.map(({ id }) => id).join()).sort();
        expect(inOrder(stories)).toEqual(inOrder(groupStories(all)));
        await index.close();
      }),
      { numRuns: 60 },
    );
  });

  it('take in no more than 200 articles, the one that was asked for among them', async () => {
    const index = memoryIndex();
    await index.apply(Array.from({ length: 500 }, (_, number) => linked(`a${number}`, 'https://same.example/1')));
    const [story] = await index.storiesOf(['a250']);
    expect(story).toHaveLength(200);
    expect(story?.map(({ id }) => id)).toContain('a250');
  });

  it('of a daily column are the same whichever issue is asked for, however long it runs', async () => {
    const index = memoryIndex();
    const issues = Array.from({ length: 400 }, (_, number) => {
      const date = new Date(Date.UTC(2024, 0, 1 + number)).toISOString().slice(0, 10);
      return read(`${number}`, titled('Today', dated(date)));
    });
    await index.apply(issues);
    const all = issues.flatMap(({ reading }) => (reading.kind === 'article' ? [reading.article] : []));
    for (const story of groupStories(all)) {
      expect(story).toHaveLength(Math.min(15, 400 - Math.min(...story.map(({ id }) => Number(id)))));
      expect(await index.storiesOf([story[0].id])).toEqual([story]);
    }
  });

  it('leave out no article that was asked for, however many share a title', async () => {
    const index = memoryIndex();
    const column = (id: string, date: string, page: string) =>
      read(id, titled('Column', dated(date), `webUrl: https://a.example/${page}`));
    await index.apply([
      ...Array.from({ length: 300 }, (_, number) => column(`day 14, ${number}`, '2024-01-15', `${number % 299}`)),
      column('day 15', '2024-01-16', '0'),
      column('day 29', '2024-01-30', 'last'),
      column('day 0', '2024-01-01', 'first'),
    ]);
    const asked = (await index.changes(undefined, 1000)).articleIds;
    const told = await index.storiesOf(['day 15', ...asked]);
    expect(new Set(told.flat().map(({ id }) => id))).toEqual(new Set(asked));
  });

  it('of articles that are not there are none', async () => {
    const index = memoryIndex();
    await index.apply([read('a', full)]);
    expect(await index.storiesOf([])).toEqual([]);
    expect(await index.storiesOf(['*', '"', "'; DROP TABLE articles"])).toEqual([]);
  });
});
