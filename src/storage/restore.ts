import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HeatwireError } from '../desk/errors.ts';
import { copyDatabase, flush } from './copy-database.ts';
import { reasonOf } from './failures.ts';

/**
 * Puts a copy in the place of `desk.db`, which is kept beside it under another name. The folder must belong to this process.
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
    await copyDatabase(copy, part, now);
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
