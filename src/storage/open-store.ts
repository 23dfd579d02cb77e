import type { Store } from '../desk/delivery-ports.ts';
import { HeatwireError } from '../desk/errors.ts';
import { type Connection, reasonOf } from './connection.ts';
import { createStore } from './create-store.ts';
import { migrate } from './migrate.ts';
import { connectPostgres } from './postgres.ts';
import { connectSqlite } from './sqlite.ts';

/**
 * Opens the desk's memory, and brings it up to this version of the program: the PostgreSQL database at `databaseUrl` if
 * there is one, else the SQLite file.
 *
 * @throws HeatwireError `STORE_UNAVAILABLE` when it cannot be opened, `STORE_NEWER` when a newer version has used it
 */
export async function openStore(at: { dataFile: string; databaseUrl?: string | undefined }): Promise<Store> {
  const { dataFile, databaseUrl } = at;
  return databaseUrl === undefined
    ? open(() => connectSqlite(dataFile), `The database file ${dataFile}`)
    : open(() => connectPostgres(databaseUrl), `The PostgreSQL database ${withoutSecrets(databaseUrl)}`);
}

async function open(connect: () => Connection, subject: string): Promise<Store> {
  let connection: Connection | undefined;
  try {
    connection = connect();
    await migrate(connection.db);
    return createStore(connection);
  } catch (error) {
    await connection?.db.destroy();
    if (error instanceof HeatwireError) throw error;
    throw new HeatwireError('STORE_UNAVAILABLE', `${subject} cannot be used: ${reasonOf(error)}`, { cause: error });
  }
}

/** Where a database is, as far as it may be told: user, password and parameters stay out. */
function withoutSecrets(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return url === null ? 'of DATABASE_URL' : `at ${url.host}${url.pathname}`;
}
