import type { Told } from '../desk/delivery-ports.ts';
import { chunks } from './chunks.ts';
import type { Trx } from './tables.ts';

/** A statement has three values for each. */
const rowsTogether = 1_000;

/** What channels, or only these, were told of these articles. */
export async function toldOf(trx: Trx, articleIds: readonly string[], channelIds?: readonly string[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const articles of chunks(articleIds))
    for (const channels of channelIds === undefined ? [undefined] : chunks(channelIds)) {
      const rows = await trx
        .selectFrom('told')
        .selectAll()
        .where('article_id', 'in', articles)
        .$if(channels !== undefined, (query) => query.where('channel_id', 'in', channels ?? []))
        .execute();
      for (const { channel_id, article_id, card_id } of rows)
        told.push({ channelId: channel_id, articleId: article_id, ...(card_id !== null && { cardId: card_id }) });
    }
  return told;
}

/** A channel that was told something, by a card or (`null`) as from before its feed. */
export interface Hearer {
  readonly channelId: string;
  readonly cardId: string | null;
}

/** Remembers articles as told to channels. What was told already stays as it is. */
export async function remember(trx: Trx, articleIds: readonly string[], hearers: readonly Hearer[]): Promise<void> {
  const rows = [...new Set(articleIds)].flatMap((articleId) =>
    hearers.map(({ channelId, cardId }) => ({ channel_id: channelId, article_id: articleId, card_id: cardId })),
  );
  for (let start = 0; start < rows.length; start += rowsTogether)
    await trx
      .insertInto('told')
      .values(rows.slice(start, start + rowsTogether))
      .onConflict((conflict) => conflict.columns(['channel_id', 'article_id']).doNothing())
      .execute();
}

/** Makes what a card told untold. */
export async function forget(trx: Trx, cardId: string): Promise<void> {
  await trx.deleteFrom('told').where('card_id', '=', cardId).execute();
}
