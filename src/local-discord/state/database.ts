import { DatabaseSync } from 'node:sqlite';

/**
 * Opens the file that holds everything this Discord knows. What was committed survives the end of the process at any
 * moment.
 *
 * @param file a path, or `:memory:`
 */
export function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS entity (
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      body TEXT NOT NULL,
      PRIMARY KEY (kind, id)
    );
    CREATE TABLE IF NOT EXISTS message (
      id INTEGER PRIMARY KEY,
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

/** The greatest id in use. */
export function greatestId(database: DatabaseSync): bigint {
  const row = database
    .prepare(`SELECT CAST(MAX(id) AS TEXT) AS id FROM (
      SELECT MAX(id) AS id FROM message
      UNION ALL SELECT MAX(message_id) FROM nonce
      UNION ALL SELECT MAX(CAST(id AS INTEGER)) FROM entity)`)
    .get();
  const id = row?.['id'];
  return typeof id === 'string' ? BigInt(id) : 0n;
}
