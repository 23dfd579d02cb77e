import type { DeliveryState } from '../desk/delivery-machine.ts';
import type { Card } from '../desk/delivery-ports.ts';
import { once } from '../news/once.ts';
import type { Telling } from '../news/telling.ts';
import { chunks } from './chunks.ts';
import type { Trx } from './tables.ts';

/** The states of posts and changes that may still come to something. */
const unsettled: readonly DeliveryState[] = ['pending', 'held', 'sending', 'unconfirmed'];

/** Those of the cards that can be changed: their message is there, or will be. */
export async function findCards(trx: Trx, cardIds: readonly string[]): Promise<Card[]> {
  const cards: Card[] = [];
  // Most channels are told a story in the same words.
  const parseOnce = once(parseTelling);
  for (const chunk of chunks(cardIds)) {
    const rows = await selectChangeable(trx).where('post.id', 'in', chunk).execute();
    cards.push(...rows.map((row) => toCard(row, parseOnce)));
  }
  return cards;
}

/** A card that can be changed; `unposted` when its post waits, so that it certainly has no message yet. */
export async function findChangeableCard(
  trx: Trx,
  cardId: string,
): Promise<(Card & { readonly unposted: boolean }) | undefined> {
  const row = await selectChangeable(trx).where('post.id', '=', cardId).executeTakeFirst();
  return row && { ...toCard(row), unposted: row.state === 'pending' || row.state === 'held' };
}

/** A card with what was last decided that it says, also when it failed, was dropped or taken away. */
export async function findCard(trx: Trx, cardId: string): Promise<Card | undefined> {
  const row = await selectCards(trx).where('post.id', '=', cardId).executeTakeFirst();
  return row && toCard(row);
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
    ]);
}

function toCard(
  row: { id: string; channel_id: string; telling: string; latest_change: string | null },
  parse = parseTelling,
): Card {
  return {
    cardId: row.id,
    channelId: row.channel_id,
    telling: parse(row.telling),
    withdrawing: row.latest_change === 'withdraw',
  };
}

function parseTelling(json: string): Telling {
  return JSON.parse(json);
}
