import { randomUUID } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { HeatwireError } from '../desk/errors.ts';

const schema = `
  CREATE TABLE meta (
    fingerprint TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    -- How large the file was, in bytes, when it was last closed as it should be; 0 while it is open.
    closed INTEGER NOT NULL DEFAULT 0
  );
  -- Every opening of the file is a generation of its own; "last" is the sequence that an earlier one came to.
  CREATE TABLE generations (
    number INTEGER PRIMARY KEY,
    generation TEXT NOT NULL UNIQUE,
    last INTEGER
  );
  CREATE TABLE files (
    file TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,
    kind TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX files_by_kind ON files (kind) WHERE kind <> 'article';

  CREATE TABLE articles (
    key INTEGER PRIMARY KEY,
    published INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    heat INTEGER NOT NULL,
    quality INTEGER NOT NULL,
    id TEXT NOT NULL UNIQUE,
    file TEXT NOT NULL,
    sequence INTEGER NOT NULL UNIQUE,
    title TEXT NOT NULL
  );
  CREATE INDEX articles_by_file ON articles (file);
  CREATE INDEX articles_by_title ON articles (title, published_at);
  CREATE INDEX articles_by_time ON articles (published_at) WHERE published = 1;
  -- Articles as JSON, which is long: whoever looks for articles shall not have to read past it.
  CREATE TABLE contents (
    key INTEGER PRIMARY KEY REFERENCES articles ON DELETE CASCADE,
    json TEXT NOT NULL
  );

  -- Every published article under the name of each list that it is in, hottest first. What is not rated has -1.
  CREATE TABLE listed (
    name TEXT NOT NULL,
    heat INTEGER NOT NULL,
    quality INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    key INTEGER NOT NULL,
    type TEXT NOT NULL,
    PRIMARY KEY (name, heat DESC, quality DESC, published_at DESC, key)
  ) WITHOUT ROWID;
  -- How many articles each list holds, by what people read there.
  CREATE TABLE lists (
    name TEXT NOT NULL,
    shown TEXT NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (name, shown)
  ) WITHOUT ROWID;

  -- The addresses that an article goes by (own) and those that it names, as numbers: whole ones would be a quarter of the file.
  CREATE TABLE addresses (
    article INTEGER NOT NULL REFERENCES articles ON DELETE CASCADE,
    address INTEGER NOT NULL,
    own INTEGER NOT NULL,
    PRIMARY KEY (address, own, article)
  ) WITHOUT ROWID;
  CREATE INDEX addresses_by_article ON addresses (article);

  -- Of published articles.
  CREATE VIRTUAL TABLE article_text USING fts5 (
    title, excerpt, topics, provider, coverage,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );
`;

/** The index's database. Its statements are prepared once each. */
export interface IndexDatabase {
  /** Of this opening of the file. */
  readonly generation: string;
  /** The statement for this SQL, of which there must be few. */
  prepare(sql: string): StatementSync;
  transaction(work: () => void): void;
  /** Whether an error tells of damage; the next opening then begins anew. */
  discardIfDamaged(error: unknown): boolean;
  close(): void;
}

/**
 * Opens an index file. One that another parser filled, or that is damaged, is thrown away: all of it comes from the
 * article files.
 *
 * @param damaged called when it was damaged
 * @throws HeatwireError `STORE_UNAVAILABLE` when the file cannot be opened or made
 */
export function openIndexDatabase(file: string, fingerprint: string, damaged: () => void = () => {}): IndexDatabase {
  try {
    const { db, generation } = openCurrent(file, fingerprint, damaged) ?? opened(create(file, fingerprint));
    // From here on others are waiting for this process: a scan that meets somebody's lock fails, and the next one catches up.
    db.exec(`PRAGMA busy_timeout = ${longestBusyMs}`);
    return wrap(db, generation, file);
  } catch (cause) {
    throw new HeatwireError('STORE_UNAVAILABLE', `The index "${file}" cannot be opened. DATA_DIR must be writable.`, {
      cause,
    });
  }
}

