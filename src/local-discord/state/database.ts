import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** Of the tables below and of what is kept in them: to be raised with every change of either. */
const layout = 4;

/** The file, and what it takes to change several things in it at once. */
export interface Database {
  prepare(sql: string): StatementSync;
  /** Runs `work` so that it happens wholly or not at all; within another such work, as a part of it. */
  inTransaction<T>(work: () => T): T;
  /** Has `reread` called when such a work did not happen, by whoever holds in memory what is in the file. */
  onRollback(reread: () => void): void;
  close(): void;
}

/**
 * Opens the file that holds everything this Discord knows. What was committed survives the end of the process at any
 * moment.
 *
 * A file of another layout is refused rather than begun anew: the bot remembers elsewhere what it has posted here, so
 * only a person can forget both together.
 *
 * @param file a path, or `:memory:`
 * @throws when the file was written by a version with another layout
 */
export function openDatabase(file: string): Database {
  const database = new DatabaseSync(file);
  const found = layoutOf(database);
  if (found !== undefined && found !== layout) {
    database.close();
    const remedy = 'To begin anew, delete it together with desk.db.';
    throw new Error(`${file} was written by another version of the local Discord. ${remedy}`);
  }
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA user_version = ${layout};
    CREATE TABLE IF NOT EXISTS entity (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      owner TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    );
    CREATE TABLE IF NOT EXISTS message (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      channel_id INTEGER NOT NULL,
      body TEXT NOT NULL
    );
    CREATE INDEX IF NOT EXISTS message_of_channel ON message (channel_id, id);
    CREATE TABLE IF NOT EXISTS nonce (
      author_id INTEGER NOT NULL,
      nonce TEXT NOT NULL,
      message_id INTEGER NOT NULL,
      PRIMARY KEY (author_id, nonce)
    );
    CREATE TABLE IF NOT EXISTS reaction (
      id INTEGER PRIMARY KEY,
      message_id INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
      emoji TEXT NOT NULL,
      user_id INTEGER NOT NULL,
      UNIQUE (message_id, emoji, user_id)
    );
    CREATE TABLE IF NOT EXISTS pin (
      message_id INTEGER PRIMARY KEY REFERENCES message ON DELETE CASCADE,
      channel_id INTEGER NOT NULL,
      pinned_at INTEGER NOT NULL
    );
    CREATE INDEX IF NOT EXISTS pin_of_channel ON pin (channel_id, pinned_at);
    CREATE TABLE IF NOT EXISTS file (
      id INTEGER PRIMARY KEY,
      message_id INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
      filename TEXT NOT NULL,
      content_type TEXT NOT NULL,
      bytes BLOB NOT NULL
    );
    CREATE INDEX IF NOT EXISTS file_of_message ON file (message_id);
  `);
  const rereads: (() => void)[] = [];
  return {
    prepare: (sql) => database.prepare(sql),
    inTransaction(work) {
      if (database.isTransaction) return work();
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // A full disk has SQLite roll back by itself.
        if (database.isTransaction) database.exec('ROLLBACK');
        for (const reread of rereads) reread();
        throw error;
      }
    },
    onRollback: (reread) => rereads.push(reread),
    close: () => database.close(),
  };
}

/** The layout of a file's tables; nothing when it has none yet. */
function layoutOf(database: DatabaseSync): number | undefined {
  const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get();
  const version = database.prepare('PRAGMA user_version').get();
  return tables?.['count'] === 0 ? undefined : Number(version?.['user_version']);
}

/** The greatest id that was ever used. SQLite remembers that of deleted messages, for its AUTOINCREMENT. */
export function greatestId(database: Database): bigint {
  const row = database
    .prepare(`SELECT CAST(MAX(id) AS TEXT) AS id FROM (
      SELECT seq AS id FROM sqlite_sequence WHERE name = 'message'
      UNION ALL SELECT MAX(id) FROM file
      UNION ALL SELECT MAX(CAST(id AS INTEGER)) FROM entity)`)
    .get();
  const id = row?.['id'];
  return typeof id === 'string' ? BigInt(id) : 0n;
}
