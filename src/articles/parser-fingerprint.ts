import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Changes whenever this program may parse or index a file differently from the one that filled an index: with its own
 * rooms that do so, and with the exact versions of the libraries. Too often is harmless, since an index is only rebuilt.
 */
export function parserFingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(new URL('../../package.json', import.meta.url)));
  for (const room of ['./', '../news/']) {
    const folder = new URL(room, import.meta.url);
    for (const file of readdirSync(folder).sort()) hash.update('\0').update(readFileSync(new URL(file, folder)));
  }
  return hash.digest('base64url');
}
