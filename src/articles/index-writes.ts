import { hash } from 'node:crypto';
import type { ArticleIndex, FileListing, FileStamp, Reading } from '../desk/ports.ts';
import type { Article } from '../news/article.ts';
import { storyKeys } from '../news/story.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';
import { createListing, type Listing, rating } from './listings.ts';
import { searchable } from './search-terms.ts';

/**
 * How much one transaction writes, in characters of JSON: nobody is answered meanwhile, and this takes some 10 ms. An article
 * costs something however short it is.
 */
const mostWritten = 400_000;
const leastWritten = 4_000;

/** Files whose stamps one statement looks up, which takes it a millisecond. */
const comparedTogether = 250;

/**
 * Keeps the index in step with the files.
 *
 * @param written called after anything may have changed
 * @param breathe lets whatever else is ready go first
 */
export function createIndexWrites(
  db: IndexDatabase,
  written: () => void,
  breathe: () => Promise<void>,
): Pick<ArticleIndex, 'compare' | 'stale' | 'apply'> {
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
    for (const { key, json } of prepare('SELECT key, json FROM articles JOIN contents USING (key) WHERE file = ?').all(
      file,
    )) {
      listing.remove(Number(key), JSON.parse(String(json)));
      prepare('DELETE FROM article_text WHERE rowid = ?').run(Number(key));
      prepare('DELETE FROM articles WHERE key = ?').run(Number(key));
    }
  }

  /** Returns how many characters had to be written. */
  function putArticle(file: string, article: Article, listing: Listing): number {
    const json = JSON.stringify(article);
    const present = prepare('SELECT json, file FROM articles JOIN contents USING (key) WHERE id = ?').get(article.id);
    if (present?.['json'] === json) {
      if (present['file'] !== file) prepare('UPDATE articles SET file = ? WHERE id = ?').run(file, article.id);
      return 0;
    }
    if (present !== undefined) removeArticle(String(present['file']), listing);
    const sequence = Number(prepare('UPDATE meta SET sequence = sequence + 1 RETURNING sequence').get()?.['sequence']);
    const { lastInsertRowid } = prepare(`
      INSERT INTO articles (published, published_at, heat, quality, id, file, sequence, title)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    `).run(
      Number(article.published),
      article.publishedAt,
      rating(article.heat),
      rating(article.quality),
      article.id,
      file,
      sequence,
      fold(article.title),
    );
    const key = Number(lastInsertRowid);
    prepare('INSERT INTO contents (key, json) VALUES (?, ?)').run(key, json);
    listing.add(key, article);
    const { own, named } = storyKeys(article);
    const insertAddress = prepare('INSERT OR IGNORE INTO addresses (article, address, own) VALUES (?, ?, ?)');
    for (const address of own) insertAddress.run(key, addressNumber(address), 1);
    for (const address of named) insertAddress.run(key, addressNumber(address), 0);
    if (article.published)
      prepare(`
        INSERT INTO article_text (rowid, title, excerpt, topics, provider, coverage) VALUES (?, ?, ?, ?, ?, ?)
      `).run(key, ...textOf(article).map(searchable));
    return json.length;
  }

  /** Likewise. */
  function put({ file, stamp }: FileStamp, reading: Reading, listing: Listing): number {
    if (reading.kind === 'unsettled') return 0;
    prepare('INSERT OR REPLACE INTO files (file, stamp, kind) VALUES (?, ?, ?)').run(file, stamp, reading.kind);
    if (reading.kind === 'article') return putArticle(file, reading.article, listing);
    removeArticle(file, listing);
    return 0;
  }

  /** Does as many of the jobs, from one on, as one transaction may. Returns where to go on. */
  function some<Job>(jobs: readonly Job[], from: number, work: (job: Job, listing: Listing) => number): number {
    let next = from;
    write((listing) => {
      for (let written = 0; written < mostWritten; next++) {
        const job = jobs[next];
        if (job === undefined) break;
        written += leastWritten + work(job, listing);
      }
    });
    return next;
  }

  /** Those of the files that are not known as they are, and how many are known at all. */
  function compareSome(files: readonly FileStamp[]): { readonly stale: readonly FileStamp[]; readonly known: number } {
    const others = new Map(
      prepare(`
        SELECT listed.key AS file, files.file IS NOT NULL AS known
          FROM json_each(?) AS listed LEFT JOIN files ON files.file = listed.key
         WHERE files.stamp IS NOT listed.value
      `)
        .all(JSON.stringify(Object.fromEntries(files.map(({ file, stamp }) => [file, stamp]))))
        .map(({ file, known }) => [file, known === 1]),
    );
    const stale = files.filter(({ file }) => others.has(file));
    return { stale, known: files.length - stale.filter(({ file }) => !others.get(file)).length };
  }

  /** Forgets the files that are not in a listing. */
  async function forget(listing: FileListing): Promise<void> {
    const listed = new Set<string>();
    for await (const { file } of listing) listed.add(file);
    const known = prepare('SELECT file FROM files').all();
    const gone = known.map((row) => String(row['file'])).filter((file) => !listed.has(file) && !isBelow(file, listed));
    for (let next = 0; next < gone.length; await breathe())
      next = some(gone, next, (file, listing) => {
        removeArticle(file, listing);
        prepare('DELETE FROM files WHERE file = ?').run(file);
        return 0;
      });
  }

  return {
    async compare(listing) {
      const stale: FileStamp[] = [];
      let seen = 0;
      let known = 0;
      for await (const files of inChunks(listing, comparedTogether)) {
        const compared = compareSome(files);
        seen += files.length;
        known += compared.known;
        stale.push(...compared.stale);
      }
      // Hardly ever has one gone: to find out which, all names have to be held.
      if (known < Number(prepare('SELECT COUNT(*) AS count FROM files').get()?.['count'])) await forget(listing);
      return { seen, stale };
    },

    async stale(files) {
      return compareSome(files).stale;
    },

    async apply(readings) {
      // One wait for the disk is enough for all of them: https://sqlite.org/pragma.html#pragma_synchronous
      prepare('PRAGMA synchronous = NORMAL').run();
      try {
        for (let next = 0; next < readings.length; ) {
          // Answers go first, and so does what other threads wait for.
          await breathe();
          next = some(readings, next, ({ file, reading }, listing) => put(file, reading, listing));
        }
      } finally {
        prepare('PRAGMA synchronous = FULL').run();
      }
      // An UPDATE that changes nothing would write nothing, and wait for nothing.
      prepare('PRAGMA user_version = 0').run();
    },
  };
}

async function* inChunks(listing: FileListing, size: number): AsyncGenerator<FileStamp[]> {
  let chunk: FileStamp[] = [];
  for await (const file of listing) {
    if (chunk.push(file) < size) continue;
    yield chunk;
    chunk = [];
  }
  yield chunk;
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

/** Stands for an address in 48 bits. Two that share a number are looked at together and told apart by `groupStories`. */
function addressNumber(address: string): number {
  return hash('sha256', address, 'buffer').readUIntBE(0, 6);
}
