import type { ArticleIndex, FileStamp, Reading } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { storyKeys } from '../news/story.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';
import { createListing, type Listing, rating } from './listings.ts';
import { searchable } from './search-terms.ts';

/**
 * Keeps the index in step with the files.
 *
 * @param written called after anything may have changed
 */
export function createIndexWrites(db: IndexDatabase, written: () => void): Pick<ArticleIndex, 'compare' | 'apply'> {
  const { prepare } = db;

  /** One transaction. */
  function write(work: (listing: Listing) => void): void {
    db.transaction(() => {
      const listing = createListing(db);
      work(listing);
      listing.count();
    });
    written();
  }

  function removeArticle(file: string, listing: Listing): void {
    for (const { key, json } of prepare('SELECT key, json FROM articles WHERE file = ?').all(file)) {
      listing.remove(Number(key), JSON.parse(String(json)));
      prepare('DELETE FROM article_text WHERE rowid = ?').run(Number(key));
      prepare('DELETE FROM articles WHERE key = ?').run(Number(key));
    }
  }

  function putArticle(file: string, article: Article, listing: Listing): void {
    const json = JSON.stringify(article);
    const present = prepare('SELECT key, json, file FROM articles WHERE id = ?').get(article.id);
    if (present?.['json'] === json) {
      if (present['file'] !== file) prepare('UPDATE articles SET file = ? WHERE id = ?').run(file, article.id);
      return;
    }
    if (present !== undefined) removeArticle(String(present['file']), listing);
    const sequence = Number(prepare('UPDATE meta SET sequence = sequence + 1 RETURNING sequence').get()?.['sequence']);
    const { lastInsertRowid } = prepare(`
      INSERT INTO articles (published, published_at, heat, quality, type, id, file, sequence, title, json)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    `).run(
      Number(article.published),
      article.publishedAt,
      rating(article.heat),
      rating(article.quality),
      fold(article.type),
      article.id,
      file,
      sequence,
      fold(article.title),
      json,
    );
    const key = Number(lastInsertRowid);
    listing.add(key, article);
    const { own, named } = storyKeys(article);
    const insertAddress = prepare('INSERT INTO addresses (article, address, own) VALUES (?, ?, ?)');
    for (const address of own) insertAddress.run(key, address, 1);
    for (const address of named) insertAddress.run(key, address, 0);
    if (!article.published) return;
    prepare(`
      INSERT INTO article_text (rowid, title, excerpt, topics, provider, coverage) VALUES (?, ?, ?, ?, ?, ?)
    `).run(key, ...textOf(article).map(searchable));
  }

  function put({ file, stamp }: FileStamp, reading: Reading, listing: Listing): void {
    if (reading.kind === 'unsettled') return;
    prepare('INSERT OR REPLACE INTO files (file, stamp, kind) VALUES (?, ?, ?)').run(file, stamp, reading.kind);
    if (reading.kind === 'article') putArticle(file, reading.article, listing);
    else removeArticle(file, listing);
  }

  return {
    async compare(listing) {
      const known = new Map(
        prepare('SELECT file, stamp FROM files')
          .all()
          .map((row) => [row['file'], row['stamp']]),
      );
      const listed = new Set(listing.map(({ file }) => file));
      const gone = [...known.keys()].map(String).filter((file) => !listed.has(file) && !isBelow(file, listed));
      if (gone.length > 0) {
        write((listing) => {
          for (const file of gone) {
            removeArticle(file, listing);
            prepare('DELETE FROM files WHERE file = ?').run(file);
          }
        });
      }
      return { stale: listing.filter(({ file, stamp }) => known.get(file) !== stamp) };
    },

    async apply(readings) {
      write((listing) => {
        for (const { file, reading } of readings) put(file, reading, listing);
      });
    },
  };
}

/** A listing names a folder only when it cannot be looked into: what it held is not gone, as far as anyone can tell. */
function isBelow(file: string, listed: ReadonlySet<string>): boolean {
  for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1))
    if (listed.has(file.slice(0, end))) return true;
  return false;
}

function textOf({ title, excerpt = '', topics, provider, coverage }: Article): string[] {
  const others = coverage.flatMap((entry) => [entry.title, entry.provider?.name, entry.provider?.domain]);
  return [title, excerpt, topics.join(' · '), words([provider?.name, provider?.domain]), words(others)];
}

function words(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' · ');
}
