import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { type Dialect, type DialectAdapter, type SqliteDatabase, SqliteDialect } from 'kysely';

/** Kysely's SQLite dialect over Node's own SQLite. The database is closed with the Kysely instance. */
export function nodeSqliteDialect(database: DatabaseSync): Dialect {
  const dialect = new SqliteDialect({ database: asSqliteDatabase(database) });
  return {
    createDriver: () => dialect.createDriver(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createAdapter: () => adapter,
  };
}

/**
 * Kysely's own adapter says that SQLite cannot undo changes of tables, which it can: with this one a migration happens
 * wholly or not at all. One connection makes Kysely run transactions one after the other.
 */
const adapter: DialectAdapter = {
  supportsCreateIfNotExists: true,
  supportsMultipleConnections: false,
  supportsReturning: true,
  supportsTransactionalDdl: true,
  // A transaction that writes locks the whole file; nothing more is needed.
  acquireMigrationLock: async () => {},
  releaseMigrationLock: async () => {},
};

function asSqliteDatabase(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(sql) {
      // A transaction that begins by reading cannot wait for another process's lock once it writes: take it at once.
      const statement = database.prepare(sql === 'begin' ? 'begin immediate' : sql);
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bindable(parameters)),
        run: (parameters) => statement.run(...bindable(parameters)),
        iterate: (parameters) => statement.iterate(...bindable(parameters)),
      };
    },
  };
}

function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return value;
    throw new TypeError(`SQLite has no type for a value of type ${typeof value}`);
  });
}
