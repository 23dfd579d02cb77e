import type { DeliveryState } from '../desk/delivery-machine.ts';
import type { Card } from '../desk/delivery-ports.ts';
import { chunks } from './chunks.ts';
import type { Trx } from './tables.ts';
import { type Content, readTellings } from './tellings.ts';

/** The states of posts and changes that may still come to something. */
const unsettled: readonly DeliveryState[] = ['pending', 'held', 'sending', 'unconfirmed'];

/** Those of the cards that can be changed: their message is there, or will be. */
export async function findCards(trx: Trx, cardIds: readonly string[]): Promise<Card[]> {
  const rows: CardRow[] = [];
  for (const chunk of chunks(cardIds))
    rows.push(...(await selectChangeable(trx).where('post.id', 'in', chunk).execute()));
  return toCards(trx, rows);
}

/** A card that can be changed, and what stands in the outbox for what it says. */
export interface ChangeableCard {
  readonly cardId: string;
  readonly channelId: string;
  readonly content: Content;
  /** Its post waits, so it certainly has no message yet. */
  readonly unposted: boolean;
}

export async function findChangeableCard(trx: Trx, cardId: string): Promise<ChangeableCard | undefined> {
  const row = await selectChangeable(trx).where('post.id', '=', cardId).executeTakeFirst();
  if (row === undefined) return undefined;
  const { channel_id: channelId, telling, heat, state } = row;
  return { cardId, channelId, content: { telling, heat }, unposted: state === 'pending' || state === 'held' };
}

/** A card with what was last decided that it says, also when it failed, was dropped or taken away. */
export async function findCard(trx: Trx, cardId: string): Promise<Card | undefined> {
  const [card] = await toCards(trx, await selectCards(trx).where('post.id', '=', cardId).execute());
  return card;
}

function selectChangeable(trx: Trx) {
  return selectCards(trx).where(({ or, eb }) =>
    or([eb('post.state', 'in', unsettled), eb('post.message_id', 'is not', null)]),
  );
}

/** Posts, each with the newest change that was decided and did not come to nothing. */
function selectCards(trx: Trx) {
  return trx
    .selectFrom('deliveries as post')
    .leftJoin('deliveries as latest', (join) =>
      join.on(({ eb: equal, selectFrom }) =>
        equal(
          'latest.id',
          '=',
          selectFrom('deliveries as change')
            .select('change.id')
            .whereRef('change.card_id', '=', 'post.id')
            .where(({ or, and, eb }) =>
              or([
                and([eb('change.kind', '=', 'edit'), eb('change.state', 'in', [...unsettled, 'sent'])]),
                and([eb('change.kind', '=', 'withdraw'), eb('change.state', 'in', unsettled)]),
              ]),
            )
            .orderBy('change.sequence', 'desc')
            .limit(1),
        ),
      ),
    )
    .where('post.kind', '=', 'post')
    .select(({ fn }) => [
      'post.id',
      'post.channel_id',
      'post.state',
      'latest.kind as latest_change',
      fn.coalesce('latest.telling', 'post.telling').as('telling'),
      fn.coalesce('latest.heat', 'post.heat').as('heat'),
    ]);
}

interface CardRow {
  readonly id: string;
  readonly channel_id: string;
  readonly telling: string;
  readonly latest_change: string | null;
}

async function toCards(trx: Trx, rows: readonly CardRow[]): Promise<Card[]> {
  const tellingOf = await readTellings(
    trx,
    rows.map(({ telling }) => telling),
  );
  return rows.map(({ id, channel_id, telling, latest_change }) => ({
    cardId: id,
    channelId: channel_id,
    telling: tellingOf(telling),
    withdrawing: latest_change === 'withdraw',
  }));
}
