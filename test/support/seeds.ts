import { cp } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const seeds = fileURLToPath(new URL('../../seeds', import.meta.url));

/** Copies the project's articles to a new folder, without those that someone wrote on the page. */
export async function copySeeds(to: string): Promise<void> {
  await cp(seeds, to, { recursive: true, filter: (from) => from !== `${seeds}/written` });
}
