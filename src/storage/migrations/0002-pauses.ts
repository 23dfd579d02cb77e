import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Feeds that are paused, posts that end with their use, and the states that the state machine names. */
export const pauses: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('feeds').addColumn('paused', 'text').execute();
  await db.schema.alterTable('deliveries').addColumn('useful_until', 'bigint').execute();
  await sql`update deliveries set state = 'dead' where state = 'failed'`.execute(db);

  // A change that is held waits as much as one that is pending.
  await db.schema.dropIndex('deliveries_one_waiting').execute();
  await db.schema
    .createIndex('deliveries_one_waiting')
    .on('deliveries')
    .unique()
    .column('card_id')
    .where(sql.ref('state'), 'in', ['pending', 'held'])
    .where(sql.ref('rank'), '<', 2)
    .execute();
}
