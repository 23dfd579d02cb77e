import type { SavedStory } from '../desk/delivery-ports.ts';
import type { Page } from '../desk/ports.ts';
import type { Trx } from './tables.ts';

export async function save(trx: Trx, userId: string, story: SavedStory): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('saved')
    .values({
      user_id: userId,
      article_id: story.articleId,
      story: JSON.stringify(story),
      saved_at: story.savedAt,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'article_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function unsave(trx: Trx, userId: string, articleId: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('saved')
    .where('user_id', '=', userId)
    .where('article_id', '=', articleId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function listSaved(
  trx: Trx,
  userId: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<Page<SavedStory>> {
  const mine = trx.selectFrom('saved').where('user_id', '=', userId);
  const { total } = await mine.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await mine
    .select('story')
    .orderBy('saved_at', 'desc')
    .orderBy('article_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { items: rows.map(({ story }): SavedStory => JSON.parse(story)), total };
}
