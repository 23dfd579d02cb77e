import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { HeatwireError } from '../desk/errors.ts';
import { copyDatabase, flush } from './copy-database.ts';
import { reasonOf } from './failures.ts';
import { restoredKey } from './restored.ts';

/** No message is older. */
const discordBegan = Date.UTC(2015, 4, 13);

/**
 * Puts a copy in the place of `desk.db`, which is kept beside it under another name. The folder must belong to this process.
 *
 * What the copy knows as waiting may have been posted since it was made: such a row is looked for in its channel before it
 * is sent. What was decided since it does not know at all, so it also carries the moment up to which it knows.
 *
 * @param now the replaced database is named after it; milliseconds since 1970
 * @returns where the replaced database is now, if there was one
 * @throws HeatwireError `BACKUP_FAILED` when the copy cannot be used; then everything is as it was
 */
export async function restore({
  copy,
  dataDir,
  now,
}: {
  copy: string;
  dataDir: string;
  now: number;
}): Promise<string | undefined> {
  const file = join(dataDir, 'desk.db');
  const part = `${file}.part`;
  try {
    if (!existsSync(copy)) throw new Error('there is no such file');
    await copyDatabase(copy, part);
    doubtWhatWaits(part, now);
    await flush(part);
  } catch (cause) {
    const message = `${resolve(copy)} cannot be restored: ${reasonOf(cause)}. Nothing was changed.`;
    throw new HeatwireError('BACKUP_FAILED', message, { cause });
  }
  const replaced = `${file}.replaced-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}`;
  const hadOne = existsSync(file);
  // What SQLite keeps beside a database belongs to that one, and would spoil another.
  for (const suffix of ['-wal', '-shm', ''])
    if (existsSync(`${file}${suffix}`)) await rename(`${file}${suffix}`, `${replaced}${suffix}`);
  await rename(part, file);
  await flush(dataDir);
  return hadOne ? resolve(replaced) : undefined;
}

function doubtWhatWaits(file: string, now: number): void {
  const database = new DatabaseSync(file);
  try {
    const progress = database.prepare("select value from settings where key = 'desk:progress'").get()?.['value'];
    const { dueUntil = discordBegan }: { dueUntil?: number } = JSON.parse(String(progress ?? '{}'));
    // The copy was made after the latest scan that it knows of. Looking too far back does no harm.
    const since = Math.min(dueUntil, now);
    database
      .prepare(`
        update deliveries
           set state = 'unconfirmed', attempts = max(attempts, 1), not_before = 0, reason = 'A copy was restored.',
               first_claimed_at = coalesce(first_claimed_at, :since), claimed_at = min(coalesce(claimed_at, :since), :since)
         where kind = 'post' and state in ('pending', 'held', 'sending')
      `)
      .run({ since });
    database.prepare('insert or replace into settings (key, value) values (?, ?)').run(restoredKey, String(since));
  } finally {
    database.close();
  }
}
