import type { Progress } from '../desk/delivery-ports.ts';
import type { Trx } from './tables.ts';

/** The colon keeps it apart from the settings of others. */
const progressKey = 'desk:progress';

export async function getSetting(trx: Trx, key: string): Promise<string | undefined> {
  const row = await trx.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

export async function setSetting(trx: Trx, key: string, value: string): Promise<void> {
  await trx
    .insertInto('settings')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

export async function getProgress(trx: Trx): Promise<Progress | undefined> {
  const text = await getSetting(trx, progressKey);
  return text === undefined ? undefined : JSON.parse(text);
}

export function setProgress(trx: Trx, progress: Progress): Promise<void> {
  return setSetting(trx, progressKey, JSON.stringify(progress));
}
