import type { RestoredMemory } from '../desk/after-restore.ts';
import type { Store } from '../desk/delivery-ports.ts';
import { HeatwireError } from '../desk/errors.ts';
import { type Connection, postgresAt, storeError } from './connection.ts';
import { createStore } from './create-store.ts';
import { migrate } from './migrate.ts';
import { createRestoredMemory } from './restored.ts';
import { connectSqlite } from './sqlite.ts';
import { whenFree } from './when-free.ts';

/**
 * Opens the desk's memory, and brings it up to this version of the program: the PostgreSQL database at `databaseUrl` if
 * there is one, else the SQLite file.
 *
 * @param at.verify called before each write to the file; throws when that would be in vain
 * @param at.betweenWrites a pause after what was written, in which what comes next gathers; none unless given
 * @param at.beforeUpdate called before the tables of an earlier version are changed; when it rejects, they are not
 * @param at.onDamage called when the file turns out to be damaged while it is in use: no call is to follow
 * @throws HeatwireError `STORE_UNAVAILABLE` when it cannot be opened, `STORE_DAMAGED` when the file is damaged,
 * `STORE_NEWER` when a newer version has used it
 */
export async function openStore(at: {
  dataFile: string;
  databaseUrl?: string | undefined;
  verify?(): void;
  betweenWrites?(): Promise<void>;
  beforeUpdate?(): Promise<void>;
  onDamage?(error: HeatwireError): void;
}): Promise<Store & { readonly restored: RestoredMemory }> {
  const { dataFile, databaseUrl, verify, betweenWrites, beforeUpdate, onDamage } = at;
  const connection =
    databaseUrl === undefined
      ? await open(() => connectSqlite(dataFile, verify), `The database file ${dataFile}`, beforeUpdate)
      : await open(await postgres(databaseUrl), postgresAt(databaseUrl), beforeUpdate);
  const watched = { ...connection, ...(betweenWrites && { betweenWrites }), ...(onDamage && { onDamage }) };
  return { ...createStore(watched), restored: createRestoredMemory(watched) };
}

/** Most installations never load what speaks to PostgreSQL. */
async function postgres(databaseUrl: string): Promise<() => Connection> {
  const { connectPostgres } = await import('./postgres.ts');
  return () => connectPostgres(databaseUrl);
}

async function open(
  connect: () => Connection,
  subject: string,
  beforeUpdate?: () => Promise<void>,
): Promise<Connection> {
  try {
    return await whenFree(async () => {
      const connection = connect();
      try {
        await migrate(connection.db, beforeUpdate);
        return connection;
      } catch (error) {
        await connection.db.destroy();
        throw error;
      }
    });
  } catch (error) {
    if (error instanceof HeatwireError) throw error;
    throw storeError(subject, 'cannot be used', error);
  }
}
