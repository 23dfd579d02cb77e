import { expect, it } from 'vitest';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { workOff } from '../../src/desk/work-off.ts';
import { everything } from '../../src/news/feed.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { aFeed, anArticle } from '../support/builders.ts';
import { createTestClock, createTestRandom } from '../support/clock.ts';

it('stops between two batches when it is told to, and goes on from there the next time', async () => {
  const index = createArticleIndex({ file: ':memory:' });
  const store = await openStore({ dataFile: ':memory:' });
  await store.openFeed(aFeed({ rules: everything }), []);
  const ids = Array.from({ length: 350 }, (_, number) => `article-${number}`);
  const readings = ids.map((id) => ({
    file: { file: id, stamp: '1' },
    reading: { kind: 'article', article: anArticle({ id, title: id, link: `https://daily.example/${id}` }) } as const,
  }));
  await index.apply(readings);

  const ending = new AbortController();
  const ports = { index, store, clock: createTestClock(), random: createTestRandom(), stopping: ending.signal };
  const decide: typeof store.decide = async (...about) => {
    await store.decide(...about);
    ending.abort();
  };
  await workOff({ ...ports, store: { ...store, decide } });
  expect(await store.totals()).toMatchObject({ pending: 100 });
  await workOff({ ...ports, stopping: new AbortController().signal });
  expect(await store.totals()).toMatchObject({ pending: 350 });
  await index.close();
  await store.close();
});
