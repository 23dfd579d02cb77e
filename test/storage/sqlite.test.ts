import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { aFeed } from '../support/builders.ts';
import { about, channelId, post } from './contract/steps.ts';
import { storeContract } from './store-contract.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heatwire-sqlite-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const newFile = () => join(folder, `${++files}`, 'desk.db');

storeContract(async () => {
  const dataFile = newFile();
  return { open: () => openStore({ dataFile }) };
});

describe('a database file', () => {
  it('that a newer version has used is left alone, and the message says so', async () => {
    const dataFile = newFile();
    await (await openStore({ dataFile })).close();
    const database = new DatabaseSync(dataFile);
    database.exec("insert into heatwire_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");
    database.close();

    const error = await openStore({ dataFile }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'HeatwireError', code: 'STORE_NEWER' });
    expect(String(error)).toContain('newer version');
  });

  it('that is no database is a clear error, and stays as it is', async () => {
    const dataFile = join(folder, 'letter.db');
    await writeFile(dataFile, 'Dear reader, '.repeat(1_000));
    await expect(openStore({ dataFile })).rejects.toMatchObject({
      code: 'STORE_DAMAGED',
      message: expect.stringMatching(/^The database file .* is damaged \(file is not a database\).*npm run restore/),
    });
  });

  it('that cannot be created is a clear error', async () => {
    const inTheWay = join(folder, 'in-the-way');
    await writeFile(inTheWay, '');
    await expect(openStore({ dataFile: join(inTheWay, 'desk.db') })).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/^The database file .* cannot be used: /),
    });
  });

  it('whose first opening did not come to its end is opened as if for the first time', async () => {
    const dataFile = newFile();
    await (await openStore({ dataFile })).close();
    const database = new DatabaseSync(dataFile);
    database.exec('drop table told; drop table deliveries; drop table tellings; drop table feeds; drop table saved');
    database.exec('delete from heatwire_migration');
    await expect(openStore({ dataFile })).rejects.toMatchObject({ message: expect.stringContaining('settings') });

    database.exec('drop table settings');
    database.close();
    const store = await openStore({ dataFile });
    expect(await store.feeds()).toEqual([]);
    await store.close();
  });

  it('keeps what many channels are told once, and reads what was kept in each row before', async () => {
    const dataFile = newFile();
    const store = await openStore({ dataFile });
    const [first, second] = [post('comet', { channel: '1' }), post('comet', { channel: '2', deliveryId: 'other' })];
    for (const channel of ['1', '2']) await store.openFeed(aFeed({ channelId: channel }), []);
    await store.decide([first, second]);
    await store.close();

    const database = new DatabaseSync(dataFile);
    expect(database.prepare('select count(*) as kept from tellings').get()).toEqual({ kept: 1 });
    database.exec('update deliveries set telling = (select json from tellings); delete from tellings');
    database.close();
    const reopened = await openStore({ dataFile });
    const telling = about('comet');
    expect((await reopened.standing(['comet'])).cards.map((card) => card.telling)).toEqual([telling, telling]);
    expect(await reopened.claim('2', 1)).toMatchObject({ id: 'other', telling });
    await reopened.close();
  });

  it('keeps every decision that was made, wholly, when the program is killed while it writes', async () => {
    const dataFile = newFile();
    const writer = fork(new URL('./restless-writer.ts', import.meta.url), [dataFile], {
      execArgv: ['--disable-warning=ExperimentalWarning'],
    });
    let made = -1;
    writer.on('message', (count: number) => {
      made = count;
      if (count >= 25) writer.kill('SIGKILL');
    });
    const [, signal] = await once(writer, 'exit');
    expect(signal).toBe('SIGKILL');

    const store = await openStore({ dataFile });
    const last = (await store.progress())?.position.sequence ?? -1;
    expect(last).toBeGreaterThanOrEqual(made);
    expect(await store.totals()).toMatchObject({ pending: last + 1 });
    for (let number = 0; number <= last; number++) {
      const told = await store.told([`article ${number}`, `coverage ${number}`]);
      expect(told.map(({ cardId }) => cardId)).toEqual([`card ${number}`, `card ${number}`]);
    }
    expect(await store.claim(channelId, 1)).toMatchObject({ id: 'card 0' });
    await store.close();
  });
});
