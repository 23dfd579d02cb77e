import pg from 'pg';
import { HeatwireError } from '../desk/errors.ts';
import type { Clock, Log } from '../desk/ports.ts';
import { postgresAt, storeError } from './connection.ts';

/** Any number will do, as long as every instance of the program uses the same one, and for nothing else. */
const soleUserLock = 4_747_002;
/** How long, and how often, the place is asked for, in milliseconds. */
interface Patience {
  readonly forMs: number;
  readonly everyMs: number;
}
/** The server may need a moment to notice that a process has ended. */
const atStart: Patience = { forMs: 5_000, everyMs: 250 };
/** It may take this program's own connection, which broke on the way, for a living one: see the keepalives. */
const afterBreak: Patience = { forMs: 60_000, everyMs: 2_000 };

/**
 * Makes this process the only Heatwire on a PostgreSQL database, for as long as a connection of its own lasts. When that
 * breaks, the place is taken again as soon as the server is back; meanwhile the store keeps several instances apart, only
 * less well.
 *
 * @param onTaken called when another instance has taken the place meanwhile
 * @returns the way to give the place up
 * @throws HeatwireError `STORE_TAKEN` when another instance has it, `STORE_UNAVAILABLE` when the server does not answer
 */
export async function becomeSoleUser({
  databaseUrl,
  clock,
  log,
  onTaken,
}: {
  databaseUrl: string;
  clock: Pick<Clock, 'wait'>;
  log: Pick<Log, 'warn' | 'info'>;
  onTaken(error: HeatwireError): void;
}): Promise<() => Promise<void>> {
  const ending = new AbortController();
  const { signal } = ending;

  async function take(patience: Patience): Promise<pg.Client> {
    try {
      const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true, application_name: 'heatwire' });
      // Without a listener a connection that breaks would end the process.
      client.on('error', () => {});
      try {
        await client.connect();
        await lock(client, patience);
        return client;
      } catch (error) {
        await client.end();
        throw error;
      }
    } catch (error) {
      throw error instanceof HeatwireError ? error : storeError(postgresAt(databaseUrl), 'cannot be used', error);
    }
  }

  async function lock(client: pg.Client, { forMs, everyMs }: Patience): Promise<void> {
    // A machine that vanished keeps the place for half a minute, not for the two hours that are usual.
    await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4');
    for (let waitedMs = 0; ; waitedMs += everyMs) {
      const { rows } = await client.query<{ mine: boolean }>(`select pg_try_advisory_lock(${soleUserLock}) as mine`);
      if (rows[0]?.mine) return;
      if (waitedMs >= forMs || signal.aborted) {
        const message = `${postgresAt(databaseUrl)} is in use by another Heatwire. Stop that one, or give this one a database of its own.`;
        throw new HeatwireError('STORE_TAKEN', message);
      }
      await clock.wait(everyMs, signal);
    }
  }

  let client = await take(atStart);
  client.once('end', takeAgain);

  async function takeAgain(): Promise<void> {
    if (!signal.aborted) log.warn({}, 'The connection that keeps other instances off the database broke');
    while (!signal.aborted) {
      try {
        client = await take(afterBreak);
        client.once('end', takeAgain);
        if (signal.aborted) await client.end();
        else log.info({}, 'Other instances are kept off the database again');
        return;
      } catch (error) {
        if (error instanceof HeatwireError && error.code === 'STORE_TAKEN') {
          if (!signal.aborted) onTaken(error);
          return;
        }
        await clock.wait(afterBreak.everyMs, signal);
      }
    }
  }

  return async () => {
    ending.abort();
    await client.end();
  };
}
