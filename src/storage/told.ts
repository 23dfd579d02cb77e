import type { Told } from '../desk/delivery-ports.ts';
import { chunks } from './chunks.ts';
import type { Trx } from './tables.ts';

/** What channels were told of these articles. */
export async function toldOf(trx: Trx, articleIds: readonly string[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const chunk of chunks(articleIds)) {
    const rows = await trx.selectFrom('told').selectAll().where('article_id', 'in', chunk).execute();
    for (const { channel_id, article_id, card_id } of rows)
      told.push({ channelId: channel_id, articleId: article_id, ...(card_id !== null && { cardId: card_id }) });
  }
  return told;
}

export async function anyTold(trx: Trx, channelId: string, articleIds: readonly string[]): Promise<boolean> {
  for (const chunk of chunks(articleIds)) {
    const row = await trx
      .selectFrom('told')
      .select('article_id')
      .where('channel_id', '=', channelId)
      .where('article_id', 'in', chunk)
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}

/** Remembers articles as told, by a card or (`null`) as from before the feed. What was told already stays as it is. */
export async function remember(
  trx: Trx,
  channelId: string,
  articleIds: readonly string[],
  cardId: string | null,
): Promise<void> {
  for (const chunk of chunks(articleIds))
    await trx
      .insertInto('told')
      .values(chunk.map((articleId) => ({ channel_id: channelId, article_id: articleId, card_id: cardId })))
      .onConflict((conflict) => conflict.columns(['channel_id', 'article_id']).doNothing())
      .execute();
}

/** Makes what a card told untold. */
export async function forget(trx: Trx, cardId: string): Promise<void> {
  await trx.deleteFrom('told').where('card_id', '=', cardId).execute();
}
