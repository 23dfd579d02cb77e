import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A request as it reached the server; the path is below `/api/v10`, decoded, without the query. */
export interface ScriptedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** What to answer. `lost` cuts the connection, `stalled` sends headers and never the body. */
export type ScriptedAnswer =
  | { readonly status: number; readonly json?: unknown; readonly headers?: Record<string, string> }
  | { readonly status: number; readonly html: string }
  | 'lost'
  | 'silent'
  | 'stalled';

export interface ScriptedDiscord {
  readonly apiUrl: string;
  readonly requests: readonly ScriptedRequest[];
  /** What clients sent over the gateway, in order. */
  readonly gatewayMessages: readonly { readonly op: number; readonly d: unknown }[];
  /** Gateway connections made so far. */
  connections(): number;
  openConnections(): number;
  /** Sends an event to every client that is connected. */
  dispatch(event: string, data: unknown): void;
  closeGateway(code: number): void;
  close(): Promise<void>;
}

export const botId = '900000000000000001';
export const guildId = '900000000000000002';
export const channelId = '900000000000000003';

/**
 * A server that answers as a test tells it to, for faults that no well-behaved Discord shows. It speaks the least of
 * the gateway that a client needs to become ready; `greet: false` keeps it silent.
 */
export async function startScriptedDiscord(script: {
  answer?(request: ScriptedRequest): ScriptedAnswer | undefined;
  /**
   * A mute one takes connections but never says hello, a deaf one says hello and answers heartbeats alone. `refuse`: the
   * status with which the handshake is refused; `close`: the code with which an identify is answered.
   */
  gateway?(connection: number): 'ready' | 'mute' | 'deaf' | { readonly refuse: number } | { readonly close: number };
  port?: number;
}): Promise<ScriptedDiscord> {
  const requests: ScriptedRequest[] = [];
  const gatewayMessages: { op: number; d: unknown }[] = [];
  let connections = 0;
  let sequence = 0;

  const server = createServer(async (incoming, outgoing) => {
    const request = await read(incoming);
    requests.push(request);
    write(outgoing, script.answer?.(request) ?? usual(request, `ws://127.0.0.1:${port()}`));
  });
  const gateway = new WebSocketServer({ noServer: true });
  const port = () => (server.address() as AddressInfo).port;

  server.on('upgrade', (request, socket, head) => {
    connections += 1;
    const manner = script.gateway?.(connections) ?? 'ready';
    if (typeof manner === 'object' && 'refuse' in manner) {
      socket.end(`HTTP/1.1 ${manner.refuse} Refused\r\nConnection: close\r\n\r\n`);
      return;
    }
    gateway.handleUpgrade(request, socket, head, (client) => {
      if (manner === 'mute') return;
      const send = (message: object) => client.send(JSON.stringify(message));
      send({ op: 10, d: { heartbeat_interval: 45_000 } });
      client.on('message', (data) => {
        const message: { op: number; d: unknown } = JSON.parse(data.toString());
        gatewayMessages.push(message);
        if (message.op === 1) send({ op: 11 });
        if (manner === 'deaf') return;
        if (message.op === 6) send({ op: 0, s: ++sequence, t: 'RESUMED', d: {} });
        if (message.op !== 2) return;
        if (manner === 'ready') for (const event of welcome()) send({ op: 0, s: ++sequence, ...event });
        else client.close(manner.close);
      });
    });
  });

  await new Promise<void>((resolve) => server.listen(script.port ?? 0, '127.0.0.1', resolve));
  const eachClient = (act: (client: WebSocket) => void) => gateway.clients.forEach(act);
  return {
    apiUrl: `http://127.0.0.1:${port()}/api`,
    requests,
    gatewayMessages,
    connections: () => connections,
    openConnections: () => gateway.clients.size,
    dispatch: (t, d) => eachClient((client) => client.send(JSON.stringify({ op: 0, s: ++sequence, t, d }))),
    closeGateway: (code) => eachClient((client) => client.close(code)),
    async close() {
      eachClient((client) => client.terminate());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(incoming: IncomingMessage): Promise<ScriptedRequest> {
  const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
  const text = (await Array.fromAsync(incoming)).join('');
  return {
    method: incoming.method ?? '',
    path: decodeURIComponent(url.pathname).replace('/api/v10', ''),
    query: url.searchParams,
    authorization: incoming.headers.authorization,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

function write(outgoing: ServerResponse, answer: ScriptedAnswer): void {
  if (answer === 'silent') return;
  if (answer === 'lost') {
    outgoing.destroy();
    return;
  }
  if (answer === 'stalled') {
    outgoing.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
    return;
  }
  if ('html' in answer) {
    outgoing.writeHead(answer.status, { 'content-type': 'text/html' }).end(answer.html);
    return;
  }
  const { status, json, headers } = answer;
  outgoing.writeHead(status, { ...(json !== undefined && { 'content-type': 'application/json' }), ...headers });
  outgoing.end(json === undefined ? undefined : JSON.stringify(json));
}

function usual({ method, path }: ScriptedRequest, gatewayUrl: string): ScriptedAnswer {
  if (path === '/gateway/bot')
    return {
      status: 200,
      json: {
        url: gatewayUrl,
        shards: 1,
        session_start_limit: { total: 1000, remaining: 999, reset_after: 0, max_concurrency: 1 },
      },
    };
  if (path.endsWith('/callback') || method === 'DELETE') return { status: 204 };
  return { status: 200, json: { id: '900000000000000009', channel_id: channelId, author: { id: botId } } };
}

function welcome(): { t: string; d: object }[] {
  const user = { id: botId, username: 'heatwire', discriminator: '0', avatar: null, bot: true };
  return [
    {
      t: 'READY',
      d: {
        v: 10,
        user,
        guilds: [{ id: guildId, unavailable: true }],
        session_id: 's',
        application: { id: botId, flags: 0 },
      },
    },
    {
      t: 'GUILD_CREATE',
      d: {
        id: guildId,
        name: 'Newsroom',
        unavailable: false,
        owner_id: botId,
        roles: [{ id: guildId, name: '@everyone', permissions: '274877991936', position: 0 }],
        members: [{ user, roles: [] }],
        channels: [{ id: channelId, name: 'news', type: 0, permission_overwrites: [] }],
        threads: [],
      },
    },
  ];
}
