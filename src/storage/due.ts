import { type RawBuilder, sql } from 'kysely';
import type { DeliveryState } from '../desk/delivery-machine.ts';
import type { DeliveryRow, Trx } from './tables.ts';

// States and limits are part of the statements here and in outbox.ts. SQLite goes by such values to choose between indexes;
// were they parameters, it would plan each statement once more whenever they are bound.

/** Rows that are looked at first: most often each of them is of another channel. */
const glance = 500;

/** At most `limit` channels with a row that {@link claim} would return, in the order in which these would go in one channel. */
export async function channelsDue(trx: Trx, now: number, limit: number): Promise<string[]> {
  const held = await inOrder(dueRows(trx, 'held', now))
    .select(orderColumns)
    .limit(sql.lit(limit))
    .execute();
  const first = await inOrder(pendingRows(trx, now)).select(orderColumns).limit(sql.lit(glance)).execute();
  const isEnough = first.length < glance || new Set(first.map(({ channel_id }) => channel_id)).size >= limit;
  const pending = isEnough ? first : await nextOfEachChannel(trx, now, limit);
  const channels = [...held, ...pending].sort(inSameOrder).map(({ channel_id }) => channel_id);
  return [...new Set(channels)].slice(0, limit);
}

/** For when few channels have much to send: goes from channel to channel instead of through all that waits. */
function nextOfEachChannel(trx: Trx, now: number, limit: number) {
  const pending = trx.selectFrom('deliveries').where('state', '=', sql.lit('pending'));
  return trx
    .withRecursive('waiting(id)', (db) =>
      pending
        .select(({ fn }) => fn.min<string | null>('channel_id').as('id'))
        .unionAll(
          db
            .selectFrom('waiting')
            .where('waiting.id', 'is not', null)
            .select(
              pending
                .whereRef('channel_id', '>', sql.ref('waiting.id'))
                .select(({ fn }) => fn.min<string | null>('channel_id').as('id'))
                .as('id'),
            ),
        ),
    )
    .selectFrom('waiting')
    .innerJoin('deliveries as due', (join) =>
      join.on(({ eb }) =>
        eb(
          'due.id',
          '=',
          inOrder(pendingRows(trx, now))
            .where('due.channel_id', '=', sql.ref<string>('waiting.id'))
            .select('due.id')
            .limit(sql.lit(1)),
        ),
      ),
    )
    .select(orderColumns)
    .orderBy('due.rank')
    .orderBy('due.heat', 'desc')
    .orderBy('due.sequence')
    .limit(sql.lit(limit))
    .execute();
}

const orderColumns = ['due.channel_id', 'due.rank', 'due.heat', 'due.sequence'] as const;
type Order = Pick<DeliveryRow, 'rank' | 'heat' | 'sequence'>;

function inSameOrder(a: Order, b: Order): number {
  return a.rank - b.rank || b.heat - a.heat || a.sequence - b.sequence;
}

export function inOrder(rows: ReturnType<typeof dueRows>) {
  return rows.orderBy('due.rank').orderBy('due.heat', 'desc').orderBy('due.sequence');
}

/** Of a channel where rows are held, only these count. */
function pendingRows(trx: Trx, now: number) {
  return dueRows(trx, 'pending', now).where(({ not, exists }) =>
    not(exists(inState(trx, 'held', sql.ref('due.channel_id')))),
  );
}

/** Rows whose time has come, in channels where none is being sent; a post is still news, a change has its message. */
export function dueRows(trx: Trx, state: DeliveryState, now: number) {
  return (
    trx
      .selectFrom('deliveries as due')
      .where('due.state', '=', sql.lit(state))
      // Not a comparison with the column itself: SQLite would then go by due time, and sort all that waits for each claim.
      .where(({ eb }) => eb(eb('due.not_before', '-', now), '<=', 0))
      .where(({ or, and, eb, exists, selectFrom }) =>
        or([
          and([
            eb('due.kind', '=', 'post'),
            or([eb('due.useful_until', 'is', null), eb(eb('due.useful_until', '-', now), '>=', 0)]),
          ]),
          exists(
            selectFrom('deliveries as post')
              .select('post.id')
              .whereRef('post.id', '=', 'due.card_id')
              .where('due.kind', '!=', 'post')
              .where('post.message_id', 'is not', null),
          ),
        ]),
      )
      .where(({ not, exists }) => not(exists(inState(trx, 'sending', sql.ref('due.channel_id')))))
  );
}

export function inState(trx: Trx, state: DeliveryState, channelId: RawBuilder<string>) {
  return trx
    .selectFrom('deliveries as other')
    .select('other.id')
    .where('other.channel_id', '=', channelId)
    .where('other.state', '=', sql.lit(state))
    .limit(sql.lit(1));
}
