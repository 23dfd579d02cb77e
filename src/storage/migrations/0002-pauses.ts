import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Feeds that are paused, posts that end with their use, and the states that the state machine names. */
export const pauses: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('feeds').addColumn('paused', 'text').execute();
  await db.schema.alterTable('deliveries').addColumn('useful_until', 'bigint').execute();
  await sql`update deliveries set state = 'dead' where state = 'failed'`.execute(db);

  const index = (name: string) => db.schema.createIndex(name).on('deliveries');
  // In the order in which channels get their turn.
  await index('deliveries_in_order').columns(['state', 'rank', 'heat desc', 'sequence']).execute();
  await index('deliveries_outliving').columns(['state', 'useful_until']).execute();

  // A change that is held waits as much as one that is pending.
  await db.schema.dropIndex('deliveries_one_waiting').execute();
  await index('deliveries_one_waiting')
    .unique()
    .column('card_id')
    .where(sql.ref('state'), 'in', ['pending', 'held'])
    .where(sql.ref('rank'), '<', 2)
    .execute();
}
