import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { storeContract } from './store-contract.ts';

let folder: string;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'heatwire-sqlite-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

storeContract(async () => {
  const dataFile = join(folder, `${++files}`, 'desk.db');
  return { open: () => openStore({ dataFile }) };
});
