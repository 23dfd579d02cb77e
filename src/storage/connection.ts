import { HeatwireError } from '../desk/errors.ts';
import type { Database, Trx } from './tables.ts';

/** A database of either kind. */
export interface Connection {
  readonly db: Database;
  /** Waits until no other transaction writes, in this process or another, and keeps others waiting until this one ends. */
  awaitTurn(trx: Trx): Promise<void>;
}

/** How the queries of this room reach the database: each call is one transaction. */
export interface Transactions {
  /** Sees one state of the database throughout. */
  read<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /**
   * Nothing that `work` read can change before it ends: writers take turns, on PostgreSQL as on SQLite. The outbox is
   * small work next to the requests that it is about, and every rule of it may thus be written as if it were alone.
   */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
}

/** @throws HeatwireError `STORE_UNAVAILABLE`, from each call, when the database fails */
export function createTransactions({ db, awaitTurn }: Connection): Transactions {
  return {
    read: (work) => orUnavailable(() => db.transaction().setIsolationLevel('repeatable read').execute(work)),
    write: (work) =>
      orUnavailable(() =>
        db
          .transaction()
          // Each statement after the wait must see what the others wrote meanwhile.
          .setIsolationLevel('read committed')
          .execute(async (trx) => {
            await awaitTurn(trx);
            return work(trx);
          }),
      ),
  };
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new HeatwireError('STORE_UNAVAILABLE', `The desk's database failed: ${reasonOf(error)}`, { cause: error });
  }
}

/** What a database's library says about a failure; several attempts to connect are told by the first. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error && error.message !== '' ? error.message : String(error);
}
