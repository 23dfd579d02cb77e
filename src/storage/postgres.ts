import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Connection } from './connection.ts';
import type { Tables } from './tables.ts';

/** PostgreSQL's oid of `int8`, the type of `bigint` columns and of counts. */
const int8 = 20;
/** Any number will do, as long as every instance of the program uses the same one. */
const turnLock = 4_747_001;

/** Prepares a pool of connections; the first query opens one. */
export function connectPostgres(connectionString: string): Connection {
  const pool = new pg.Pool({
    connectionString,
    max: 5,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    application_name: 'heatwire',
    types: { getTypeParser: (oid: number, format?: 'text' | 'binary') => parserOf(oid, format) },
  });
  // Without a listener a connection that breaks would end the process. The pool replaces it, and a query that was under
  // way fails by itself.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));

  return {
    db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }),
    async awaitTurn(trx) {
      // An instance that hangs in its turn loses it after a minute.
      await sql`select set_config('idle_in_transaction_session_timeout', '60s', true)`.execute(trx);
      await sql`select pg_advisory_xact_lock(${sql.lit(turnLock)})`.execute(trx);
    },
  };
}

/** Sequences, times and counts stay far below 2^53, so `int8` may be a number. */
function parserOf(oid: number, format: 'text' | 'binary' | undefined) {
  return oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format);
}
