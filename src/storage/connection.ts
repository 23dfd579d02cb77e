import { HeatwireError } from '../desk/errors.ts';
import { isDamage, reasonOf } from './failures.ts';
import type { Database, Trx } from './tables.ts';
import { whenFree } from './when-free.ts';
import { createWriter } from './writer.ts';

/** A database of either kind. */
export interface Connection {
  readonly db: Database;
  /** Waits until no other transaction writes, in this process or another, and keeps others waiting until this one ends. */
  awaitTurn(trx: Trx): Promise<void>;
  /** Lets more writes come together before the next of them become durable. */
  betweenWrites?(): Promise<void>;
  /** Called when the database turns out to be damaged: what it says cannot be trusted, nor what is written to it. */
  onDamage?(error: HeatwireError): void;
}

/** How the queries of this room reach the database: each call happens wholly or not at all. */
export interface Transactions {
  /** Sees one state of the database throughout, and waits for no writer. */
  read<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * Nothing that `work` read can change before it ends: writers take turns, on PostgreSQL as on SQLite. The outbox is
   * small work next to the requests that it is about, and every rule of it may thus be written as if it were alone.
   */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** The same for what comes in numbers, and has time: more of it becomes durable together. */
  writePatiently<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
}

/** @throws HeatwireError `STORE_UNAVAILABLE` or `STORE_DAMAGED`, from each call, when the database fails */
export function createTransactions({ db, awaitTurn, betweenWrites, onDamage }: Connection): Transactions {
  async function attempt<T>(transaction: () => Promise<T>): Promise<T> {
    try {
      return await whenFree(transaction);
    } catch (cause) {
      if (cause instanceof HeatwireError) throw cause;
      const error = storeError("The desk's database", 'failed', cause);
      if (error.code === 'STORE_DAMAGED') onDamage?.(error);
      throw error;
    }
  }
  const write = createWriter(
    (work) =>
      attempt(() =>
        db
          .transaction()
          // Each statement after the wait must see what the others wrote meanwhile.
          .setIsolationLevel('read committed')
          .execute(async (trx) => {
            await awaitTurn(trx);
            await work(trx);
          }),
      ),
    betweenWrites,
  );
  return {
    read: (work) =>
      attempt(() => db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read').execute(work)),
    write: (work) => write(work),
    writePatiently: (work) => write(work, true),
  };
}

/** What the rest of the program is told of a database's failure. */
export function storeError(subject: string, verb: 'failed' | 'cannot be used', cause: unknown): HeatwireError {
  if (!isDamage(cause))
    return new HeatwireError('STORE_UNAVAILABLE', `${subject} ${verb}: ${reasonOf(cause)}`, { cause });
  const message =
    `${subject} is damaged (${reasonOf(cause)}), and nothing more is posted from it. ` +
    'Restore a copy with "npm run restore", and start again.';
  return new HeatwireError('STORE_DAMAGED', message, { cause });
}

/** A PostgreSQL database by its address, as far as it may be told: user, password and parameters stay out. */
export function postgresAt(databaseUrl: string): string {
  const url = URL.parse(databaseUrl);
  return `The PostgreSQL database ${url === null ? 'of DATABASE_URL' : `at ${url.host}${url.pathname}`}`;
}
