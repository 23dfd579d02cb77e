import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Migrator } from 'kysely/migration';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { HeatwireError } from '../../src/desk/errors.ts';
import { createAutomaticBackups } from '../../src/storage/automatic-backups.ts';
import { backUp } from '../../src/storage/backup.ts';
import { desk } from '../../src/storage/migrations/0001-desk.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { restore } from '../../src/storage/restore.ts';
import { connectSqlite } from '../../src/storage/sqlite.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import { openFeed, post } from './contract/steps.ts';

const day = 24 * 3_600_000;

const it = test.extend<{ dataDir: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted
  dataDir: async ({}, use) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'heatwire-backup-'));
    await use(dataDir);
    await rm(dataDir, { recursive: true });
  },
});

const openDesk = (dataDir: string) => openStore({ dataFile: join(dataDir, 'desk.db') });

describe('a copy', () => {
  it('of a database that is written to meanwhile is whole, one file, and for the user alone', async ({ dataDir }) => {
    const store = await openDesk(dataDir);
    await openFeed(store, ...Array.from({ length: 500 }, (_, number) => post(`story ${number}`)));
    let writing = true;
    const writer = (async () => {
      for (let number = 0; writing; number++) {
        await store.setSetting('count', String(number));
        await systemClock.breathe();
      }
    })();
    const file = await backUp({ dataDir, now: 0, kind: 'asked for' });
    writing = false;
    await writer;
    await store.close();

    expect(file).toBe(join(dataDir, 'backups', 'desk-1970-01-01T00-00-00-000Z.db'));
    expect(await readdir(join(dataDir, 'backups'))).toEqual(['desk-1970-01-01T00-00-00-000Z.db']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const copy = await openStore({ dataFile: file });
    expect(await copy.totals()).toMatchObject({ pending: 500 });
    await copy.close();
  });

  it('that cannot be made leaves nothing behind, and says why', async ({ dataDir }) => {
    const none = backUp({ dataDir, now: 0, kind: 'asked for' });
    await expect(none).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringContaining('nothing to copy'),
    });
    await writeFile(join(dataDir, 'desk.db'), 'This is no database. '.repeat(999));
    const damaged = backUp({ dataDir, now: 0, kind: 'asked for' });
    await expect(damaged).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringContaining('not a database'),
    });
    expect(await readdir(join(dataDir, 'backups'))).toEqual([]);
  });
});

describe('automatic copies', () => {
  it('are limited to the latest, and nothing of anybody else is removed', async ({ dataDir }) => {
    await (await openDesk(dataDir)).close();
    const clock = createTestClock(0);
    const backups = createAutomaticBackups({ dataDir, keep: 2, clock, log: createTestLog() });
    const folder = join(dataDir, 'backups');
    const others = ['before-the-move.db', 'desk-1969-01-01T00-00-00-000Z.auto.db.old', 'notes.txt'];
    await mkdir(join(folder, 'desk-1960-01-01T00-00-00-000Z.auto.db'), { recursive: true });
    for (const name of others) await writeFile(join(folder, name), '');
    await writeFile(join(folder, 'desk-1969-02-01T00-00-00-000Z.auto.db.part'), 'left by a crash');
    const asked = await backUp({ dataDir, now: 0, kind: 'asked for' });

    for (let count = 0; count < 4; count++) {
      await backups.run();
      await clock.advance(day);
    }
    expect((await readdir(folder)).sort()).toEqual(
      [
        ...others,
        'desk-1960-01-01T00-00-00-000Z.auto.db',
        'desk-1970-01-01T00-00-00-000Z.db',
        'desk-1970-01-03T00-00-00-000Z.auto.db',
        'desk-1970-01-04T00-00-00-000Z.auto.db',
      ].sort(),
    );
    expect((await stat(asked)).isFile()).toBe(true);
    expect(backups.report()).toEqual({ finishedAt: 3 * day, error: null });
  });

  it('are made up for when the latest is more than a day old', async ({ dataDir }) => {
    await (await openDesk(dataDir)).close();
    const clock = createTestClock(Date.now());
    const backups = createAutomaticBackups({ dataDir, keep: 7, clock, log: createTestLog() });
    const made = async (): Promise<number> => (await readdir(join(dataDir, 'backups')).catch(() => [])).length;
    const counts: number[] = [];
    for (const hours of [0, 23, 2, 23, 2]) {
      await clock.advance((hours * day) / 24);
      await backups.runIfLate();
      counts.push(await made());
    }
    expect(counts).toEqual([0, 0, 1, 1, 2]);
  });

  it('that fail are told in the log and in the report, until one succeeds', async ({ dataDir }) => {
    const log = createTestLog();
    const backups = createAutomaticBackups({ dataDir, keep: 2, clock: createTestClock(day), log });
    await backups.run();
    expect(backups.report()).toMatchObject({ finishedAt: null, error: expect.stringContaining('desk.db') });
    expect(log.lines).toMatchObject([{ level: 'error', fields: { code: 'BACKUP_FAILED' } }]);
    await (await openDesk(dataDir)).close();
    await backups.run();
    expect(backups.report()).toEqual({ finishedAt: day, error: null });
  });
});

