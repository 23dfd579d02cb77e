import { inspect } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { aFeed } from '../support/builders.ts';
import { instancesContract } from './contract/instances.ts';
import { soleUserContract } from './contract/sole-user.ts';
import { channelId, openFeed, post } from './contract/steps.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { storeContract, storeTest } from './store-contract.ts';

let server: PostgresServer;
let shared: string;
const open = (databaseUrl: string) => openStore({ dataFile: 'not used', databaseUrl });

beforeAll(async () => {
  server = await startPostgres();
  shared = await server.createDatabase();
});
afterAll(() => server.stop());

async function newPlace() {
  await server.emptyDatabase(shared);
  return { open: () => open(shared) };
}

storeContract(newPlace);
describe('several instances', () => instancesContract(storeTest(newPlace)));

describe('its only user', () =>
  soleUserContract(
    () => server,
    () => shared,
  ));

describe('a PostgreSQL database', () => {
  it('that is empty may be opened by several instances at once', async () => {
    const empty = await server.createDatabase();
    const stores = await Promise.all([open(empty), open(empty), open(empty)]);
    const opened = await Promise.all(stores.map((store) => store.openFeed(aFeed(), [])));
    expect(opened.filter(Boolean)).toHaveLength(1);
    await Promise.all(stores.map((store) => store.close()));
  });

  it('that a newer version has used is left alone, and the message says so', async () => {
    const database = await server.createDatabase();
    await (await open(database)).close();
    await server.query(database, "insert into heatwire_migration values ('9999-later', '2030-01-01T00:00:00.000Z')");

    const error = await open(database).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'HeatwireError', code: 'STORE_NEWER' });
    expect(String(error)).toContain('9999-later');
    expect(String(error)).toContain('newer version');
  });

  it('may hold the tables of another program that migrates with Kysely', async () => {
    const database = await server.createDatabase();
    await server.query(
      database,
      "create table kysely_migration (name text, timestamp text); insert into kysely_migration values ('theirs', 'x')",
    );
    const store = await open(database);
    expect(await store.feeds()).toEqual([]);
    await store.close();
  });

  it.for<[string, () => string]>([
    ['refuses the password', () => `postgres://postgres:hunter%20two@127.0.0.1:${server.port}/postgres`],
    ['does not exist', () => `postgres://postgres:${server.password}@127.0.0.1:${server.port}/hunter_none`],
    ['cannot be reached', () => 'postgres://desk:hunter%20two@127.0.0.1:1/desk?password=hunter%20two'],
    ['has an unknown host', () => 'postgres://desk:hunter%20two@nowhere.invalid/desk'],
    ['has no legible address', () => 'postgres://desk:hunter two@:x:y/desk'],
  ])('that %s is a clear error without secrets', async ([, databaseUrl]) => {
    const error = await open(databaseUrl()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'HeatwireError', code: 'STORE_UNAVAILABLE' });
    expect(String(error)).toMatch(/The PostgreSQL database .* cannot be used: \S/);
    const everything = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true });
    for (const secret of ['hunter two', 'hunter%20two', server.password]) expect(everything).not.toContain(secret);
  });

  it('may break a connection without ending the program, and serves again', async () => {
    const store = await open(shared);
    await Promise.all([store.feeds(), store.totals()]);
    const others = "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'heatwire'";
    expect((await server.query(shared, others)).length).toBeGreaterThan(0);
    await expect.poll(() => store.totals().catch((error: Error) => error)).toMatchObject({ pending: 0 });
    await store.close();
  });

  it('that lacks a right says which, without secrets', async () => {
    const database = await server.createDatabase();
    await server.query(database, "create role reader login password 'hunter-three'");
    const url = Object.assign(new URL(database), { username: 'reader', password: 'hunter-three' });
    const error = await open(url.href).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/permission denied.*Grant/),
    });
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter-three');
  });

  it('that takes no writes for a while loses nothing, is read meanwhile, and goes on by itself', async () => {
    const database = await server.createDatabase();
    const store = await open(database);
    await openFeed(store, post('waiting'));
    const name = new URL(database).pathname.slice(1);
    const setReadOnly = async (to: 'on' | 'off'): Promise<void> => {
      await server.query(shared, `alter database ${name} set default_transaction_read_only = ${to}`);
      await server.query(shared, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`);
    };
    await setReadOnly('on');
    await expect
      .poll(() => store.claim(channelId, 1).catch((error: Error) => error.message))
      .toMatch(/read-only.*primary/);
    expect(await store.totals()).toMatchObject({ pending: 1 });
    await setReadOnly('off');
    await expect
      .poll(() => store.claim(channelId, 1).catch(() => undefined))
      .toMatchObject({ id: 'waiting', attempts: 1 });
    await store.close();
  });

  it('does not change how others in the process read numbers', async () => {
    expect(await server.query(shared, 'select 1::int8 as one')).toEqual([{ one: '1' }]);
    expect(pg.types.getTypeParser(20)('1')).toBe('1');
  });
});
