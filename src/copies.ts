/** `npm run backup` and `npm run restore`: copies of desk.db, made and put back. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { systemClock } from './clock.ts';
import { openDataFolder } from './data-folder/data-folder.ts';
import { HeatwireError } from './desk/errors.ts';
import { backUp } from './storage/backup.ts';
import { restore } from './storage/restore.ts';

const usage = `Usage: npm run backup            copies desk.db in DATA_DIR, also while Heatwire runs
       npm run restore -- FILE   puts a copy in its place, while Heatwire does not run
`;

async function backUpDesk(dataDir: string): Promise<string> {
  const file = await backUp({ dataDir, now: systemClock.now(), kind: 'asked for' });
  return `${file}\n`;
}

async function restoreDesk(dataDir: string, copy: string): Promise<string> {
  const folder = await openDataFolder(dataDir);
  try {
    const replaced = await restore({ copy, dataDir, now: systemClock.now() });
    const before = replaced === undefined ? '' : `What was there before is now ${replaced}\n`;
    return `${copy} is restored. Start Heatwire: it looks in its channels for what was posted since.\n${before}`;
  } finally {
    folder.release();
  }
}

/** What to restore, for somebody who does not know the names. */
function copiesIn(dataDir: string): string {
  const folder = join(dataDir, 'backups');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.db')) : [];
  return names.map((name) => `${join(folder, name)}\n`).join('');
}

async function main([command, file]: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  const dataDir = env['DATA_DIR']?.trim() || 'data';
  if (env['DATABASE_URL']?.trim() || env['DATABASE_URL_FILE']?.trim())
    throw new HeatwireError(
      'BACKUP_FAILED',
      'With DATABASE_URL the desk is in PostgreSQL: copy it with pg_dump, and put it back with pg_restore.',
    );
  if (command === 'backup' && file === undefined) return backUpDesk(dataDir);
  // npm runs it in the project's folder, wherever the person is.
  if (command === 'restore' && file !== undefined) return restoreDesk(dataDir, resolve(env['INIT_CWD'] ?? '', file));
  throw new HeatwireError('BACKUP_FAILED', `${usage}${copiesIn(dataDir)}`);
}

process.umask(0o077);
if (existsSync('.env')) process.loadEnvFile('.env');
try {
  process.stdout.write(await main(process.argv.slice(2), process.env));
} catch (error) {
  if (!(error instanceof HeatwireError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
