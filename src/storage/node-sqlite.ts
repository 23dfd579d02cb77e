import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  type TransactionSettings,
} from 'kysely';

/**
 * Statements with so many characters altogether stay prepared: more than the program has, but lists of any length each make
 * another, and what is prepared takes some thirty bytes for a character.
 */
const mostKept = 100_000;

/** What is needed of Node's SQLite. */
export interface SqliteConnection extends Pick<DatabaseSync, 'close' | 'isTransaction'> {
  prepare(sql: string): {
    columns(): readonly unknown[];
    all(...parameters: SQLInputValue[]): unknown[];
    run(...parameters: SQLInputValue[]): ReturnType<StatementSync['run']>;
    iterate(...parameters: SQLInputValue[]): IterableIterator<unknown>;
  };
}

/** Kysely's SQLite dialect over Node's own SQLite. The database is closed with the Kysely instance. */
export function nodeSqliteDialect(database: SqliteConnection): Dialect {
  const dialect = new SqliteDialect({ database: asSqliteDatabase(database) });
  return {
    createDriver: () => withTransactions(dialect.createDriver(), database),
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

function withTransactions(driver: Driver, database: SqliteConnection): Driver {
  const execute = async (connection: DatabaseConnection, sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: () => driver.init(),
    acquireConnection: () => driver.acquireConnection(),
    // One that begins by reading cannot wait for another process's lock once it writes: it takes the lock at once.
    beginTransaction: (connection, { accessMode }: TransactionSettings) =>
      execute(connection, accessMode === 'read only' ? 'begin' : 'begin immediate'),
    commitTransaction: (connection) => execute(connection, 'commit'),
    async rollbackTransaction(connection) {
      // After some failures, such as a full disk, SQLite has done so already; the failure must not be hidden by another.
      if (database.isTransaction) await execute(connection, 'rollback');
    },
    releaseConnection: (connection) => driver.releaseConnection(connection),
    destroy: () => driver.destroy(),
  };
}

type Prepared = ReturnType<SqliteDatabase['prepare']>;

function asSqliteDatabase(database: SqliteConnection): SqliteDatabase {
  const kept = new Map<string, Prepared>();
  let length = 0;
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = kept.get(sql) ?? prepared(database, sql);
      // Deleted and set again, a statement moves to the end of the map's order.
      if (!kept.delete(sql)) length += sql.length;
      kept.set(sql, statement);
      for (const unusedLongest of kept.keys()) {
        if (length <= mostKept) break;
        kept.delete(unusedLongest);
        length -= unusedLongest.length;
      }
      return statement;
    },
  };
}

function prepared(database: SqliteConnection, sql: string): Prepared {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...bindable(parameters)),
    run: (parameters) => statement.run(...bindable(parameters)),
    iterate: (parameters) => statement.iterate(...bindable(parameters)),
  };
}

function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return value;
    throw new TypeError(`SQLite has no type for a value of type ${typeof value}`);
  });
}
