import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { HeatwireError } from '../../src/desk/errors.ts';
import { createHider } from '../../src/desk/tokens.ts';
import { healthOf, type Vitals } from '../../src/operations/health.ts';
import { type HttpServer, listen, operationsRoutes } from '../../src/operations/http.ts';
import { createMetrics } from '../../src/operations/metrics.ts';
import { createWriteProbe } from '../../src/operations/write-probe.ts';
import { createTestClock } from '../support/clock.ts';
import { createTestLog } from '../support/log.ts';
import { until } from '../support/until.ts';

const healthy: Vitals = {
  articles: { count: 30, eligible: 12, problems: 1, passedOver: 4 },
  scan: { runs: 2, finishedAt: Date.UTC(2026, 10, 20), durationMs: 5, error: null },
  queue: { pending: 1, held: 1, sending: 0, unconfirmed: 0, failed: 2, sent: 3 },
  backup: { finishedAt: null, error: null },
  discord: { state: 'ready', guilds: 1, heartbeatAgeMs: 40_000, waitingFor: null, invalidRequests: 0 },
};

const opened: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function serve(vitals: Vitals, database = async (): Promise<void> => undefined) {
  const log = createTestLog();
  const clock = createTestClock();
  const stored = () => database().then(() => vitals);
  const metrics = createMetrics();
  const deps = { present: () => vitals, stored, metrics, hide: createHider(['hunter2']), log, clock };
  const app = new Hono().route('/', operationsRoutes(deps));
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  opened.push(server);
  return { ...server, log, clock };
}

describe('health', () => {
  it.each<[string, Partial<Vitals>]>([
    ['ok', {}],
    ['degraded', { scan: { ...healthy.scan, runs: 0 } }],
    ['degraded', { discord: { ...healthy.discord, state: 'connecting', heartbeatAgeMs: null } }],
    ['degraded', { queue: { ...healthy.queue, unconfirmed: 1 } }],
    ['degraded', { backup: { finishedAt: null, error: 'the disk is full' } }],
    ['degraded', { discord: { ...healthy.discord, state: 'reconnecting' } }],
    ['failing', { discord: { ...healthy.discord, state: 'closed' } }],
    // Four heartbeats of Discord's have gone by.
    ['failing', { discord: { ...healthy.discord, heartbeatAgeMs: 165_000 } }],
    ['failing', { scan: { ...healthy.scan, error: 'cannot read seeds' } }],
  ])('is %s with %j', (status, change) => {
    expect(healthOf({ ...healthy, ...change }).status).toBe(status);
  });

  it('is what /healthz answers', async () => {
    const { url } = await serve(healthy);
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ok',
      articles: { count: 30, eligible: 12, problems: 1 },
      scan: { runs: 2, finishedAt: '2026-11-20T00:00:00.000Z', durationMs: 5, error: null },
      queue: healthy.queue,
      backup: healthy.backup,
      discord: healthy.discord,
      database: { error: null },
    });
  });

  it('answers 503 when failing, for a supervisor that only looks at the status', async () => {
    const { url } = await serve({ ...healthy, discord: { ...healthy.discord, state: 'closed' } });
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
  });
});

it('/healthz shows no secret of a reason', async () => {
  const error = 'refused hunter2 at /webhooks/900000000000000300/aBc';
  const { url } = await serve({ ...healthy, scan: { ...healthy.scan, error } });
  const health = await (await fetch(`${url}/healthz`)).json();
  expect(health).toMatchObject({ scan: { error: 'refused [secret] at /webhooks/900000000000000300/[secret]' } });
});

describe('while the database fails', () => {
  const broken = () => Promise.reject(new Error('no connection for hunter2'));

  it('/healthz tells what is known without it, and why only in the log', async () => {
    const { url, log } = await serve(healthy, broken);
    const response = await fetch(`${url}/healthz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'failing',
      scan: { runs: 2, finishedAt: '2026-11-20T00:00:00.000Z', durationMs: 5, error: null },
      backup: healthy.backup,
      discord: healthy.discord,
      database: { error: 'It cannot be read or written; the log says why.' },
    });
    expect(log.lines).toEqual([expect.objectContaining({ level: 'error', fields: { err: expect.any(Error) } })]);
  });

  it('/healthz says a reason that is understood, and the log says it once, however often anybody asks', async () => {
    let isFull = true;
    const full = new HeatwireError('STORE_UNAVAILABLE', 'The disk is full. Make room.');
    const { url, log } = await serve(healthy, () => (isFull ? Promise.reject(full) : Promise.resolve()));
    for (let asked = 0; asked < 3; asked++)
      expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ database: { error: full.message } });
    isFull = false;
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await fetch(`${url}/healthz`);
    expect(log.lines.map(({ message }) => message)).toEqual([
      'The database cannot be read or written',
      'The database works again',
    ]);
  });

  it('/healthz answers even if the database does not', async () => {
    const { url, clock } = await serve(healthy, () => new Promise(() => undefined));
    const answer = fetch(`${url}/healthz`);
    let status: number | undefined;
    void answer.then((response) => {
      status = response.status;
    });
    await until('the database had its time', async () => {
      await clock.advance(1_000);
      return status !== undefined;
    });
    expect(await (await answer).json()).toMatchObject({
      status: 'failing',
      database: { error: 'It does not answer.' },
    });
  });

  it('/metrics tells the rest, and that the database does not work', async () => {
    const { url } = await serve(healthy, broken);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('heatwire_status{status="failing"} 1');
    expect(text).toContain('heatwire_trouble{with="database"} 1');
    expect(text).toContain('heatwire_discord_ready 1');
    expect(text).not.toContain('heatwire_deliveries{');
  });
});

it('tries twice a minute whether the database can be written, and at once again after a failure', async () => {
  const clock = createTestClock();
  const tries: string[] = [];
  let isFull = true;
  const probe = createWriteProbe({
    clock,
    async write(value) {
      tries.push(value);
      if (isFull) throw new Error('disk full');
    },
  });
  await expect(probe()).rejects.toThrow('disk full');
  await expect(probe()).rejects.toThrow('disk full');
  isFull = false;
  await probe();
  await probe();
  expect(tries).toHaveLength(3);
  await clock.advance(30_000);
  await probe();
  expect(tries).toHaveLength(4);
});

it('/metrics shows the outbox by state to Prometheus', async () => {
  const { url } = await serve(healthy);
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('heatwire_deliveries{state="sent"} 3');
  expect(text).toContain('heatwire_articles{kind="problems"} 1');
  expect(text).toContain('heatwire_articles{kind="passedOver"} 4');
  expect(text).toContain('heatwire_status{status="ok"} 1');
  expect(text).toContain('heatwire_trouble{with="database"} 0');
  expect(text).toContain(`heatwire_last_finished_timestamp_seconds{job="scan"} ${Date.UTC(2026, 10, 20) / 1_000}`);
});

it('a port that is taken is named, with the way out', async () => {
  const { url } = await serve(healthy);
  const port = Number(new URL(url).port);
  await expect(listen(new Hono(), { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringMatching(`127.0.0.1:${port}.*HTTP_PORT`),
  });
});
