import type { DeliveryState } from '../desk/delivery-machine.ts';
import type { DeliveryKind, Trx } from './tables.ts';
import type { Content } from './tellings.ts';
import { forget } from './told.ts';

/** The order in which rows of a channel go. */
export const rankOf: Record<DeliveryKind, number> = { withdraw: 0, edit: 1, post: 2 };

/** The states of what waits to be sent. */
export const waitingStates: readonly DeliveryState[] = ['pending', 'held'];

/** A statement has fourteen values for each. */
const rowsTogether = 500;

/** What a row looks like that was never tried. */
export const untried = { attempts: 0, not_before: 0, first_claimed_at: null, reason: null } as const;

/** A row that is to wait in the outbox. */
export interface NewRow {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly channelId: string;
  readonly cardId: string;
  readonly usefulUntil: number | null;
}

/** Puts rows that all tell the same into the outbox, in this order and behind all others. */
export async function enqueue(trx: Trx, content: Content, rows: readonly NewRow[]): Promise<void> {
  if (rows.length === 0) return;
  const { last } = await trx
    .selectFrom('deliveries')
    .select(({ fn }) => fn.max<number | null>('sequence').as('last'))
    .executeTakeFirstOrThrow();
  for (let start = 0; start < rows.length; start += rowsTogether) {
    const values = rows
      .slice(start, start + rowsTogether)
      .map(({ id, kind, channelId, cardId, usefulUntil }, place) => ({
        ...{ id, kind, channel_id: channelId, card_id: cardId, state: 'pending' as const, rank: rankOf[kind] },
        sequence: (last ?? 0) + 1 + start + place,
        ...content,
        ...untried,
        useful_until: usefulUntil,
      }));
    await trx.insertInto('deliveries').values(values).execute();
  }
}

/** The edit or withdrawal that waits for a card, of which there is at most one. */
export function waitingChange(trx: Trx, cardId: string) {
  return trx
    .selectFrom('deliveries')
    .select(['id', 'kind', 'telling', 'heat', 'useful_until'])
    .where('card_id', '=', cardId)
    .where('state', 'in', waitingStates)
    .where('kind', '!=', 'post')
    .executeTakeFirst();
}

/** Drops the edit or withdrawal that waits for a card. */
export async function dropWaitingChange(trx: Trx, cardId: string): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ state: 'dropped' })
    .where('card_id', '=', cardId)
    .where('state', 'in', waitingStates)
    .where('kind', '!=', 'post')
    .execute();
}

/** Drops a card that is certainly not posted, and makes its story untold. */
export async function discardCard(trx: Trx, cardId: string): Promise<void> {
  await dropWaitingChange(trx, cardId);
  await trx.updateTable('deliveries').set({ state: 'dropped' }).where('id', '=', cardId).execute();
  await forget(trx, cardId);
}
