import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GatewayInterruptions } from '../faults/control.ts';
import type { GatewayFaults } from '../faults/gateway-faults.ts';
import { mayEnter } from '../guard.ts';
import { guildOfEvent } from '../state/events.ts';
import type { State } from '../state/state.ts';
import { canSee } from '../state/visibility.ts';
import { type Connection, serveConnection } from './connection.ts';
import { createGatewayLog, type GatewayLog } from './gateway-log.ts';
import { closeCode, guildCreatePayload, intent, readyPayload } from './payloads.ts';
import { createSession, type Session } from './session.ts';

/** How many sessions without a connection are kept for their clients to resume, and for how long. */
const keptSessions = 16;
const keptMs = 5 * 60_000;

export interface Gateway extends GatewayInterruptions {
  attach(server: Server): void;
  readonly log: GatewayLog;
  /** Those that are connected or can be resumed. */
  sessions(): readonly Pick<Session, 'id' | 'intents' | 'shard' | 'latest' | 'lostAt'>[];
  /** Ends every connection, and lets no other begin. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly random: { id(): string };
  readonly faults: GatewayFaults;
  readonly heartbeatMs: number;
}

/** Discord's gateway: tells the bot what happens, over WebSockets at `/gateway`. */
export function createGateway(state: State, { random, faults, heartbeatMs }: GatewayOptions): Gateway {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const connections = new Map<WebSocket, Connection>();
  const sessions = new Map<string, Session>();
  const log = createGatewayLog(state.now);
  const { token, botId } = state.identity;

  const unsubscribe = state.events.subscribe((event) => {
    const guildId = guildOfEvent(event);
    // During an outage nothing is heard of a guild but that it is out.
    const isSilent = guildId !== undefined && state.guilds.isOut(guildId) && event.t !== 'GUILD_DELETE';
    if (isSilent || !canSee(state, botId, event)) return;
    forgetLost(sessions, state.now());
    const d = event.t === 'GUILD_CREATE' ? guildCreatePayload(state, event.d.id) : event.d;
    const hearers = [...sessions.values()].filter((session) => session.wants(event));
    if (hearers.length === 0) return;
    faults.onEvent(event.t, {
      sent() {
        for (const session of hearers) session.dispatch(event.t, d);
      },
      lost() {
        for (const session of hearers) session.lose();
      },
    });
  });

  const countOnline = (): void => state.setOnline([...sessions.values()].some(({ lostAt }) => lostAt === undefined));

  /** The guilds that the bot is in, as far as they are this session's shard's. */
  function guildsOf(session: Session): string[] {
    return state.guilds
      .all()
      .map(({ id }) => id)
      .filter((id) => session.has(id) && state.guilds.member(id, botId) !== undefined);
  }

  function serve(socket: WebSocket, request: IncomingMessage): void {
    const [, query] = (request.url ?? '').split('?');
    if (new URLSearchParams(query).get('v') !== '10') {
      socket.close(closeCode.invalidVersion);
      return;
    }
    const url = `ws://${request.headers.host}/gateway`;

    const connection = serveConnection(socket, {
      heartbeatMs,
      log,
      answersHeartbeat: faults.answersHeartbeat,
      identify({ token: given, intents, shard = [0, 1] }, send) {
        if (given !== token) return { close: closeCode.authenticationFailed };
        if (shard[0] >= shard[1]) return { close: closeCode.invalidShard };
        if (intents > intent.all) return { close: closeCode.invalidIntents };
        const id = random.id() + random.id();
        const session = createSession({ id, intents, shard, botId }, send);
        faults.whenReady(() => {
          // Who has left before READY has no session.
          if (session.lostAt !== undefined) return;
          sessions.set(id, session);
          const guildIds = guildsOf(session);
          session.dispatch('READY', readyPayload(state, { id, guildIds, url, shard }));
          if ((intents & intent.guilds) !== 0)
            for (const guildId of guildIds)
              if (!state.guilds.isOut(guildId)) session.dispatch('GUILD_CREATE', guildCreatePayload(state, guildId));
          countOnline();
        });
        return session;
      },
      resume({ token: given, session_id, seq }, send) {
        if (given !== token) return { close: closeCode.authenticationFailed };
        forgetLost(sessions, state.now());
        const session = sessions.get(session_id);
        if (session === undefined) return 'unknown session';
        if (seq > session.latest) return { close: closeCode.invalidSequence };
        if (!session.resume(seq, send)) {
          sessions.delete(session_id);
          return 'unknown session';
        }
        session.dispatch('RESUMED', { _trace: [] });
        countOnline();
        return session;
      },
      left(session, send, code) {
        session.disconnect(send, state.now());
        // A client that says goodbye does not come back for what it missed.
        if (session.lostAt !== undefined && (code === 1000 || code === 1001)) sessions.delete(session.id);
        forgetLost(sessions, state.now());
        countOnline();
      },
    });
    connections.set(socket, connection);
    socket.on('close', () => connections.delete(socket));
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { host, origin, 'sec-fetch-site': fetchSite, 'sec-fetch-mode': fetchMode } = request.headers;
    const [path] = (request.url ?? '').split('?');
    // Any page may open a WebSocket to anywhere, so it counts as a request that changes something.
    const entry = { method: 'POST', host, origin, fetchSite, fetchMode };
    const allowed = path === '/gateway' && mayEnter(entry) === 'yes';
    const refuse = (status: string): void => {
      socket
        .on('error', () => socket.destroy())
        .end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    if (!allowed) refuse('403 Forbidden');
    else if (!faults.letsConnect()) refuse('503 Service Unavailable');
    else sockets.handleUpgrade(request, socket, head, (client) => serve(client, request));
  }

  return {
    attach: (server) => {
      server.on('upgrade', upgrade);
    },
    log,
    sessions: () => [...sessions.values()],
    drop(code = 4000) {
      for (const client of sockets.clients) client.close(code);
    },
    reconnect() {
      for (const connection of connections.values()) connection.reconnect();
    },
    invalidate(resumable) {
      for (const connection of connections.values()) connection.invalidate(resumable);
    },
    async close() {
      unsubscribe();
      for (const client of sockets.clients) client.terminate();
      await new Promise((closed) => sockets.close(closed));
    },
  };
}

/** Forgets the sessions that nobody will resume any more: those lost long ago, and the oldest of too many. */
function forgetLost(sessions: Map<string, Session>, now: number): void {
  const lost = [...sessions.values()].flatMap(({ id, lostAt }) => (lostAt === undefined ? [] : [{ id, lostAt }]));
  const latest = lost.sort((a, b) => b.lostAt - a.lostAt);
  for (const [place, { id, lostAt }] of latest.entries())
    if (place >= keptSessions || now - lostAt > keptMs) sessions.delete(id);
}
