import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { HeatwireError } from '../desk/errors.ts';
import type { Clock, Log } from '../desk/ports.ts';
import {
  type Health,
  healthOf,
  healthWithoutDatabase,
  type Present,
  type PresentHealth,
  type Stored,
} from './health.ts';
import type { Metrics } from './metrics.ts';

/** How long the database may take to tell what `/healthz` asks for: supervisors wait about as long. */
const patienceMs = 3_000;

/**
 * `GET /healthz` (503 when failing) and `GET /metrics`.
 *
 * @param deps.stored rejects when the database cannot be read or written
 * @param deps.hide takes secrets out of a text: reasons may hold words of others
 */
export function operationsRoutes(deps: {
  present: () => Present;
  stored: () => Promise<Stored>;
  metrics: Metrics;
  hide: (text: string) => string;
  log: Pick<Log, 'error' | 'info'>;
  clock: Clock;
}): Hono {
  const { present, stored, metrics, hide, log, clock } = deps;

  const said = new Set<string>();

  /** Once for each reason: whoever watches asks several times a minute. */
  function complain(message: string, err: unknown): void {
    const line = `${message}: ${err}`;
    if (!said.has(line)) log.error({ err }, message);
    said.add(line);
  }

  function allIsWell(): void {
    if (said.size > 0) log.info({}, 'The database works again');
    said.clear();
  }

  async function look(): Promise<{ health: Health | PresentHealth; stored?: Stored }> {
    const told = new AbortController();
    try {
      const inTime = await Promise.race([stored(), clock.wait(patienceMs, told.signal)]);
      if (inTime === undefined) return { health: healthWithoutDatabase(present(), 'It does not answer.') };
      allIsWell();
      return { health: healthOf({ ...present(), ...inTime }), stored: inTime };
    } catch (err) {
      complain('The database cannot be read or written', err);
      const reason = err instanceof HeatwireError ? err.message : 'It cannot be read or written; the log says why.';
      return { health: healthWithoutDatabase(present(), reason) };
    } finally {
      told.abort();
    }
  }

  return new Hono()
    .onError((err, context) => {
      complain('What the program knows of itself cannot be told', err);
      return context.json({ status: 'failing' }, 503);
    })
    .get('/healthz', async (context) => {
      const { health: now } = await look();
      const type = { 'content-type': 'application/json' };
      return context.body(hide(JSON.stringify(now)), now.status === 'failing' ? 503 : 200, type);
    })
    .get('/metrics', async (context) => {
      const now = await look();
      const { contentType, text } = await metrics.page(now.health, now.stored);
      return context.text(text, 200, { 'content-type': contentType });
    });
}

export interface HttpServer {
  readonly server: Server;
  /** The address to open in a browser on this machine. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves an app.
 *
 * @throws HeatwireError `PORT_TAKEN` when it cannot listen there
 */
export async function listen(app: Hono, { host, port }: { host: string; port: number }): Promise<HttpServer> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      const message = `Cannot listen on ${host}:${port} (${cause.message}). Set HTTP_PORT to a free port, or HTTP_HOST to an address of this machine.`;
      reject(new HeatwireError('PORT_TAKEN', message, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return {
    server,
    url: `http://${shown}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
