import { bareClient, type Login } from './bare-client.ts';
import type { Figure } from './bench.ts';

/** Of the program when all that a scenario has it do is done; the yardstick is {@link bareClientMb}. */
export const memory: Figure = {
  work: 'the program after all of this: resident memory',
  yardstick: 'a bare discord.js client with the same servers',
  unit: 'MB',
  aims: [
    { of: 'value', is: 'at most', limit: 200 },
    { of: 'ratio', is: 'at most', limit: 1.5 },
  ],
};

/** The resident memory of a running program, in MB, as it says itself at `/metrics`. */
export async function residentMb(programUrl: string): Promise<number> {
  const page = await (await fetch(`${programUrl}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(page)?.[1]) / 2 ** 20;
}

/** The resident memory, in MB, of a bare discord.js client that has just heard of all servers of its bot. */
export async function bareClientMb(login: Login): Promise<number> {
  await bareClient(login);
  return (await bareClient(login)).residentMb;
}
