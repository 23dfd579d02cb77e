import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { HeatwireError } from '../desk/errors.ts';
import { copyDatabase, flush } from './copy-database.ts';
import { reasonOf } from './failures.ts';

/** What this program calls its automatic copies, finished or not; nothing else is ever removed. */
const automatic = /^desk-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z\.auto\.db(\.part)?$/;

/**
 * Copies `desk.db` into the folder `backups` beside it, also while the program runs.
 *
 * @param now the copy is named after it; milliseconds since 1970
 * @param kind automatic copies may be removed by {@link pruneBackups}, those that somebody asked for never are
 * @returns the copy's whole path
 * @throws HeatwireError `BACKUP_FAILED`; no half copy is left
 */
export async function backUp({
  dataDir,
  now,
  kind,
}: {
  dataDir: string;
  now: number;
  kind: 'asked for' | 'automatic';
}): Promise<string> {
  const name = `desk-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}${kind === 'automatic' ? '.auto' : ''}.db`;
  const file = resolve(dataDir, 'backups', name);
  if (!existsSync(join(dataDir, 'desk.db')))
    throw new HeatwireError('BACKUP_FAILED', `There is no desk.db in DATA_DIR "${dataDir}", so nothing to copy.`);
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await chmod(dirname(file), 0o700);
    await copyDatabase(join(dataDir, 'desk.db'), `${file}.part`, now);
    await rename(`${file}.part`, file);
    await flush(dirname(file));
    return file;
  } catch (cause) {
    const message = `${join(dataDir, 'desk.db')} could not be copied to ${file}: ${reasonOf(cause)}`;
    throw new HeatwireError('BACKUP_FAILED', message, { cause });
  }
}

/**
 * Removes automatic copies until the latest `keep` are left, and what earlier ones left unfinished. Must not run during
 * {@link backUp}.
 *
 * @throws HeatwireError `BACKUP_FAILED`
 */
export async function pruneBackups({ dataDir, keep }: { dataDir: string; keep: number }): Promise<void> {
  const folder = join(dataDir, 'backups');
  try {
    if (!existsSync(folder)) return;
    const entries = await readdir(folder, { withFileTypes: true });
    const own = entries.filter((entry) => entry.isFile() && automatic.test(entry.name)).map(({ name }) => name);
    const finished = own.filter((name) => name.endsWith('.db')).sort();
    const unfinished = own.filter((name) => name.endsWith('.part'));
    for (const name of [...finished.slice(0, Math.max(0, finished.length - keep)), ...unfinished])
      await rm(join(folder, name));
  } catch (cause) {
    throw new HeatwireError('BACKUP_FAILED', `Old copies in ${folder} could not be removed: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

/**
 * When the latest automatic copy was made, or `desk.db` itself where there is none; milliseconds since 1970.
 *
 * @throws what the file system says
 */
export async function latestBackupAt(dataDir: string): Promise<number> {
  const names = await readdir(join(dataDir, 'backups')).catch(() => []);
  const latest = names
    .filter((name) => automatic.test(name) && name.endsWith('.db'))
    .sort()
    .at(-1);
  if (latest === undefined) return (await stat(join(dataDir, 'desk.db'))).birthtimeMs;
  return Date.parse(latest.replace(automatic, '$1T$2:$3:$4.$5Z'));
}
