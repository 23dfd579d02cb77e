import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Connection } from './connection.ts';
import { nodeSqliteDialect } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

/** SQLITE_CORRUPT: https://sqlite.org/rescode.html */
const corrupt = { errcode: 11 };

/**
 * Opens a database file, creating it and its folder where they are missing. What was committed survives a power cut.
 *
 * @param verify called before anything is written; throws when that would be in vain
 * @throws whatever the file system or SQLite says, among it that the file is damaged or cannot be written to
 */
export function connectSqlite(file: string, verify: () => void = () => {}): Connection {
  mkdirSync(dirname(file), { recursive: true });
  // No waiting within SQLite, which would keep all of the program waiting.
  const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true });
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full;');
    // A file that may only be read fails here, and not when the first card is due.
    database.exec('begin immediate; pragma user_version = 0; rollback;');
    const found = database.prepare('pragma quick_check(1)').get()?.['quick_check'];
    if (found !== 'ok') throw Object.assign(new Error(String(found).replaceAll('\n', ' ')), corrupt);
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    db: new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }),
    // A transaction has the file to itself from its beginning.
    awaitTurn: async () => verify(),
  };
}
