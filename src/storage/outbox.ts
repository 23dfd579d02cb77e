import { type NotNull, sql } from 'kysely';
import type { Delivery, QueueTotals } from '../desk/delivery-ports.ts';
import type { Trx } from './tables.ts';

/** Channels with a row that {@link claim} would return. */
export async function channelsDue(trx: Trx, now: number): Promise<string[]> {
  const channels = trx.selectFrom('deliveries').select('channel_id').distinct().where('state', '=', 'pending');
  const rows = await trx
    .selectFrom(channels.as('waiting'))
    .select('waiting.channel_id')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('deliveries')
            .select('deliveries.id')
            .whereRef('deliveries.channel_id', '=', 'waiting.channel_id')
            .where('deliveries.state', '=', 'sending'),
        ),
      ),
    )
    .where(({ exists }) => exists(claimable(trx, now).whereRef('due.channel_id', '=', sql.ref('waiting.channel_id'))))
    .execute();
  return rows.map(({ channel_id }) => channel_id);
}

/** Marks the next row of a channel as being sent. */
export async function claim(trx: Trx, channelId: string, now: number): Promise<Delivery | undefined> {
  const busy = await trx
    .selectFrom('deliveries')
    .select('id')
    .where('channel_id', '=', channelId)
    .where('state', '=', 'sending')
    .executeTakeFirst();
  if (busy !== undefined) return undefined;

  const next = await claimable(trx, now)
    .where('due.channel_id', '=', channelId)
    .orderBy('due.rank')
    .orderBy('due.heat', 'desc')
    .orderBy('due.sequence')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) return undefined;

  const { numUpdatedRows } = await trx
    .updateTable('deliveries')
    .set(({ eb, fn, val }) => ({
      state: 'sending',
      attempts: eb('attempts', '+', 1),
      first_claimed_at: fn.coalesce('first_claimed_at', val(now)),
      claimed_at: now,
    }))
    .where('id', '=', next.id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return undefined;
  return (await sending(trx).where('row.id', '=', next.id).execute()).map(toDelivery)[0];
}

export async function interrupted(trx: Trx): Promise<Delivery[]> {
  return (await sending(trx).orderBy('row.sequence').execute()).map(toDelivery);
}

export async function nextDueAt(trx: Trx, now: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('deliveries')
    .select('not_before')
    .where('state', '=', 'pending')
    .where('not_before', '>', now)
    .orderBy('not_before')
    .limit(1)
    .executeTakeFirst();
  return row?.not_before;
}

export async function countByState(trx: Trx): Promise<QueueTotals> {
  const rows = await trx
    .selectFrom('deliveries')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = new Map(rows.map(({ state, count }) => [state, count]));
  return {
    pending: counts.get('pending') ?? 0,
    sending: counts.get('sending') ?? 0,
    failed: counts.get('failed') ?? 0,
    sent: counts.get('sent') ?? 0,
  };
}

/** Rows whose time has come; a change also needs the message that it is about. */
function claimable(trx: Trx, now: number) {
  return (
    trx
      .selectFrom('deliveries as due')
      .select('due.id')
      .where('due.state', '=', 'pending')
      // Not a comparison with the column itself: SQLite would then go by due time, and sort all that waits for each claim.
      .where(({ eb }) => eb(eb('due.not_before', '-', now), '<=', 0))
      .where(({ or, eb, exists, selectFrom }) =>
        or([
          eb('due.kind', '=', 'post'),
          exists(
            selectFrom('deliveries as post')
              .select('post.id')
              .whereRef('post.id', '=', 'due.card_id')
              .where('post.message_id', 'is not', null),
          ),
        ]),
      )
  );
}

function sending(trx: Trx) {
  return trx
    .selectFrom('deliveries as row')
    .innerJoin('deliveries as post', 'post.id', 'row.card_id')
    .select([
      'row.id',
      'row.kind',
      'row.channel_id',
      'row.card_id',
      'row.telling',
      'row.attempts',
      'row.first_claimed_at',
      'row.claimed_at',
      'post.message_id',
    ])
    .where('row.state', '=', 'sending')
    .where('row.first_claimed_at', 'is not', null)
    .where('row.claimed_at', 'is not', null)
    .$narrowType<{ first_claimed_at: NotNull; claimed_at: NotNull }>();
}

function toDelivery(row: {
  id: string;
  kind: Delivery['kind'];
  channel_id: string;
  card_id: string;
  telling: string;
  attempts: number;
  first_claimed_at: number;
  claimed_at: number;
  message_id: string | null;
}): Delivery {
  return {
    id: row.id,
    kind: row.kind,
    channelId: row.channel_id,
    cardId: row.card_id,
    telling: JSON.parse(row.telling),
    ...(row.message_id !== null && { messageId: row.message_id }),
    attempts: row.attempts,
    firstClaimedAt: row.first_claimed_at,
    claimedAt: row.claimed_at,
  };
}
