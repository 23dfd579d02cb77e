import { Migrator } from 'kysely/migration';
import { HeatwireError } from '../desk/errors.ts';
import { desk } from './migrations/0001-desk.ts';
import { pauses } from './migrations/0002-pauses.ts';
import { tellings } from './migrations/0003-tellings.ts';
import type { Database } from './tables.ts';

/** In the order of their names. A migration that was released never changes; what comes next gets a file of its own. */
const migrations = { '0001-desk': desk, '0002-pauses': pauses, '0003-tellings': tellings };

// Not Kysely's names, in case that another program keeps its tables in the same database.
const migrationTableName = 'heatwire_migration';
const migrationLockTableName = 'heatwire_migration_lock';

/**
 * Brings a database's tables up to this version of the program.
 *
 * @param beforeUpdate called before the tables of an earlier version are changed; when it rejects, they are not
 * @throws HeatwireError `STORE_NEWER`, with nothing changed, when a newer version has used it
 */
export async function migrate(db: Database, beforeUpdate = async () => {}): Promise<void> {
  const known = await executed(db);
  const unknown = known.filter((name) => !Object.hasOwn(migrations, name));
  if (unknown.length > 0)
    throw new HeatwireError(
      'STORE_NEWER',
      `The desk's database was used by a newer version of Heatwire (it has ${unknown.join(', ')}). ` +
        'Start that version, or restore a backup from before the update.',
    );

  if (known.length > 0 && known.length < Object.keys(migrations).length) await beforeUpdate();

  const provider = { getMigrations: async () => migrations };
  const migrator = new Migrator({ db, provider, migrationTableName, migrationLockTableName });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function executed(db: Database): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === migrationTableName)) return [];
  const rows = await db
    .withTables<{ [migrationTableName]: { name: string } }>()
    .selectFrom(migrationTableName)
    .select('name')
    .execute();
  return rows.map(({ name }) => name);
}
