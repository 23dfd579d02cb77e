import type { PostedCard, RestoredMemory } from '../desk/after-restore.ts';
import { type Connection, createTransactions } from './connection.ts';
import { getSetting, setSetting } from './settings.ts';
import type { Trx } from './tables.ts';
import { readTellings } from './tellings.ts';
import { enqueue, waitingStates } from './waiting.ts';

/** Set in every copy: until when it knows what happened, in milliseconds since 1970; empty when it was brought up to date. */
export const restoredKey = 'storage:restored';

/** What only a copy that was put back needs: the state machine knows no row whose card was there before it. */
export function createRestoredMemory(connection: Connection): RestoredMemory {
  const { read, write } = createTransactions(connection);
  return {
    knowsUntil: () =>
      read(async (trx) => {
        const until = await getSetting(trx, restoredKey);
        return until ? Number(until) : undefined;
      }),
    waitingChannels: () =>
      read(async (trx) => {
        const rows = await waitingPosts(trx).select('channel_id').distinct().orderBy('channel_id').execute();
        return rows.map(({ channel_id }) => channel_id);
      }),
    waitingPosts: (channelId) =>
      read(async (trx) => {
        const rows = await waitingPosts(trx)
          .where('channel_id', '=', channelId)
          .select(['id', 'telling'])
          .orderBy('sequence')
          .execute();
        const tellingOf = await readTellings(
          trx,
          rows.map(({ telling }) => telling),
        );
        return rows.map(({ id, telling }) => ({ deliveryId: id, telling: tellingOf(telling) }));
      }),
    adopt: (deliveryId, card, editId, now) => write((trx) => adopt(trx, deliveryId, card, editId, now)),
    leaveOut: (deliveryId, now) =>
      write(async (trx) => {
        await trx
          .updateTable('deliveries')
          .set({ state: 'dropped', settled_at: now, reason: 'It may have been posted before a copy was put back.' })
          .where('id', '=', deliveryId)
          .where('state', 'in', waitingStates)
          .execute();
      }),
    caughtUp: () => write((trx) => setSetting(trx, restoredKey, '')),
  };
}

function waitingPosts(trx: Trx) {
  return trx.selectFrom('deliveries').where('kind', '=', 'post').where('state', 'in', waitingStates);
}

async function adopt(
  trx: Trx,
  deliveryId: string,
  { cardId, messageId }: PostedCard,
  editId: string,
  now: number,
): Promise<boolean> {
  const row = await waitingPosts(trx).where('id', '=', deliveryId).selectAll().executeTakeFirst();
  if (row === undefined) return false;
  const { telling, heat } = row;
  const about = { channelId: row.channel_id, cardId, usefulUntil: row.useful_until };
  if (cardId !== deliveryId) {
    const known = await trx.selectFrom('deliveries').select('id').where('id', '=', cardId).executeTakeFirst();
    if (known !== undefined) return false;
    await enqueue(trx, { telling, heat }, [{ id: cardId, kind: 'post', ...about }]);
    await trx.updateTable('told').set({ card_id: cardId }).where('card_id', '=', deliveryId).execute();
    await trx.deleteFrom('deliveries').where('id', '=', deliveryId).execute();
  }
  await trx
    .updateTable('deliveries')
    .set({ state: 'sent', message_id: messageId, settled_at: now })
    .where('id', '=', cardId)
    .execute();
  await enqueue(trx, { telling, heat }, [{ id: editId, kind: 'edit', ...about }]);
  return true;
}
