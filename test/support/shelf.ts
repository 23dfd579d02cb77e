import type { ArticleSource, Reading } from '../../src/desk/ports.ts';
import type { Article } from '../../src/news/article.ts';
import { anArticle } from './builders.ts';

/** A folder in memory. */
export function createShelf() {
  const files = new Map<string, { reading: Reading; stamp: number }>();
  let stamps = 0;
  let fails = false;
  const source: ArticleSource = {
    async *list() {
      if (fails) throw new Error('the folder is gone');
      for (const [file, { stamp }] of files) yield { file, stamp: String(stamp) };
    },
    read: async (file) => files.get(file)?.reading ?? { kind: 'unsettled' },
    look: async () => undefined,
    watch: () => ({ close() {} }),
  };
  return {
    source,
    put(article: Partial<Article> & { id: string }) {
      files.set(article.id, { reading: { kind: 'article', article: anArticle(article) }, stamp: ++stamps });
    },
    remove: (id: string) => files.delete(id),
    fail(now: boolean) {
      fails = now;
    },
  };
}
