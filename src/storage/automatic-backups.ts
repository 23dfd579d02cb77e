import { HeatwireError } from '../desk/errors.ts';
import type { Clock, Log } from '../desk/ports.ts';
import { backUp, latestBackupAt, pruneBackups } from './backup.ts';

/** What `/healthz` says of the automatic copies. */
export interface BackupReport {
  /** Of the latest copy since the start; milliseconds since 1970. */
  readonly finishedAt: number | null;
  /** Why the latest attempt failed. */
  readonly error: string | null;
}

const day = 24 * 3_600_000;

export interface AutomaticBackups {
  /** Makes a copy, and removes the oldest automatic ones beyond the limit; never rejects. */
  run(): Promise<void>;
  /** The same if the latest copy is more than a day old, as on a machine that is off at night. */
  runIfLate(): Promise<void>;
  /** The same before something that must not happen without a copy: rejects when there is none. */
  insist(): Promise<void>;
  report(): BackupReport;
}

/** @param keep how many automatic copies are kept; with 0 none are made */
export function createAutomaticBackups({
  dataDir,
  keep,
  clock,
  log,
}: {
  dataDir: string;
  keep: number;
  clock: Pick<Clock, 'now'>;
  log: Pick<Log, 'info' | 'error'>;
}): AutomaticBackups {
  let report: BackupReport = { finishedAt: null, error: null };

  async function insist(): Promise<void> {
    if (keep === 0) return;
    // Before as well, so that a disk that they filled has room again.
    await pruneBackups({ dataDir, keep });
    const file = await backUp({ dataDir, now: clock.now(), kind: 'automatic' });
    report = { finishedAt: clock.now(), error: null };
    log.info({ file }, 'Copied the database');
    await pruneBackups({ dataDir, keep });
  }

  async function attempt(make: () => Promise<void>): Promise<void> {
    try {
      await make();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report = { ...report, error: reason };
      log.error(error instanceof HeatwireError ? { code: error.code } : { err: error }, `No copy was made: ${reason}`);
    }
  }

  return {
    insist,
    run: () => attempt(insist),
    runIfLate: () =>
      attempt(async () => {
        if (keep > 0 && clock.now() - (await latestBackupAt(dataDir)) > day) await insist();
      }),
    report: () => report,
  };
}
