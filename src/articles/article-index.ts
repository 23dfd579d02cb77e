import { setImmediate } from 'node:timers/promises';
import { HeatwireError } from '../desk/errors.ts';
import type { ArticleIndex, Log, Position } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { isOfTheMachine, openIndexDatabase } from './index-schema.ts';
import { findArticles } from './index-search.ts';
import { findStories } from './index-stories.ts';
import { createIndexWrites } from './index-writes.ts';
import { everything } from './listings.ts';
import { createNameCounts, namesLike } from './name-counts.ts';
import { parserFingerprint } from './parser-fingerprint.ts';

/**
 * An index of articles in one SQLite file, or in memory (`:memory:`). All of it is derived from the article files: a file
 * that is damaged, or that another parser filled, is thrown away and begun anew.
 *
 * @param breathe lets whatever else is ready go first, within long work
 * @throws HeatwireError `STORE_UNAVAILABLE` when the file cannot be opened
 */
export function createArticleIndex({
  file,
  fingerprint = parserFingerprint(),
  breathe = () => setImmediate(),
  log,
}: {
  file: string;
  fingerprint?: string;
  breathe?: () => Promise<void>;
  log?: Pick<Log, 'warn'>;
}): ArticleIndex {
  const db = openIndexDatabase(file, fingerprint, () =>
    log?.warn({ file }, 'The index of the articles was damaged, and is made anew from their files'),
  );
  const { prepare, generation } = db;
  const counts = createNameCounts(db);
  const writes = createIndexWrites(db, counts.changed, breathe);

  function sequence(): number {
    return Number(prepare('SELECT sequence FROM meta').get()?.['sequence']);
  }

  /** Whether this file came to a position, as one that was put back from a copy or lost its latest changes did not. */
  function isOfThisFile(position: Position): boolean {
    const last = prepare('SELECT COALESCE(last, ?) AS last FROM generations WHERE generation = ?').get(
      sequence(),
      position.generation,
    )?.['last'];
    return last !== undefined && position.sequence <= Number(last);
  }

  function changes(after: Position | undefined, limit: number) {
    const since = after !== undefined && isOfThisFile(after) ? after.sequence : 0;
    const rows = prepare('SELECT id, sequence FROM articles WHERE sequence > ? ORDER BY sequence LIMIT ?').all(
      since,
      limit,
    );
    const reached = rows.length < limit ? sequence() : rows.at(-1)?.['sequence'];
    return {
      articleIds: rows.map(({ id }) => String(id)),
      position: { generation, sequence: Number(reached ?? since) },
    };
  }

  /** The process cannot mend a file that it has open, so a damaged one is left to the next start. */
  async function sound<T>(work: () => T): Promise<Awaited<T>> {
    try {
      return await work();
    } catch (cause) {
      if (!db.discardIfDamaged(cause)) throw cause;
      const message = 'The index of the articles is damaged. It is made anew from their files at the next start.';
      throw new HeatwireError('STORE_DAMAGED', message, { cause });
    }
  }

  function idsOf(sql: string, ...values: (string | number)[]): Promise<string[]> {
    return sound(() =>
      prepare(sql)
        .all(...values)
        .map(({ id }) => String(id)),
    );
  }

  /** Does part of a scan. */
  async function scan<T>(work: () => T): Promise<Awaited<T>> {
    try {
      return await sound(work);
    } catch (cause) {
      if (!isOfTheMachine(cause)) throw cause;
      const message = `The index of the articles cannot be written: ${cause.message}. Its file index.db in DATA_DIR needs room, and must be free to write; the next scan tries again.`;
      throw new HeatwireError('STORE_UNAVAILABLE', message, { cause });
    }
  }

  return {
    compare: (listing) => scan(() => writes.compare(listing)),
    stale: (files) => scan(() => writes.stale(files)),
    apply: (readings) => scan(() => writes.apply(readings)),
    changes: (after, limit) => scan(() => changes(after, limit)),
    storiesOf: (articleIds) => scan(() => findStories(db, articleIds)),

    comingDue: (after, until) =>
      idsOf(
        'SELECT id FROM articles WHERE published = 1 AND published_at > ? AND published_at <= ? ORDER BY published_at, id',
        after,
        until,
      ),

    hotterThan: (minHeat) =>
      idsOf(
        `SELECT id FROM listed JOIN articles USING (key) WHERE listed.name = ? AND listed.heat >= ?
          ORDER BY listed.heat DESC, listed.quality DESC, listed.published_at DESC, key`,
        everything,
        minHeat,
      ),

    find: (articleId) =>
      sound(() => {
        const row = prepare('SELECT json FROM articles JOIN contents USING (key) WHERE id = ?').get(articleId);
        const article: Article | undefined = row && JSON.parse(String(row['json']));
        return article;
      }),

    query: (query, page) => sound(() => findArticles(db, counts, query, page)),

    topics: (like, limit, until = Number.POSITIVE_INFINITY) =>
      sound(() => namesLike(counts.topics(until), like, limit)),

    providers: (like, limit, until = Number.POSITIVE_INFINITY) =>
      sound(() => namesLike(counts.providers(until), like, limit)),

    counts: (minHeat) =>
      sound(() => {
        // SQLite uses the index of the files that are no articles only when it is told its condition.
        const row = prepare(`
          SELECT
            (SELECT COUNT(*) FROM articles) AS count,
            (SELECT COUNT(*) FROM listed WHERE name = ? AND heat >= ?) AS eligible,
            (SELECT COUNT(*) FROM files WHERE kind <> 'article' AND kind = 'problem') AS problems,
            (SELECT COUNT(*) FROM files WHERE kind <> 'article' AND kind = 'passed over') AS passed_over
        `).get(everything, minHeat);
        return {
          count: Number(row?.['count']),
          eligible: Number(row?.['eligible']),
          problems: Number(row?.['problems']),
          passedOver: Number(row?.['passed_over']),
        };
      }),

    async close() {
      db.close();
    },
  };
}
