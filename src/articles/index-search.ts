import type { SQLInputValue } from 'node:sqlite';
import type { ArticleQuery, Page, Sort } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';
import { matchExpression } from './search-terms.ts';

/** Absent heat and quality are NULL, which SQLite puts last in descending order. Ids make every order a stable one. */
const hottest = 'a.heat DESC, a.quality DESC, a.published_at DESC, a.id';
const orders: Readonly<Record<Sort, string>> = {
  hottest,
  newest: 'a.published_at DESC, a.id',
  quality: 'a.quality DESC, a.heat DESC, a.published_at DESC, a.id',
  // Weights of title, excerpt, topics, provider, coverage.
  relevance: `bm25(article_text, 10, 3, 5, 2, 1), ${hottest}`,
};

/** A page of the published articles that answer a query. */
export function findArticles(
  { prepare }: IndexDatabase,
  query: ArticleQuery,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Page<Article> {
  const hasSearch = query.search !== undefined && query.search.trim() !== '';
  const match = matchExpression(query.search ?? '');
  if (hasSearch && match === undefined) return { items: [], total: 0 };

  const conditions = ['a.published = 1'];
  const values: SQLInputValue[] = [];
  const where = (condition: string, ...of: SQLInputValue[]): void => {
    conditions.push(condition);
    values.push(...of);
  };
  if (match !== undefined) where('article_text MATCH ?', match);
  if (query.topic !== undefined)
    where('EXISTS (SELECT 1 FROM topics WHERE topic = ? AND article = a.key)', fold(query.topic));
  if (query.provider !== undefined) {
    const provider = fold(query.provider);
    where('(a.provider_name = ? OR a.provider_domain = ?)', provider, provider);
  }
  if (query.type !== undefined) where('a.type = ?', fold(query.type));
  if (query.minHeat !== undefined) where('a.heat >= ?', query.minHeat);
  if (query.since !== undefined) where('a.published_at >= ?', query.since);
  if (query.until !== undefined) where('a.published_at <= ?', query.until);

  const from = match === undefined ? 'articles AS a' : 'article_text JOIN articles AS a ON a.key = article_text.rowid';
  const matching = `FROM ${from} WHERE ${conditions.join(' AND ')}`;
  const order = orders[query.sort === 'relevance' && match === undefined ? 'hottest' : query.sort];
  const total = prepare(`SELECT COUNT(*) AS total ${matching}`).get(...values)?.['total'];
  const rows = prepare(`SELECT a.json ${matching} ORDER BY ${order} LIMIT ? OFFSET ?`).all(...values, limit, offset);
  return { items: rows.map(({ json }): Article => JSON.parse(String(json))), total: Number(total) };
}
