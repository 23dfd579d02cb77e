import { join } from 'node:path';
import type { Logger } from 'pino';
import { createArticleIndex } from '../articles/article-index.ts';
import { type DataFolder, openDataFolder } from '../data-folder/data-folder.ts';
import type { RestoredMemory } from '../desk/after-restore.ts';
import type { Store } from '../desk/delivery-ports.ts';
import type { ArticleIndex, Clock } from '../desk/ports.ts';
import type { Environment } from '../environment.ts';
import { type AutomaticBackups, createAutomaticBackups } from '../storage/automatic-backups.ts';
import { openStore } from '../storage/open-store.ts';

/**
 * So long what is written about deliveries waits for more of it, in milliseconds: each write waits for the disk, and everybody
 * else meanwhile. Fifty posts a second, as Discord allows, need at most ten writes in place of a hundred.
 */
const gatherMs = 100;

/** All that outlives the program. */
export interface Memory {
  readonly folder: DataFolder;
  readonly index: ArticleIndex;
  readonly store: Store & { readonly restored: RestoredMemory };
  readonly backups: AutomaticBackups;
}

/**
 * Takes the data folder and the database for this process alone, and opens what is kept there.
 *
 * @param opened lets go of everything, also when this fails halfway
 * @throws HeatwireError when another process has them, or they cannot be used
 */
export async function openMemory(
  { dataDir, databaseUrl, backup }: Environment,
  { clock, log, onFatal }: { clock: Clock; log: Logger; onFatal(error: unknown): void },
  opened: AsyncDisposableStack,
): Promise<Memory> {
  const folder = await openDataFolder(dataDir);
  opened.defer(() => folder.release());
  if (databaseUrl !== undefined) {
    // Most installations never load what speaks to PostgreSQL.
    const { becomeSoleUser } = await import('../storage/sole-user.ts');
    opened.defer(await becomeSoleUser({ databaseUrl, clock, log, onTaken: onFatal }));
  }
  const index = createArticleIndex({ file: join(dataDir, 'index.db'), log });
  opened.defer(() => index.close());
  const keep = databaseUrl === undefined ? backup.keep : 0;
  const backups = createAutomaticBackups({ dataDir, keep, clock, log });
  const betweenWrites = (): Promise<void> => clock.wait(gatherMs);
  const watched = { verify: folder.verify, betweenWrites, beforeUpdate: backups.insist, onDamage: onFatal };
  const store = await openStore({ dataFile: join(dataDir, 'desk.db'), databaseUrl, ...watched });
  opened.defer(() => store.close());
  return { folder, index, store, backups };
}
