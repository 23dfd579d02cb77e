import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { createLocalDiscord, type LocalDiscord, type LocalDiscordOptions } from './local-discord.ts';
import { playground } from './playground.ts';

/** Whatever is left out is this machine's: its clock, its randomness, its loopback address, a port that is free. */
export interface ServeOptions extends Partial<LocalDiscordOptions> {
  readonly host?: string;
  readonly port?: number;
}

export interface ServedLocalDiscord extends LocalDiscord {
  /** Where the page is. */
  readonly url: string;
  /** What a bot's REST client takes for the address of the API; the gateway's comes from there. */
  readonly apiUrl: string;
}

/**
 * A local Discord on a port of its own, for a bot that is being written or tested. Nothing is kept unless there is a
 * `dataFile`, and the world is the {@link playground} unless there is another.
 *
 * @throws when the port is taken, or `dataFile` was written by another version of this program
 */
export async function serveLocalDiscord({
  host = '127.0.0.1',
  port = 0,
  ...options
}: ServeOptions = {}): Promise<ServedLocalDiscord> {
  const discord = createLocalDiscord({
    dataFile: ':memory:',
    clock: { now: () => Date.now() },
    random: { id: () => randomBytes(12).toString('base64url') },
    world: playground,
    onFailure: (error) => process.emitWarning(error instanceof Error ? error : String(error)),
    ...options,
  });
  const server = createServer(getRequestListener(discord.app.fetch, { overrideGlobalObjects: false }));
  const detach = discord.attach(server);
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(port, host, listening);
  });
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
  return {
    ...discord,
    url,
    apiUrl: `${url}/api`,
    async close() {
      await detach();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await discord.close();
    },
  };
}
