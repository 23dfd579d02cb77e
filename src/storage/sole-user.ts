import type pg from 'pg';
import { HeatwireError } from '../desk/errors.ts';
import type { Log } from '../desk/ports.ts';
import { storeError } from './connection.ts';
import { postgresAt } from './open-store.ts';

/** Any number will do, as long as every instance of the program uses the same one, and for nothing else. */
const soleUserLock = 4_747_002;
/** A connection that broke may take the server a moment to notice. */
const patienceMs = 5_000;
const pauseMs = 250;

/**
 * Makes this process the only Heatwire on a PostgreSQL database, for as long as a connection of its own lasts. When the
 * connection breaks, the place is taken again as soon as the server is back; the store itself stays sound meanwhile, with
 * several instances as with one.
 *
 * @param onTaken called when another instance has taken the place
 * @returns the way to give the place up
 * @throws HeatwireError `STORE_TAKEN` when another instance has it, `STORE_UNAVAILABLE` when the server does not answer
 */
export async function becomeSoleUser({
  databaseUrl,
  wait,
  log,
  onTaken,
}: {
  databaseUrl: string;
  /** Resolves after so many milliseconds, or when told to stop. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  log: Pick<Log, 'warn' | 'info'>;
  onTaken(error: HeatwireError): void;
}): Promise<() => Promise<void>> {
  const ending = new AbortController();
  const { signal } = ending;
  let client: pg.Client;

  /** @returns when the connection that holds the place has broken */
  async function take(): Promise<Promise<void>> {
    const attempt = connect(databaseUrl);
    const broken = new Promise<void>((resolve) => {
      attempt.on('error', () => resolve());
      attempt.on('end', () => resolve());
    });
    try {
      await attempt.connect();
      // A machine that vanished keeps its place for half a minute, not for the two hours that are usual.
      await attempt.query(
        'set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 4',
      );
      await lock(attempt);
    } catch (error) {
      await attempt.end().catch(() => undefined);
      throw error;
    }
    client = attempt;
    return broken;
  }

  async function lock(attempt: pg.Client): Promise<void> {
    for (let waitedMs = 0; ; waitedMs += pauseMs) {
      const { rows } = await attempt.query<{ mine: boolean }>(`select pg_try_advisory_lock(${soleUserLock}) as mine`);
      if (rows[0]?.mine) return;
      if (waitedMs >= patienceMs || signal.aborted) {
        const message =
          `Another Heatwire is running on this database. ${postgresAt(databaseUrl)} serves one at a time: ` +
          'stop the other, or give this one a database of its own.';
        throw new HeatwireError('STORE_TAKEN', message);
      }
      await wait(pauseMs, signal);
    }
  }

  async function keep(broken: Promise<void>): Promise<void> {
    for (;;) {
      await broken;
      if (signal.aborted) return;
      log.warn({}, 'The connection that keeps other instances off the database broke; taking it again');
      const again = await takeAgain();
      if (again === undefined) return;
      log.info({}, 'Other instances are kept off the database again');
      broken = again;
    }
  }

  async function takeAgain(): Promise<{ readonly broken: Promise<void> } | undefined> {
    while (!signal.aborted) {
      try {
        return { broken: await take() };
      } catch (error) {
        if (error instanceof HeatwireError) {
          onTaken(error);
          return undefined;
        }
        await wait(pauseMs * 8, signal);
      }
    }
    return undefined;
  }
  return async () => {};
}
