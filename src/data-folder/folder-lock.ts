import { DatabaseSync } from 'node:sqlite';

export type FolderLock =
  | { readonly taken: true; release(): void }
  /** Somebody else has it. */
  | { readonly taken: false; readonly pid?: number };

/**
 * Takes a lock that ends with the process, also when it is killed: SQLite's lock on a file is one of the operating system,
 * and nothing of it is left behind to become stale. The file is never removed, for a lock on a file that went is none.
 *
 * @throws whatever the file system or SQLite says
 */
export function takeLock(file: string): FolderLock {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // The file says who has the lock, and nothing that must outlive a power cut: no start waits for the disk.
    database.exec('pragma synchronous = off; begin immediate');
    leavePid(database);
    return { taken: true, release: () => database.close() };
  } catch (error) {
    const isTaken = isBusy(error);
    const pid = isTaken ? pidIn(database) : undefined;
    database.close();
    if (isTaken) return { taken: false, ...(pid !== undefined && { pid }) };
    throw error;
  }
}

/** Says whose lock it is, where others can read it. Between the two transactions somebody else may take the lock. */
function leavePid(database: DatabaseSync): void {
  try {
    database.exec(`pragma user_version = ${process.pid}; commit`);
  } catch {
    // A full disk, say: the lock holds without a name as well.
    if (database.isTransaction) return;
  }
  database.exec('begin immediate');
}

function pidIn(database: DatabaseSync): number | undefined {
  try {
    return Number(database.prepare('pragma user_version').get()?.['user_version']) || undefined;
  } catch {
    return undefined;
  }
}

/** SQLITE_BUSY: https://sqlite.org/rescode.html */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && (Number(error.errcode) & 0xff) === 5;
}
