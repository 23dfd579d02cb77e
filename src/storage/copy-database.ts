import { open, rm } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import { restoredKey } from './restored.ts';

/** No message is older. */
const discordBegan = Date.UTC(2015, 4, 13);
/** About a megabyte; between two such steps the program does other things. */
const pagesInStep = 256;

/**
 * Copies a desk's database as it is at one moment, also while it is written to, into a file of its own that needs no other
 * beside it. Only the user may read the copy: it holds what people saved. The copy says of itself until when it knows what
 * was posted, so that whoever starts with it first looks for the rest.
 *
 * @param now milliseconds since 1970
 * @throws when either file cannot be used, or the copy is not sound; then there is none
 */
export async function copyDatabase(from: string, to: string, now: number): Promise<void> {
  try {
    await (await open(to, 'w', 0o600)).close();
    const source = new DatabaseSync(from, { readOnly: true });
    try {
      // Holds on to one state of the database: without it, the copying would begin anew at each write of others.
      source.exec('begin; select count(*) from sqlite_schema');
      await backup(source, to, { rate: pagesInStep });
    } finally {
      source.close();
    }
    finishCopy(to, now);
    await flush(to);
  } catch (error) {
    for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(`${to}${suffix}`, { force: true });
    throw error;
  }
}

function finishCopy(file: string, now: number): void {
  const copy = new DatabaseSync(file);
  try {
    copy.exec('pragma journal_mode = delete');
    const found = copy.prepare('pragma quick_check(1)').get()?.['quick_check'];
    if (found !== 'ok') throw new Error(`it is damaged (${String(found).replaceAll('\n', ' ')})`);
    const isDesk = copy.prepare("select 1 from sqlite_schema where name = 'heatwire_migration'").get();
    if (isDesk === undefined) throw new Error('it is not a database of Heatwire');
    const setting = (key: string) => copy.prepare('select value from settings where key = ?').get(key)?.['value'];
    const { dueUntil = discordBegan }: { dueUntil?: number } = JSON.parse(String(setting('desk:progress') ?? '{}'));
    // It was made after the latest scan that it knows of; looking too far back does no harm.
    const until = Math.min(dueUntil, now, Number(setting(restoredKey) || now));
    copy.prepare('insert or replace into settings (key, value) values (?, ?)').run(restoredKey, String(until));
  } finally {
    copy.close();
  }
}

/** Makes a file, or the names in a folder, survive a power cut. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
