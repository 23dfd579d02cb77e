import pg from 'pg';
import { expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.ts';
import type { HeatwireError } from '../../../src/desk/errors.ts';
import { becomeSoleUser } from '../../../src/storage/sole-user.ts';
import { createTestClock } from '../../support/clock.ts';
import { createTestLog } from '../../support/log.ts';
import { until } from '../../support/until.ts';
import type { PostgresServer } from '../postgres-server.ts';

/** A program that comes, or came, to use the database. */
function arrive(databaseUrl: string) {
  const taken: HeatwireError[] = [];
  const log = createTestLog();
  // In a clock that nobody moves each wait would last for ever.
  const clock = { wait: (_ms: number, signal?: AbortSignal) => systemClock.wait(10, signal) };
  const place = becomeSoleUser({ databaseUrl, clock, log, onTaken: (error) => taken.push(error) });
  return { place, taken, log };
}

/** What keeps a second program away from a PostgreSQL database. */
export function soleUserContract(server: () => PostgresServer, databaseUrl: () => string): void {
  const breakConnections = (): Promise<unknown> =>
    server().query(
      databaseUrl(),
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'heatwire'",
    );

  it('is used by one program at a time; the next may have it when the first has left', async () => {
    const leave = await arrive(databaseUrl()).place;
    await expect(arrive(databaseUrl()).place).rejects.toMatchObject({
      code: 'STORE_TAKEN',
      message: expect.stringContaining('in use by another Heatwire'),
    });
    await leave();
    const leaveAgain = await arrive(databaseUrl()).place;
    await leaveAgain();
  });

  it('is taken again after the connection broke', async () => {
    const { place, log, taken } = arrive(databaseUrl());
    const leave = await place;
    await breakConnections();
    await until('it is taken again', () => log.lines.some(({ level }) => level === 'info'));
    await expect(arrive(databaseUrl()).place).rejects.toMatchObject({ code: 'STORE_TAKEN' });
    expect(taken).toEqual([]);
    await leave();
  });

  it('that another has taken meanwhile ends the program', async () => {
    const clock = createTestClock();
    const taken: HeatwireError[] = [];
    const log = createTestLog();
    const leave = await becomeSoleUser({
      databaseUrl: databaseUrl(),
      clock,
      log,
      onTaken: (error) => taken.push(error),
    });
    const other = new pg.Client({ connectionString: databaseUrl() });
    await other.connect();
    const locked = other.query('select pg_advisory_lock(4747002)');
    await until('the other one waits for the place', async () => {
      return (await server().query(databaseUrl(), 'select 1 from pg_locks where not granted')).length > 0;
    });
    await breakConnections();
    await locked;
    await until('the loss is noticed', () => log.lines.some(({ level }) => level === 'warn'));
    // The server may take the connection that broke for a living one so long.
    let waitedMs = 0;
    await until('it has asked often enough', async () => {
      await clock.advance(2_000);
      waitedMs += 2_000;
      return taken.length > 0;
    });
    expect(waitedMs).toBeGreaterThan(30_000);
    expect(taken).toMatchObject([{ code: 'STORE_TAKEN' }]);
    await leave();
    await other.end();
  });

  it('that cannot be reached is a clear error without secrets', async () => {
    const error = await arrive('postgres://desk:hunter%20two@127.0.0.1:1/desk').place.catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining('Start the server') });
    expect(String(error)).not.toContain('hunter');
  });
}