interface Opened {
  readonly db: DatabaseSync;
  readonly generation: string;
}

function opened(db: DatabaseSync): Opened {
  return { db, generation: beginGeneration(db) };
}

function openCurrent(file: string, fingerprint: string, damaged: () => void): Opened | undefined {
  let db: DatabaseSync | undefined;
  try {
    db = connect(file);
    const isFilled = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'meta'").get() !== undefined;
    // All columns: another version may have had others.
    const meta = isFilled ? db.prepare('SELECT * FROM meta').get() : undefined;
    if (meta?.['fingerprint'] === fingerprint) {
      // To look through all of a file takes longer than to read it: it is done after a crash.
      if (meta['closed'] === statSync(file, { throwIfNoEntry: false })?.size || isSound(db)) return opened(db);
      damaged();
    }
    db.close();
    return undefined;
  } catch (error) {
    if (db?.isOpen) db.close();
    if (!isDamage(error)) throw error;
    damaged();
    return undefined;
  }
}

function create(file: string, fingerprint: string): DatabaseSync {
  remove(file);
  const db = connect(file);
  db.exec(`BEGIN; ${schema}`);
  db.prepare('INSERT INTO meta (fingerprint, sequence) VALUES (?, 0)').run(fingerprint);
  db.exec('COMMIT');
  return db;
}

function remove(file: string): void {
  if (file !== ':memory:') for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
}

function connect(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5000 });
  // As durable as what the desk has worked off: were the index to fall behind that, the desk would look at everything again.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  return db;
}

function isSound(db: DatabaseSync): boolean {
  return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
}

/** SQLITE_CORRUPT and SQLITE_NOTADB: https://sqlite.org/rescode.html */
function isCorrupt(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && [11, 26].includes(Number(error.errcode) & 0xff);
}

/** Whether the disk, its rights or another program is the trouble: locked, read-only, failing, full or not to be opened. */
export function isOfTheMachine(error: unknown): error is Error {
  return error instanceof Error && 'errcode' in error && [5, 6, 8, 10, 13, 14].includes(Number(error.errcode) & 0xff);
}

/** As the file is opened, SQLITE_ERROR too means that a table is not as it should be. */
function isDamage(error: unknown): boolean {
  return isCorrupt(error) || (error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 1);
}

/** How long the whole process stands still, in milliseconds, while another program has the file locked. */
const longestBusyMs = 100;

/** How many openings are remembered: one whose last scan is longer ago is told everything again, which is harmless. */
const rememberedGenerations = 1000;

/**
 * A generation begins where the file's sequence is now. An older copy of the file may thus hand out a sequence number a
 * second time, but never with the same generation.
 */
function beginGeneration(db: DatabaseSync): string {
  const generation = randomUUID();
  db.exec(`
    BEGIN IMMEDIATE;
    UPDATE generations SET last = (SELECT sequence FROM meta) WHERE last IS NULL;
    UPDATE meta SET closed = 0;
  `);
  const { lastInsertRowid } = db.prepare('INSERT INTO generations (generation) VALUES (?)').run(generation);
  db.prepare('DELETE FROM generations WHERE number <= ?').run(Number(lastInsertRowid) - rememberedGenerations);
  db.exec('COMMIT');
  return generation;
}

function wrap(db: DatabaseSync, generation: string, file: string): IndexDatabase {
  const statements = new Map<string, StatementSync>();
  return {
    generation,
    prepare(sql) {
      const statement = statements.get(sql) ?? db.prepare(sql);
      statements.set(sql, statement);
      return statement;
    },
    transaction(work) {
      db.exec('BEGIN IMMEDIATE');
      try {
        work();
        db.exec('COMMIT');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    discardIfDamaged(error) {
      if (!isCorrupt(error)) return false;
      remove(file);
      return true;
    },
    close() {
      try {
        db.exec('UPDATE meta SET closed = (SELECT page_count * page_size FROM pragma_page_count, pragma_page_size)');
      } catch {
        // The next opening looks through all of it.
      }
      db.close();
    },
  };
}
