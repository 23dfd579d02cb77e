import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * What is told, once for however many channels. Rows of the outbox name it by its key from now on; those from before keep
 * what they tell.
 */
export const tellings: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('tellings')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('json', 'text', (column) => column.notNull())
    .execute();
}
