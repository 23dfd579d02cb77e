import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Feeds, what they were told, the outbox, what people saved, and settings. */
export const desk: Migration = { up };

async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feeds')
    .addColumn('channel_id', 'text', (column) => column.primaryKey())
    .addColumn('guild_id', 'text')
    .addColumn('rules', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();

  await createDeliveries(db);

  await db.schema
    .createTable('told')
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('article_id', 'text', (column) => column.notNull())
    .addColumn('card_id', 'text', (column) => column.references('deliveries.id'))
    .addPrimaryKeyConstraint('told_key', ['channel_id', 'article_id'])
    .execute();
  await db.schema.createIndex('told_by_article').on('told').column('article_id').execute();
  await db.schema.createIndex('told_by_card').on('told').column('card_id').execute();

  await db.schema
    .createTable('saved')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('article_id', 'text', (column) => column.notNull())
    .addColumn('story', 'text', (column) => column.notNull())
    .addColumn('saved_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('saved_key', ['user_id', 'article_id'])
    .execute();
  await db.schema.createIndex('saved_by_time').on('saved').columns(['user_id', 'saved_at']).execute();

  await db.schema
    .createTable('settings')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}

async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('card_id', 'text', (column) => column.notNull().references('deliveries.id'))
    .addColumn('telling', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('rank', 'integer', (column) => column.notNull())
    .addColumn('heat', 'integer', (column) => column.notNull())
    .addColumn('sequence', 'bigint', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('not_before', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('first_claimed_at', 'bigint')
    .addColumn('claimed_at', 'bigint')
    .addColumn('settled_at', 'bigint')
    .addColumn('message_id', 'text')
    .addColumn('reason', 'text')
    .execute();

  const index = (name: string) => db.schema.createIndex(name).on('deliveries');
  await index('deliveries_sequence').unique().column('sequence').execute();
  await index('deliveries_of_card').columns(['card_id', 'sequence']).execute();
  // In the order in which rows are claimed, so that the next one is found without sorting what waits.
  await index('deliveries_next').columns(['state', 'channel_id', 'rank', 'heat desc', 'sequence']).execute();
  await index('deliveries_due').columns(['state', 'not_before']).execute();
  await index('deliveries_one_sending').unique().column('channel_id').where(sql.ref('state'), '=', 'sending').execute();
  await index('deliveries_one_waiting')
    .unique()
    .column('card_id')
    .where(sql.ref('state'), '=', 'pending')
    .where(sql.ref('rank'), '<', 2)
    .execute();
}
