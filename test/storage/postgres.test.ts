import { afterAll, beforeAll, describe } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { instancesContract } from './contract/instances.ts';
import { type PostgresServer, startPostgres } from './postgres-server.ts';
import { storeContract, storeTest } from './store-contract.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

async function newPlace() {
  const databaseUrl = await server.createDatabase();
  return { open: () => openStore({ dataFile: 'not used', databaseUrl }) };
}

storeContract(newPlace);
describe('several instances', () => instancesContract(storeTest(newPlace)));
