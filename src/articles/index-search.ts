import type { SQLInputValue } from 'node:sqlite';
import type { ArticleQuery, Page, Sort } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';
import { everything, providerList, topicList } from './listings.ts';
import type { NameCounts } from './name-counts.ts';
import { type SearchTerms, searchTerms } from './search-terms.ts';

/** What a page begins and ends with. */
interface Extent {
  readonly offset: number;
  readonly limit: number;
}

/** Keys of the articles of a page. */
type Keys = Omit<Page<Article>, 'items'> & { readonly keys: readonly number[] };

/** A condition with the values of its parameters. */
interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** What is not rated comes last. Keys make every order a stable one. */
const hottest = 'a.heat DESC, a.quality DESC, a.published_at DESC, a.key';
const orders: Readonly<Record<Exclude<Sort, 'relevance'>, string>> = {
  hottest,
  newest: 'a.published_at DESC, a.key DESC',
  quality: 'a.quality DESC, a.heat DESC, a.published_at DESC, a.key',
};

/**
 * More matches of a search are not counted, and when the best are wanted, they are the best of those that the index took in
 * last: to rank all would take as long as there are matches.
 */
const mostMatches = 1_000;

/** A page of the published articles that answer a query. */
export function findArticles(
  db: IndexDatabase,
  counts: NameCounts,
  query: ArticleQuery,
  extent: Extent,
): Page<Article> {
  const terms = searchTerms(query.search ?? '');
  const isSearch = query.search !== undefined && query.search.trim() !== '';
  if (isSearch && terms === undefined) return { items: [], total: 0 };
  const { keys, ...extents } = terms === undefined ? list(db, counts, query, extent) : search(db, query, terms, extent);
  const read = db.prepare('SELECT json FROM articles WHERE key = ?');
  return { items: keys.map((key): Article => JSON.parse(String(read.get(key)?.['json']))), ...extents };
}

/** Without a search: a walk through the list of the topic or provider, which is in the order of heat. */
function list(db: IndexDatabase, counts: NameCounts, query: ArticleQuery, extent: Extent): Keys {
  const [name = everything, ...others] = listsOf(query);
  const filters = filtersOf(query);
  const inLists = others.map(isListed);
  const conditions = [{ sql: 'a.name = ?', values: [name] }, ...inLists, ...filters, ...until(query)];
  const isWholeList = others.length === 0 && filters.length === 0 && query.until !== undefined;
  const total = isWholeList
    ? counts.total(name, query.until)
    : Number(run(db, 'SELECT COUNT(*) AS total FROM listed AS a', conditions)[0]?.['total']);
  // Times have an index of their own, which tells nothing of lists.
  const byTime = name === everything && query.sort === 'newest';
  const keys = byTime
    ? page(db, 'articles', [{ sql: 'a.published = 1', values: [] }, ...filters, ...until(query)], query.sort, extent)
    : page(db, 'listed', conditions, query.sort, extent);
  return { keys, total };
}

function search(db: IndexDatabase, query: ArticleQuery, terms: SearchTerms, { offset, limit }: Extent): Keys {
  const match = isCommon(db, terms.words) ? terms.words : terms.beginning;
  const filters = [...listsOf(query).map(isListed), ...filtersOf(query), ...until(query)];
  // Weights of title, excerpt, topics, provider, coverage.
  const rank = query.sort === 'relevance' ? 'bm25(article_text, 10, 3, 5, 2, 1)' : '0';
  const order = query.sort === 'relevance' ? `a.rank, ${hottest}` : orders[query.sort];
  // Left to itself, SQLite might search once for every article.
  const conditions = [{ sql: 'article_text MATCH ?', values: [match] }, ...filters];
  const matches = run(
    db,
    `SELECT a.key FROM (
      SELECT a.key, a.heat, a.quality, a.published_at, ${rank} AS rank
        FROM article_text CROSS JOIN articles AS a ON a.key = article_text.rowid`,
    conditions,
    `ORDER BY article_text.rowid DESC LIMIT ${mostMatches + 1}) AS a ORDER BY ${order}`,
  );
  const total = Math.min(matches.length, mostMatches);
  const more = matches.length > mostMatches && { more: true as const };
  if (!more || query.sort === 'relevance')
    return { keys: keysIn(matches.slice(0, total).slice(offset, offset + limit)), total, ...more };
  const isMatch = { sql: 'a.key IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)', values: [match] };
  const all = [{ sql: 'a.name = ?', values: [everything] }, isMatch, ...filters];
  const within = { offset, limit: Math.max(0, Math.min(limit, mostMatches - offset)) };
  return { keys: page(db, 'listed', all, query.sort, within), total, ...more };
}

/** Whether so many articles have all words as they stand that nobody needs those of which one is the beginning. */
function isCommon({ prepare }: IndexDatabase, words: string): boolean {
  const matches = `SELECT 1 FROM article_text WHERE article_text MATCH ? LIMIT ${mostMatches + 1}`;
  return Number(prepare(`SELECT COUNT(*) AS count FROM (${matches})`).get(words)?.['count']) > mostMatches;
}

function listsOf({ topic, provider }: ArticleQuery): string[] {
  return [
    ...(topic === undefined ? [] : [topicList(topic)]),
    ...(provider === undefined ? [] : [providerList(provider)]),
  ];
}

function isListed(name: string): Condition {
  const sql = `EXISTS (
    SELECT 1 FROM listed AS other
     WHERE other.name = ? AND other.heat = a.heat AND other.quality = a.quality
       AND other.published_at = a.published_at AND other.key = a.key)`;
  return { sql, values: [name] };
}

function filtersOf({ type, minHeat, since }: ArticleQuery): Condition[] {
  return [
    ...(type === undefined ? [] : [{ sql: 'a.type = ?', values: [fold(type)] }]),
    ...(minHeat === undefined ? [] : [{ sql: 'a.heat >= ?', values: [minHeat] }]),
    ...(since === undefined ? [] : [{ sql: 'a.published_at >= ?', values: [since] }]),
  ];
}

function until({ until }: ArticleQuery): Condition[] {
  return until === undefined ? [] : [{ sql: 'a.published_at <= ?', values: [until] }];
}

function page(
  db: IndexDatabase,
  table: 'articles' | 'listed',
  conditions: readonly Condition[],
  sort: Sort,
  { offset, limit }: Extent,
): number[] {
  const order = orders[sort === 'relevance' ? 'hottest' : sort];
  return keysIn(
    run(db, `SELECT a.key FROM ${table} AS a`, conditions, `ORDER BY ${order} LIMIT ? OFFSET ?`, limit, offset),
  );
}

function run(
  { prepare }: IndexDatabase,
  select: string,
  conditions: readonly Condition[],
  rest = '',
  ...more: readonly number[]
) {
  const where = conditions.map(({ sql }) => sql).join(' AND ');
  return prepare(`${select} WHERE ${where} ${rest}`).all(...conditions.flatMap(({ values }) => values), ...more);
}

function keysIn(rows: readonly { readonly [column: string]: unknown }[]): number[] {
  return rows.map(({ key }) => Number(key));
}
