import { DatabaseSync } from 'node:sqlite';

/** Of the tables below: to be raised with every change of them. */
const layout = 2;

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
export function openDatabase(file: string): DatabaseSync {
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
  `);
  return database;
}

/** Runs `work` so that it happens wholly or not at all. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** The layout of a file's tables; nothing when it has none yet. */
function layoutOf(database: DatabaseSync): number | undefined {
  const tables = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get();
  const version = database.prepare('PRAGMA user_version').get();
  return tables?.['count'] === 0 ? undefined : Number(version?.['user_version']);
}

/** The greatest id that was ever used. SQLite remembers that of deleted messages, for its AUTOINCREMENT. */
export function greatestId(database: DatabaseSync): bigint {
  const row = database
    .prepare(`SELECT CAST(MAX(id) AS TEXT) AS id FROM (
      SELECT seq AS id FROM sqlite_sequence WHERE name = 'message'
      UNION ALL SELECT MAX(CAST(id AS INTEGER)) FROM entity)`)
    .get();
  const id = row?.['id'];
  return typeof id === 'string' ? BigInt(id) : 0n;
}
