import { statSync } from 'node:fs';
import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HeatwireError } from '../desk/errors.ts';
import type { Clock } from '../desk/ports.ts';
import { type FolderLock, takeLock } from './folder-lock.ts';

/** Files that must stay the very ones that are open: what is written to one that was removed is lost with the process. */
const kept = ['lock.db', 'desk.db'];
const verifiedEachMs = 5_000;

/** The folder of `DATA_DIR`, which belongs to this process until it lets go. */
export interface DataFolder {
  /** @throws HeatwireError `DATA_DIR_LOST` when the folder, or a file in it that matters, was removed or replaced */
  verify(): void;
  release(): void;
}

/**
 * Takes a folder for this process alone, and makes it where it is missing. A process that ends, however it ends, lets go
 * of it at once.
 *
 * @throws HeatwireError `ENVIRONMENT_INVALID` when it cannot be written to, `DATA_DIR_TAKEN` when another process has it
 */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  let lock: FolderLock;
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
    lock = takeLock(join(dataDir, 'lock.db'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `DATA_DIR "${dataDir}" must be a folder that this user may write to: ${reason}`;
    throw new HeatwireError('ENVIRONMENT_INVALID', message, { cause });
  }
  if (!lock.taken) {
    const who = lock.pid === undefined ? '' : ` (process ${lock.pid})`;
    const message =
      `Another Heatwire is running on DATA_DIR "${resolve(dataDir)}"${who}. ` +
      'Stop it, or give this one a DATA_DIR of its own.';
    throw new HeatwireError('DATA_DIR_TAKEN', message);
  }

  const seen = new Map<string, string>();
  const verify = (): void => {
    for (const name of kept) {
      const now = identityOf(join(dataDir, name));
      const before = seen.get(name) ?? now;
      if (now !== before) {
        const what = now === undefined ? 'removed' : 'replaced';
        const message =
          `"${resolve(dataDir, name)}" was ${what} while Heatwire was running, so nothing more can be kept there. ` +
          'Put the folder back, or restore a copy with "npm run restore", and start again.';
        throw new HeatwireError('DATA_DIR_LOST', message);
      }
      if (now !== undefined) seen.set(name, now);
    }
  };
  verify();
  return { verify, release: lock.release };
}

/** Verifies a folder every few seconds until it is lost or `stopping` aborts; never rejects. */
export async function watchOver(
  { verify }: DataFolder,
  { clock, stopping, onLost }: { clock: Clock; stopping: AbortSignal; onLost(error: unknown): void },
): Promise<void> {
  for (;;) {
    await clock.wait(verifiedEachMs, stopping);
    if (stopping.aborted) return;
    try {
      verify();
    } catch (error) {
      onLost(error);
      return;
    }
  }
}

/** Which file goes by this name just now. */
function identityOf(file: string): string | undefined {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false });
  return stat && `${stat.dev}:${stat.ino}`;
}
