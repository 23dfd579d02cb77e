import type { Updateable } from 'kysely';
import { type DeliveryState, nextState } from '../desk/delivery-machine.ts';
import type { Settlement } from '../desk/delivery-ports.ts';
import { oneLine } from '../news/text.ts';
import { endPause, hasFeed, pauseFeed } from './feeds.ts';
import type { DeliveryKind, DeliveryRow, Trx } from './tables.ts';
import { forget } from './told.ts';
import { discardCard, dropWaitingChange, rankOf, untried, waitingChange } from './waiting.ts';

interface Row {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly channel_id: string;
  readonly card_id: string;
  readonly state: DeliveryState;
}

/**
 * Writes down what happened to a delivery, with everything that follows for its card and its feed. A row to which that
 * cannot happen any more was settled before, and stays as it is.
 */
export async function settle(trx: Trx, deliveryId: string, settlement: Settlement, now: number): Promise<void> {
  const row = await trx
    .selectFrom('deliveries')
    .select(['id', 'kind', 'channel_id', 'card_id', 'state'])
    .where('id', '=', deliveryId)
    .executeTakeFirst();
  const state = row && nextState(row.state, settlement.event);
  if (row === undefined || state === undefined) return;

  switch (settlement.event) {
    case 'delivered':
      await write(trx, row, { state, settled_at: now, reason: null });
      // A message of one's own may be taken away also where none may be posted.
      if (row.kind !== 'withdraw') await endPause(trx, row.channel_id);
      if (row.kind === 'post') await setMessage(trx, row.card_id, settlement.messageId);
      if (row.kind === 'withdraw') await endCard(trx, row);
      return;
    case 'gone': {
      const reason = 'The message is no longer there.';
      if (row.kind === 'edit' && (await mayBeWithdrawn(trx, row.card_id))) {
        const overtaken = (await waitingChange(trx, row.card_id)) !== undefined;
        const meant = nextState(row.state, overtaken ? 'overtaken' : 'postponed') ?? state;
        await write(trx, row, { state: meant, reason });
        await endCard(trx, row);
        return;
      }
      await write(trx, row, { state, settled_at: now, reason });
      if (row.kind === 'withdraw') await endCard(trx, row);
      else await abandonCard(trx, row.card_id);
      return;
    }
    case 'blocked': {
      const { obstacle, reason } = settlement;
      await putBack(trx, row, state, settlement);
      const noticed = obstacle === 'gone' || obstacle === 'removed';
      await pauseFeed(trx, row.channel_id, { since: now, obstacle, reason: legible(reason), noticed });
      return;
    }
    case 'postponed':
      await putBack(trx, row, state, settlement);
      return;
    case 'doubtful': {
      const { notBefore, reason } = settlement;
      await write(trx, row, { state, not_before: Math.ceil(notBefore), reason: legible(reason) });
      return;
    }
    case 'refused':
      await write(trx, row, { state, settled_at: now, reason: legible(settlement.reason) });
      // Without its post a card never comes to be: there is nothing to change, and nothing to tell again.
      if (row.kind === 'post') await dropWaitingChange(trx, row.card_id);
      return;
  }
}

/** Lets a row wait for its next attempt, unless what was decided meanwhile has overtaken it. */
async function putBack(
  trx: Trx,
  row: Row,
  state: DeliveryState,
  { notBefore, reason }: { readonly notBefore: number; readonly reason: string },
): Promise<void> {
  const newer = await waitingChange(trx, row.card_id);
  const waits = { state, not_before: Math.ceil(notBefore), reason: legible(reason) };
  if (row.kind !== 'post' && newer !== undefined) {
    await write(trx, row, { state: 'dropped' });
    if (state === 'held') await write(trx, newer, waits);
    else await postponeLike(trx, row, notBefore);
    return;
  }
  if (row.kind === 'post' && (newer?.kind === 'withdraw' || !(await hasFeed(trx, row.channel_id)))) {
    await discardCard(trx, row.card_id);
    return;
  }
  await dropWaitingChange(trx, row.card_id);
  const content = newer && { telling: newer.telling, heat: newer.heat, useful_until: newer.useful_until };
  await write(trx, row, { ...waits, ...content });
  if (row.kind !== 'post' && state === 'pending') await postponeLike(trx, row, notBefore);
}

/** What one change of a channel's messages was told to wait for, the others of its kind would be told too. */
async function postponeLike(trx: Trx, row: Row, notBefore: number): Promise<void> {
  await trx
    .updateTable('deliveries')
    .set({ not_before: Math.ceil(notBefore) })
    .where('channel_id', '=', row.channel_id)
    .where('kind', '=', row.kind)
    .where('state', '=', 'pending')
    .where('not_before', '<', Math.ceil(notBefore))
    .execute();
}

/**
 * The card was taken away, so its story is untold. If the story came back meanwhile (an edit waits), it is told anew:
 * the edit becomes the post of a new card.
 */
async function endCard(trx: Trx, { card_id: cardId, channel_id: channelId }: Row): Promise<void> {
  await setMessage(trx, cardId, null);
  const waiting = await waitingChange(trx, cardId);
  if (waiting?.kind === 'edit' && (await hasFeed(trx, channelId))) {
    await trx
      .updateTable('deliveries')
      .set({ kind: 'post', card_id: waiting.id, rank: rankOf.post, ...untried })
      .where('id', '=', waiting.id)
      .execute();
    await trx.updateTable('told').set({ card_id: waiting.id }).where('card_id', '=', cardId).execute();
    return;
  }
  await dropWaitingChange(trx, cardId);
  await forget(trx, cardId);
}

/**
 * Whether a withdrawal of the card was tried and then called off, and no edit has shown since that the message is there: its
 * answer may have been lost, and the message with it.
 */
async function mayBeWithdrawn(trx: Trx, cardId: string): Promise<boolean> {
  const latest = await trx
    .selectFrom('deliveries')
    .select('kind')
    .where('card_id', '=', cardId)
    .where(({ or, and, eb }) =>
      or([
        and([eb('kind', '=', 'withdraw'), eb('attempts', '>', 0)]),
        and([eb('kind', '=', 'edit'), eb('state', '=', 'sent')]),
      ]),
    )
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return latest?.kind === 'withdraw';
}

/** Somebody else removed the card's message, and meant it: nothing more is done about it, and its story stays told. */
async function abandonCard(trx: Trx, cardId: string): Promise<void> {
  await setMessage(trx, cardId, null);
  await dropWaitingChange(trx, cardId);
}

async function setMessage(trx: Trx, cardId: string, messageId: string | null): Promise<void> {
  await trx.updateTable('deliveries').set({ message_id: messageId }).where('id', '=', cardId).execute();
}

async function write(trx: Trx, { id }: { readonly id: string }, columns: Updateable<DeliveryRow>): Promise<void> {
  await trx.updateTable('deliveries').set(columns).where('id', '=', id).execute();
}

/** Reasons quote what others answered: PostgreSQL takes no NUL, and nobody reads a novel. */
function legible(reason: string): string {
  return oneLine(reason).slice(0, 500);
}
