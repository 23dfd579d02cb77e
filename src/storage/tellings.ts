import { createHash } from 'node:crypto';
import { once } from '../news/once.ts';
import type { Telling } from '../news/telling.ts';
import { chunks } from './chunks.ts';
import type { Trx } from './tables.ts';

const largestInteger = 2 ** 31 - 1;

/** What stands in the outbox for a telling. */
export interface Content {
  readonly telling: string;
  readonly heat: number;
}

/** Keeps what is told, once for all rows that tell it. Heat is hostile: whatever a file claims has to fit. */
export async function keepTelling(trx: Trx, telling: Telling): Promise<Content> {
  const json = JSON.stringify(telling);
  const key = createHash('sha256').update(json).digest('base64url');
  await trx
    .insertInto('tellings')
    .values({ key, json })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const heat = Math.round(Math.max(-1, Math.min(telling.article.heat ?? -1, largestInteger)));
  return { telling: key, heat };
}

/** Reads what stands in the outbox for tellings; equal ones become one object. */
export async function readTellings(trx: Trx, kept: readonly string[]): Promise<(kept: string) => Telling> {
  const json = new Map<string, string>();
  // Rows from before tellings were kept hold the JSON itself.
  for (const chunk of chunks(kept.filter((one) => !one.startsWith('{')))) {
    const rows = await trx.selectFrom('tellings').selectAll().where('key', 'in', chunk).execute();
    for (const row of rows) json.set(row.key, row.json);
  }
  return once((one): Telling => JSON.parse(json.get(one) ?? one));
}
