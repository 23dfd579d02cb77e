import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import { expect, it, vi } from 'vitest';
import { nodeSqliteDialect } from '../../src/storage/node-sqlite.ts';

it('a statement stays prepared while it is used, however many others there are, and those of long lists do not pile up', async () => {
  const database = new DatabaseSync(':memory:');
  const prepare = vi.spyOn(database, 'prepare');
  const db = new Kysely<unknown>({ dialect: nodeSqliteDialect(database) });
  const listOf = async (length: number): Promise<void> => {
    const { rows } = await sql`select ${sql.join(Array(length).fill(1))}`.execute(db);
    expect(Object.keys(rows[0] ?? {})).not.toEqual([]);
    await sql`select 1 as often`.execute(db);
  };
  for (let length = 501; length <= 800; length++) await listOf(length);
  await listOf(800);
  expect(prepare).toHaveBeenCalledTimes(301);
  prepare.mockClear();
  for (let length = 700; length <= 800; length++) await listOf(length);
  expect(prepare.mock.calls.length).toBeGreaterThan(50);
  await db.destroy();
});
