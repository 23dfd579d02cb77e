import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { Connection } from './connection.ts';
import { nodeSqliteDialect } from './node-sqlite.ts';
import type { Tables } from './tables.ts';

/**
 * Opens a database file, creating it and its folder where they are missing. What was committed survives a power cut.
 *
 * @throws whatever the file system or SQLite says
 */
export function connectSqlite(file: string): Connection {
  mkdirSync(dirname(file), { recursive: true });
  const database = new DatabaseSync(file, { timeout: 5_000, enableForeignKeyConstraints: true });
  try {
    database.exec('pragma journal_mode = wal; pragma synchronous = full;');
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    db: new Kysely<Tables>({ dialect: nodeSqliteDialect(database) }),
    // A transaction has the file to itself from its beginning.
    awaitTurn: async () => {},
  };
}
