import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import type { DeliveryState } from '../../src/desk/delivery-machine.ts';
import type { Connection } from '../../src/storage/connection.ts';
import { migrate } from '../../src/storage/migrate.ts';
import { nodeSqliteDialect, type SqliteConnection } from '../../src/storage/node-sqlite.ts';
import type { Tables } from '../../src/storage/tables.ts';
import type { Life } from './life.ts';

/** What stands in the database whatever happens: rows of the outbox by id. */
export type Committed = ReadonlyMap<
  string,
  {
    readonly kind: string;
    readonly state: DeliveryState;
    readonly channelId: string;
    readonly messageId: string | undefined;
    /** In milliseconds since 1970. */
    readonly usefulUntil: number;
  }
>;

/** The desk's database on a disk that a crash does not touch, with its real tables. */
export interface SimulatedDatabase {
  /** Opens it for one life, which may end before any statement of any transaction. */
  connect(life: Life): Connection;
  /** What a crash leaves: transactions that were not committed have not happened. */
  crash(): void;
  /** Whether statements that write fail, as on a full disk; asked before each. */
  setFull(isFull: () => boolean): void;
  committed(): Committed;
  /** Channels with a feed, with the feed's rules as JSON. */
  feeds(): ReadonlyMap<string, string>;
  /** Forgets everything, for the next simulation. */
  clear(onCommit: (before: Committed, after: Committed) => void): void;
}

/** SQLITE_FULL: https://sqlite.org/rescode.html */
const full = { errcode: 13 };

export async function createSimulatedDatabase(): Promise<SimulatedDatabase> {
  const file = new DatabaseSync(':memory:');
  // Only the migration closes what it used; the file stays.
  await migrate(new Kysely<Tables>({ dialect: nodeSqliteDialect(file) }));
  const rows = file.prepare('select id, kind, state, channel_id, message_id, useful_until from deliveries');
  const feedRows = file.prepare('select channel_id, rules from feeds');
  const statements = new Map<string, { statement: StatementSync; columns: ReturnType<StatementSync['columns']> }>();
  let isFull = (): boolean => false;
  let committed: Committed = new Map();
  /** The transaction that is open may change something. */
  let isWriting = false;
  let onCommit: (before: Committed, after: Committed) => void = () => {};

  function prepared(sql: string) {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = file.prepare(sql);
    const made = { statement, columns: statement.columns() };
    statements.set(sql, made);
    return made;
  }

  function readCommitted(): void {
    isWriting = false;
    const before = committed;
    committed = new Map(
      rows.all().map(({ id, kind, state, channel_id, message_id, useful_until }) => [
        String(id),
        {
          kind: String(kind),
          state: state as DeliveryState,
          channelId: String(channel_id),
          messageId: message_id === null ? undefined : String(message_id),
          usefulUntil: useful_until === null ? Infinity : Number(useful_until),
        },
      ]),
    );
    onCommit(before, committed);
  }

  function connectionOf(life: Life): SqliteConnection {
    return {
      get isTransaction() {
        return !life.over() && file.isTransaction;
      },
      close() {},
      prepare(sql) {
        const { statement, columns } = prepared(sql);
        const writes = /^(insert|update|delete|commit)/i.test(sql);
        const attempt = <T>(work: () => T): T => {
          if (life.over() || (file.isTransaction && life.passes('within a transaction')))
            throw new Error('The process is dead.');
          if (writes && isFull()) throw Object.assign(new Error('database or disk is full'), full);
          const result = work();
          if (sql === 'begin immediate') isWriting = true;
          if (sql === 'commit' && isWriting) readCommitted();
          return result;
        };
        return {
          columns: () => columns,
          all: (...parameters) => attempt(() => statement.all(...parameters)),
          run: (...parameters) => attempt(() => statement.run(...parameters)),
          iterate: (...parameters) => attempt(() => statement.iterate(...parameters)),
        };
      },
    };
  }

  return {
    connect: (life) => ({
      db: new Kysely<Tables>({ dialect: nodeSqliteDialect(connectionOf(life)) }),
      awaitTurn: async () => {},
    }),
    crash() {
      if (file.isTransaction) file.exec('rollback');
      isWriting = false;
    },
    setFull(answer) {
      isFull = answer;
    },
    committed: () => committed,
    feeds: () => new Map(feedRows.all().map((row) => [String(row['channel_id']), String(row['rules'])])),
    clear(told) {
      if (file.isTransaction) file.exec('rollback');
      for (const table of ['told', 'deliveries', 'tellings', 'feeds', 'saved', 'settings'])
        file.exec(`delete from ${table}`);
      committed = new Map();
      onCommit = told;
      isFull = () => false;
    },
  };
}
