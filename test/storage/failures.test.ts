import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { HeatwireError } from '../../src/desk/errors.ts';
import { createStore } from '../../src/storage/create-store.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { openStore } from '../../src/storage/open-store.ts';
import { connectSqlite } from '../../src/storage/sqlite.ts';
import { channelId, openFeed, post } from './contract/steps.ts';

const it = test.extend<{ dataFile: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted
  dataFile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'heatwire-failures-'));
    await use(join(folder, 'desk.db'));
    await rm(folder, { recursive: true });
  },
});

/** Another program that has the file open, and may lock it. */
function otherProgram(dataFile: string) {
  const database = new DatabaseSync(dataFile);
  return {
    lock: () => database.exec('begin immediate'),
    unlock: () => database.exec('rollback'),
    close: () => database.close(),
  };
}

describe('while another program has the database locked', () => {
  it('a write waits and then happens, reads are answered, and the process stands still for neither', async ({
    dataFile,
  }) => {
    const store = await openStore({ dataFile });
    await openFeed(store, post('before'));
    const other = otherProgram(dataFile);
    other.lock();
    let claimed = false;
    const claiming = store.claim(channelId, 1).then((delivery) => {
      claimed = true;
      return delivery;
    });
    for (let turn = 0; turn < 5; turn++) {
      await wait(5);
      expect(await store.totals()).toMatchObject({ pending: 1 });
    }
    expect(claimed).toBe(false);
    other.unlock();
    expect(await claiming).toMatchObject({ id: 'before' });
    other.close();
    await store.close();
  });

  it('a start waits, too', async ({ dataFile }) => {
    await (await openStore({ dataFile })).close();
    const other = otherProgram(dataFile);
    other.lock();
    const opening = openStore({ dataFile });
    await wait(20);
    other.unlock();
    await (await opening).close();
    other.close();
  });
});

it('on a full disk nothing is claimed or decided by half, the reason is told, and it goes on when there is room', async ({
  dataFile,
}) => {
  const connection = connectSqlite(dataFile);
  await migrate(connection.db);
  const store = createStore(connection);
  await openFeed(store, post('before'));
  const pages = async (limit: number): Promise<void> =>
    void (await sql`pragma max_page_count = ${sql.lit(limit)}`.execute(connection.db));
  await pages(1);

  const large = Array.from({ length: 200 }, (_, number) => post(`story ${number}`));
  const error = await store.decide(large, { position: { generation: 'g', sequence: 1 }, dueUntil: 1 }).catch((e) => e);
  expect(error).toBeInstanceOf(HeatwireError);
  expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringMatching(/is full.*Make room/) });
  expect(await store.totals()).toMatchObject({ pending: 1 });
  expect(await store.progress()).toBeUndefined();

  await pages(1_000_000);
  await store.decide(large);
  expect(await store.totals()).toMatchObject({ pending: 201 });
  await store.close();
});

it('a file that may only be read is refused at the start, with the way out', async ({ dataFile }) => {
  await (await openStore({ dataFile })).close();
  await chmod(dirname(dataFile), 0o755);
  await chmod(dataFile, 0o444);
  // Root may write everywhere, so somebody else has to try.
  const as = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const execArgv = ['--disable-warning=ExperimentalWarning'];
  const other = fork(new URL('./restless-writer.ts', import.meta.url), [dataFile], { execArgv, silent: true, ...as });
  let said = '';
  other.stderr?.on('data', (data) => {
    said += data;
  });
  await once(other, 'close');
  expect(said).toMatch(/cannot be used: attempt to write a readonly database\. Let the user that runs Heatwire write/);
});

describe('a damaged file', () => {
  /** Leaves only the first page as it was. */
  async function damage(dataFile: string): Promise<void> {
    const file = await open(dataFile, 'r+');
    const { size } = await file.stat();
    await file.write(Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096);
    await file.close();
  }

  it('is refused at the start, with the way out', async ({ dataFile }) => {
    const store = await openStore({ dataFile });
    await openFeed(store, post('before'));
    await store.close();
    await damage(dataFile);
    await expect(openStore({ dataFile })).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringContaining('npm run restore'),
    });
  });

  it('is told as soon as it is found in use', async ({ dataFile }) => {
    const told: HeatwireError[] = [];
    const store = await openStore({ dataFile, onDamage: (error) => told.push(error) });
    await openFeed(store, ...Array.from({ length: 200 }, (_, number) => post(`story ${number}`)));
    await store.close();
    const again = await openStore({ dataFile, onDamage: (error) => told.push(error) });
    const other = new DatabaseSync(dataFile);
    // What is in memory is read anew after another program's change.
    other.exec('pragma user_version = 1');
    await damage(dataFile);
    await expect(again.claim(channelId, 1)).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
    expect(told).toMatchObject([{ code: 'STORE_DAMAGED', message: expect.stringContaining('nothing more is posted') }]);
    other.close();
    await again.close();
  });
});

it('what would be written in vain is not written', async ({ dataFile }) => {
  let lost = false;
  const verify = (): void => {
    if (lost) throw new HeatwireError('DATA_DIR_LOST', 'The folder is gone.');
  };
  const store = await openStore({ dataFile, verify });
  await openFeed(store, post('before'));
  lost = true;
  await expect(store.claim(channelId, 1)).rejects.toMatchObject({ code: 'DATA_DIR_LOST' });
  lost = false;
  expect(await store.claim(channelId, 1)).toMatchObject({ id: 'before', attempts: 1 });
  await store.close();
});
