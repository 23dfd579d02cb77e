import { type NotNull, sql } from 'kysely';
import { type DeliveryState, nextState, statesBefore } from '../desk/delivery-machine.ts';
import type { Delivery, QueueTotals } from '../desk/delivery-ports.ts';
import { dueRows, inOrder, inState } from './due.ts';
import type { Trx } from './tables.ts';

/** Marks the next row of a channel as being sent. Where rows are held, the first to get through lets the others follow. */
export async function claim(trx: Trx, channelId: string, now: number): Promise<Delivery | undefined> {
  const isIn = async (state: DeliveryState): Promise<boolean> =>
    (await inState(trx, state, sql.val(channelId)).executeTakeFirst()) !== undefined;
  if (await isIn('sending')) return undefined;
  const from = (await isIn('held')) ? 'held' : 'pending';
  const next = await inOrder(dueRows(trx, from, now))
    .where('due.channel_id', '=', channelId)
    .select('due.id')
    .limit(sql.lit(1))
    .executeTakeFirst();
  const state = nextState(from, 'claimed');
  if (next === undefined || state === undefined) return undefined;

  const { numUpdatedRows } = await trx
    .updateTable('deliveries')
    .set(({ eb, fn, val }) => ({
      state,
      attempts: eb('attempts', '+', 1),
      first_claimed_at: fn.coalesce('first_claimed_at', val(now)),
      claimed_at: now,
    }))
    .where('id', '=', next.id)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return undefined;
  return (await underWay(trx).where('row.id', '=', next.id).execute()).map(toDelivery)[0];
}

export async function interrupted(trx: Trx): Promise<Delivery[]> {
  return (await underWay(trx).where('row.state', '=', sql.lit('sending')).orderBy('row.sequence').execute()).map(
    toDelivery,
  );
}

export async function doubtful(trx: Trx, now: number, limit: number): Promise<Delivery[]> {
  const firstOfEachChannel = trx
    .selectFrom('deliveries')
    .select(({ fn }) => fn.min('sequence').as('sequence'))
    .where('state', '=', sql.lit('unconfirmed'))
    .where('not_before', '<=', now)
    .groupBy('channel_id');
  const rows = await underWay(trx)
    .where('row.sequence', 'in', firstOfEachChannel)
    .orderBy('row.sequence')
    .limit(sql.lit(limit))
    .execute();
  return rows.map(toDelivery);
}

/** Drops posts whose use is over; their stories stay told, so that nobody is told late. */
export async function dropOutlived(trx: Trx, now: number, limit: number): Promise<number> {
  const outlived = trx
    .selectFrom('deliveries')
    .select('id')
    .where('state', 'in', literally(statesBefore('outlived')))
    .where('kind', '=', 'post')
    .where('useful_until', '<', now)
    .limit(sql.lit(limit));
  const { numUpdatedRows } = await trx
    .updateTable('deliveries')
    .set({ state: 'dropped', settled_at: now, reason: 'It could not be told while it was news.' })
    .where('id', 'in', outlived)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function nextDueAt(trx: Trx, now: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('deliveries')
    .select('not_before')
    .where('state', 'in', literally(['pending', 'held', 'unconfirmed']))
    .where('not_before', '>', now)
    .orderBy('not_before')
    .limit(sql.lit(1))
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
  const of = (state: DeliveryState): number => counts.get(state) ?? 0;
  return {
    pending: of('pending') + of('held'),
    held: of('held'),
    sending: of('sending'),
    unconfirmed: of('unconfirmed'),
    failed: of('dead'),
    sent: of('sent'),
  };
}

function literally(states: readonly DeliveryState[]) {
  return states.map((state) => sql.lit(state));
}

/** Rows that were claimed, with the message of their card. */
function underWay(trx: Trx) {
  return trx
    .selectFrom('deliveries as row')
    .innerJoin('deliveries as post', 'post.id', 'row.card_id')
    .leftJoin('tellings', 'tellings.key', 'row.telling')
    .select(({ fn }) => [
      'row.id',
      'row.kind',
      'row.channel_id',
      'row.card_id',
      fn.coalesce('tellings.json', 'row.telling').as('telling'),
      'row.attempts',
      'row.first_claimed_at',
      'row.claimed_at',
      'row.useful_until',
      'post.message_id',
    ])
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
  useful_until: number | null;
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
    usefulUntil: row.useful_until ?? Number.MAX_SAFE_INTEGER,
  };
}
