import type { SQLInputValue } from 'node:sqlite';
import type { ArticleQuery, Page, Sort } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';
import { everything, providerList, topicList } from './listings.ts';
import type { NameCounts } from './name-counts.ts';
import { type SearchTerms, searchTerms } from './search-terms.ts';

/** The place of a page. */
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
const mostMatches = 250;

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
  const read = db.prepare('SELECT json FROM contents WHERE key = ?');
  return { items: keys.map((key): Article => JSON.parse(String(read.get(key)?.['json']))), ...extents };
}

/** Without a search: a walk through the list of the topic or provider, which is in the order of heat. */
function list(db: IndexDatabase, counts: NameCounts, query: ArticleQuery, extent: Extent): Keys {
  const { name, filters } = listOf(query);
  const conditions = [{ sql: 'a.name = ?', values: [name] }, ...filters, ...until(query)];
  const total =
    filters.length === 0 && query.until !== undefined
      ? counts.total(name, query.until)
      : Number(run(db, 'SELECT COUNT(*) AS total FROM listed AS a', conditions)[0]?.['total']);
  // Times have an index of their own, which is of everything.
  const byTime = name === everything && filters.length === 0 && query.sort === 'newest';
  const keys = byTime
    ? page(db, 'articles', [{ sql: 'a.published = 1', values: [] }, ...until(query)], query.sort, extent)
    : page(db, 'listed', conditions, query.sort, extent);
  return { keys, total };
}

function search(db: IndexDatabase, query: ArticleQuery, terms: SearchTerms, { offset, limit }: Extent): Keys {
  const common = isCommon(db, terms.words);
  const match = common ? terms.words : terms.beginning;
  const { name, filters } = listOf(query);
  const inList: Condition = { sql: 'name = ?', values: [name] };
  // The plus sign and the CROSS JOIN keep SQLite from searching once for every article.
  const candidates =
    name === everything && filters.length === 0 ? [] : [isAmong('+article_text.rowid', [inList, ...filters])];
  /** The matches of an expression that were taken in last, to be selected from. */
  const latest = (expression: string): Condition => {
    const where = all([{ sql: 'article_text MATCH ?', values: [expression] }, ...candidates, ...until(query)]);
    const from = 'FROM article_text CROSS JOIN articles AS a ON a.key = article_text.rowid';
    const order = `ORDER BY article_text.rowid DESC LIMIT ${mostMatches + 1}`;
    return { sql: `${from} WHERE ${where.sql} ${order}`, values: where.values };
  };
  const isBest = query.sort === 'relevance';
  const rank = isBest ? rankOf(terms, common, latest) : { sql: '0', values: [] };
  const found = latest(match);
  const matches = db
    .prepare(`
      SELECT a.key FROM (SELECT a.key, a.heat, a.quality, a.published_at, ${rank.sql} AS rank ${found.sql}) AS a
       ORDER BY ${isBest ? `a.rank, ${hottest}` : orders[query.sort]}
    `)
    .all(...rank.values, ...found.values);
  const total = Math.min(matches.length, mostMatches);
  const shown = { offset, limit: Math.max(0, Math.min(limit, total - offset)) };
  if (matches.length === total) return { keys: keysIn(matches.slice(offset, offset + limit)), total };
  if (isBest) return { keys: keysIn(matches.slice(offset, offset + shown.limit)), total, more: true };
  const isMatch = { sql: 'a.key IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)', values: [match] };
  const conditions = [{ sql: 'a.name = ?', values: [name] }, ...filters, ...until(query), isMatch];
  return { keys: page(db, 'listed', conditions, query.sort, shown), total, more: true };
}

/** Whether so many articles have all words as they stand that nobody needs those of which one is the beginning. */
function isCommon({ prepare }: IndexDatabase, words: string): boolean {
  const matches = `SELECT 1 FROM article_text WHERE article_text MATCH ? LIMIT ${mostMatches + 1}`;
  return Number(prepare(`SELECT COUNT(*) AS count FROM (${matches})`).get(words)?.['count']) > mostMatches;
}

/**
 * The lower, the better. Of common words, that they are in the title is all that counts: how rare each is would have to be
 * counted through all articles.
 */
function rankOf({ words }: SearchTerms, common: boolean, latest: (expression: string) => Condition): Condition {
  // Weights of title, excerpt, topics, provider, coverage.
  if (!common) return { sql: 'bm25(article_text, 10, 3, 5, 2, 1)', values: [] };
  const inTitle = latest(`title : (${words})`);
  return { sql: `+article_text.rowid NOT IN (SELECT article_text.rowid ${inTitle.sql})`, values: inTitle.values };
}

/** The list to look through, and what else an article in it must answer to, apart from the time that it is out. */
function listOf({ topic, provider, type, minHeat, since }: ArticleQuery): { name: string; filters: Condition[] } {
  const lists = [
    ...(topic === undefined ? [] : [topicList(topic)]),
    ...(provider === undefined ? [] : [providerList(provider)]),
  ];
  const [name = everything, ...others] = lists;
  const filters = [
    ...others.map((other) => isAmong('key', [{ sql: 'name = ?', values: [other] }])),
    ...(type === undefined ? [] : [{ sql: 'type = ?', values: [fold(type)] }]),
    ...(minHeat === undefined ? [] : [{ sql: 'heat >= ?', values: [minHeat] }]),
    ...(since === undefined ? [] : [{ sql: 'published_at >= ?', values: [since] }]),
  ];
  return { name, filters };
}

function until({ until }: ArticleQuery): Condition[] {
  return until === undefined ? [] : [{ sql: 'published_at <= ?', values: [until] }];
}

/** Whether a key is one of those in a list that answer to these conditions. */
function isAmong(key: string, conditions: readonly Condition[]): Condition {
  const { sql, values } = all(conditions);
  return { sql: `${key} IN (SELECT key FROM listed WHERE ${sql})`, values };
}

function all(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

function page(
  db: IndexDatabase,
  table: 'articles' | 'listed',
  conditions: readonly Condition[],
  sort: Sort,
  { offset, limit }: Extent,
): number[] {
  const order = orders[sort === 'relevance' ? 'hottest' : sort];
  const rest = `ORDER BY ${order} LIMIT ? OFFSET ?`;
  return keysIn(run(db, `SELECT a.key FROM ${table} AS a`, conditions, rest, limit, offset));
}

function run(
  { prepare }: IndexDatabase,
  select: string,
  conditions: readonly Condition[],
  rest = '',
  ...more: readonly number[]
) {
  const { sql, values } = all(conditions);
  return prepare(`${select} WHERE ${sql} ${rest}`).all(...values, ...more);
}

function keysIn(rows: readonly { readonly [column: string]: unknown }[]): number[] {
  return rows.map(({ key }) => Number(key));
}
