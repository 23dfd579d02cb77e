import { expect, it } from 'vitest';
import { createArticleDesk } from '../../src/article-desk.ts';
import { createArticleIndex } from '../../src/articles/article-index.ts';
import { createFolderSource } from '../../src/articles/folder-source.ts';
import type { ArticleIndex } from '../../src/desk/ports.ts';
import { refresh } from '../../src/desk/refresh.ts';
import { createNewsroom } from '../support/newsroom.ts';

it('the desk lists drafts that changed last, and asks the index for what is new only', async () => {
  const { articlesDir, write, remove } = await createNewsroom();
  const index = createArticleIndex({ file: ':memory:' });
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const read = () => refresh(createFolderSource({ roots: [articlesDir], log }), index);
  const told: number[] = [];
  const counted: Pick<ArticleIndex, 'changes' | 'find' | 'query' | 'topics'> = {
    ...index,
    async changes(after, limit) {
      const changes = await index.changes(after, limit);
      told.push(changes.articleIds.length);
      return changes;
    },
  };
  const clock = { now: () => Date.UTC(2026, 10, 22) };
  const desk = createArticleDesk({ index: counted, roots: [articlesDir], clock, random: { id: () => 'x' } });
  const listed = async () => (await desk.list()).articles.map(({ id, published }) => `${id} ${published}`);

  for (let number = 0; number < 50; number++) await write(`draft-${number}`, { published: false });
  await write('told', { heat: 1 });
  await read();
  expect(await listed()).toContain('told true');
  await write('draft-0', { published: false, heat: 99 });
  await write('told', { published: false });
  await read();
  expect(await listed()).toEqual(expect.arrayContaining(['draft-0 false', 'told false']));
  expect(await listed()).toHaveLength(40);
  expect(told).toEqual([51, 2, 0]);
  await index.close();
  await remove();
});