it('a database of an earlier version is copied before it is changed, or else not changed', async ({ dataDir }) => {
  const dataFile = join(dataDir, 'desk.db');
  const earlier = connectSqlite(dataFile);
  const migrator = new Migrator({
    db: earlier.db,
    provider: { getMigrations: async () => ({ '0001-desk': desk }) },
    migrationTableName: 'heatwire_migration',
    migrationLockTableName: 'heatwire_migration_lock',
  });
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  await earlier.db.destroy();

  const refuse = async (): Promise<void> => {
    throw new HeatwireError('BACKUP_FAILED', 'The disk is full.');
  };
  await expect(openStore({ dataFile, beforeUpdate: refuse })).rejects.toMatchObject({ code: 'BACKUP_FAILED' });
  for (const now of [1, 2]) {
    const backups = createAutomaticBackups({ dataDir, keep: 7, clock: createTestClock(now), log: createTestLog() });
    await (await openStore({ dataFile, beforeUpdate: backups.insist })).close();
  }
  expect(await readdir(join(dataDir, 'backups'))).toHaveLength(1);
  const copy = new DatabaseSync(join(dataDir, 'backups', 'desk-1970-01-01T00-00-00-001Z.auto.db'));
  expect(copy.prepare('select name from heatwire_migration').all()).toEqual([{ name: '0001-desk' }]);
  copy.close();
});

describe('a copy that is put back', () => {
  it('takes the place of whatever is there, which is kept', async ({ dataDir }) => {
    const store = await openDesk(dataDir);
    await store.setSetting('which', 'copied');
    const copy = await backUp({ dataDir, now: 0, kind: 'asked for' });
    await store.setSetting('which', 'later');
    await store.close();
    // What a killed program leaves beside its database would spoil another one.
    await writeFile(join(dataDir, 'desk.db-wal'), 'of the other database');

    const replaced = await restore({ copy, dataDir, now: day });
    const restored = await openDesk(dataDir);
    expect(await restored.setting('which')).toBe('copied');
    await restored.close();
    expect(replaced).toBe(join(dataDir, 'desk.db.replaced-1970-01-02T00-00-00-000Z'));
    const before = new DatabaseSync(replaced ?? '');
    expect(before.prepare("select value from settings where key = 'which'").get()).toEqual({ value: 'later' });
    before.close();
  });

  it('knows that it does not know what was posted after the latest scan before it was made, however it is put back', async ({
    dataDir,
  }) => {
    const store = await openDesk(dataDir);
    expect(await store.restored.knowsUntil()).toBeUndefined();
    await store.decide([], { position: { generation: 'g', sequence: 1 }, dueUntil: 5 * day });
    const copy = await backUp({ dataDir, now: 6 * day, kind: 'asked for' });
    expect(await store.restored.knowsUntil()).toBeUndefined();
    await store.close();

    const itself = await openStore({ dataFile: copy });
    expect(await itself.restored.knowsUntil()).toBe(5 * day);
    await itself.decide([], { position: { generation: 'g', sequence: 1 }, dueUntil: 7 * day });
    await itself.close();
    await restore({ copy, dataDir, now: 8 * day });
    const restored = await openDesk(dataDir);
    expect(await restored.restored.knowsUntil()).toBe(5 * day);
    await restored.restored.caughtUp();
    expect(await restored.restored.knowsUntil()).toBeUndefined();
    await restored.close();
  });

  it.for<[string, string]>([
    ['is not there', ''],
    ['is no database', 'This is no database. '.repeat(999)],
  ])('must be one: when it %s, nothing is changed', async ([, text], { dataDir }) => {
    await (await openDesk(dataDir)).close();
    const copy = join(dataDir, 'copy.db');
    if (text !== '') await writeFile(copy, text);
    const before = (await readdir(dataDir)).sort();
    await expect(restore({ copy, dataDir, now: 0 })).rejects.toMatchObject({
      code: 'BACKUP_FAILED',
      message: expect.stringMatching(/copy\.db cannot be restored: .*Nothing was changed/),
    });
    expect((await readdir(dataDir)).sort()).toEqual(before);
  });

  it('must be one of Heatwire', async ({ dataDir }) => {
    const copy = join(dataDir, 'other.db');
    const other = new DatabaseSync(copy);
    other.exec('create table notes (text)');
    other.close();
    await expect(restore({ copy, dataDir, now: 0 })).rejects.toMatchObject({
      message: expect.stringContaining('not a database of Heatwire'),
    });
  });
});
