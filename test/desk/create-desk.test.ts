import { expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { createDesk } from '../../src/desk/create-desk.ts';
import { createTurns } from '../../src/desk/turns.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { anArticle } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';

it('people see an article, its topic and its provider from the time on that it is dated for, and none of a draft', async () => {
  const clock = { ...createTestClock(), now: () => now };
  let now = 999;
  const index = createArticleIndex({ file: ':memory:' });
  const store = await openStore({ dataFile: ':memory:' });
  const stopping = new AbortController().signal;
  const desk = createDesk({
    ...{ index, store, clock, random: createTestRandom(), turns: createTurns(), stopping },
    decided() {},
  });
  const soon = anArticle({ id: 'soon', publishedAt: 1_000, topics: ['Soon'], provider: { name: 'Soon' } });
  const draft = anArticle({
    id: 'draft',
    publishedAt: 0,
    published: false,
    topics: ['Soon'],
    provider: { name: 'Soon' },
  });
  await index.apply(
    [soon, draft].map((article) => ({
      file: { file: article.id, stamp: '1' },
      reading: { kind: 'article', article },
    })),
  );
  const seen = async () => {
    const { items, total } = await desk.news({ sort: 'hottest' }, { offset: 0, limit: 5 });
    return [items.map(({ id }) => id), total, await desk.topics(), await desk.providers()];
  };
  expect(await seen()).toEqual([[], 0, [], []]);
  now = 1_000;
  expect(await seen()).toEqual([['soon'], 1, [{ name: 'Soon', count: 1 }], [{ name: 'Soon', count: 1 }]]);
  // A clock may be set back.
  now = 999;
  expect(await seen()).toEqual([[], 0, [], []]);
  await index.close();
  await store.close();
});
