import { Hono } from 'hono';
import { afterEach, describe, expect, it } from 'vitest';
import { createHider } from '../../src/desk/tokens.ts';
import { healthOf, type Vitals } from '../../src/operations/health.ts';
import { type HttpServer, listen, operationsRoutes } from '../../src/operations/http.ts';
import { createMetrics } from '../../src/operations/metrics.ts';
import { createTestLog } from '../support/log.ts';

const healthy: Vitals = {
  articles: { count: 30, eligible: 12, problems: 1, passedOver: 4 },
  scan: { runs: 2, finishedAt: Date.UTC(2026, 10, 20), durationMs: 5, error: null },
  queue: { pending: 1, sending: 0, failed: 2, sent: 3 },
  backup: { finishedAt: null, error: null },
  discord: { state: 'ready', guilds: 1 },
};

const opened: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

async function serve(vitals: Vitals | Error, log = createTestLog()): Promise<HttpServer> {
  const source = async (): Promise<Vitals> => {
    if (vitals instanceof Error) throw vitals;
    return vitals;
  };
  const deps = { vitals: source, metrics: createMetrics(source), hide: createHider(['hunter2']), log };
  const app = new Hono().route('/', operationsRoutes(deps));
  const server = await listen(app, { host: '127.0.0.1', port: 0 });
  opened.push(server);
  return server;
}

describe('health', () => {
  it.each<[string, Partial<Vitals>]>([
    ['ok', {}],
    ['degraded', { scan: { ...healthy.scan, runs: 0 } }],
    ['degraded', { discord: { state: 'connecting', guilds: 0 } }],
    ['degraded', { backup: { finishedAt: null, error: 'the disk is full' } }],
    ['degraded', { discord: { state: 'reconnecting', guilds: 1 } }],
    ['failing', { discord: { state: 'closed', guilds: 0 } }],
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
    });
  });

  it('answers 503 when failing, for a supervisor that only looks at the status', async () => {
    const { url } = await serve({ ...healthy, discord: { state: 'closed', guilds: 0 } });
    expect((await fetch(`${url}/healthz`)).status).toBe(503);
  });
});

it('/healthz shows no secret of a reason', async () => {
  const error = 'refused hunter2 at /webhooks/900000000000000300/aBc';
  const { url } = await serve({ ...healthy, scan: { ...healthy.scan, error } });
  const health = await (await fetch(`${url}/healthz`)).json();
  expect(health).toMatchObject({ scan: { error: 'refused [secret] at /webhooks/900000000000000300/[secret]' } });
});

it.each(['/healthz', '/metrics'])('%s fails plainly, and in the log only, when the database does', async (path) => {
  const log = createTestLog();
  const { url } = await serve(new Error('no connection for hunter2'), log);
  const response = await fetch(url + path);
  expect([response.status, await response.json()]).toEqual([503, { status: 'failing' }]);
  expect(log.lines).toEqual([expect.objectContaining({ level: 'error', fields: { err: expect.any(Error) } })]);
});

it('/metrics shows the outbox by state to Prometheus', async () => {
  const { url } = await serve(healthy);
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('heatwire_deliveries{state="sent"} 3');
  expect(text).toContain('heatwire_articles{kind="problems"} 1');
  expect(text).toContain('heatwire_articles{kind="passedOver"} 4');
});

it('a port that is taken is named, with the way out', async () => {
  const { url } = await serve(healthy);
  const port = Number(new URL(url).port);
  await expect(listen(new Hono(), { host: '127.0.0.1', port })).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    message: expect.stringMatching(`127.0.0.1:${port}.*HTTP_PORT`),
  });
});
