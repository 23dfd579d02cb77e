import type { RestoredMemory } from '../desk/after-restore.ts';
import { type Connection, createTransactions } from './connection.ts';
import { getSetting, setSetting } from './settings.ts';

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
    waitingPosts: () =>
      read(async (trx) => {
        const rows = await trx
          .selectFrom('deliveries')
          .select(['id', 'channel_id', 'telling'])
          .where('kind', '=', 'post')
          .where('state', 'in', ['pending', 'held'])
          .orderBy('sequence')
          .execute();
        return rows.map(({ id, channel_id, telling }) => ({
          deliveryId: id,
          channelId: channel_id,
          telling: JSON.parse(telling),
        }));
      }),
    adopt: (deliveryId, { cardId, messageId }, now) =>
      write(async (trx) => {
        const settled = { state: 'sent' as const, message_id: messageId, settled_at: now };
        if (cardId === deliveryId) {
          await trx.updateTable('deliveries').set(settled).where('id', '=', deliveryId).execute();
          return true;
        }
        const known = await trx.selectFrom('deliveries').select('id').where('id', '=', cardId).executeTakeFirst();
        if (known !== undefined) return false;
        const row = await trx
          .selectFrom('deliveries')
          .selectAll()
          .where('id', '=', deliveryId)
          .executeTakeFirstOrThrow();
        const { latest } = await trx
          .selectFrom('deliveries')
          .select(({ fn }) => fn.max('sequence').as('latest'))
          .executeTakeFirstOrThrow();
        await trx
          .insertInto('deliveries')
          .values({ ...row, ...settled, id: cardId, card_id: cardId, sequence: Number(latest) + 1 })
          .execute();
        await trx.updateTable('told').set({ card_id: cardId }).where('card_id', '=', deliveryId).execute();
        await trx.deleteFrom('deliveries').where('id', '=', deliveryId).execute();
        return true;
      }),
    leaveOut: (deliveryId, now) =>
      write(async (trx) => {
        await trx
          .updateTable('deliveries')
          .set({ state: 'dropped', settled_at: now, reason: 'It may have been posted before a copy was put back.' })
          .where('id', '=', deliveryId)
          .execute();
      }),
    caughtUp: () => write((trx) => setSetting(trx, restoredKey, '')),
  };
}
