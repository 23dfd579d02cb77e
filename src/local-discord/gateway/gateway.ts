import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { GatewayInterruptions } from '../faults/control.ts';
import type { GatewayFaults } from '../faults/gateway-faults.ts';
import { mayEnter } from '../guard.ts';
import type { State } from '../state/state.ts';
import { createAnnouncer } from './announcer.ts';
import { type Admission, type ClientRequest, type Connection, type Desk, serveConnection } from './connection.ts';
import { createGatewayLog, type GatewayLog } from './gateway-log.ts';
import { createIdentifies, type SessionStartLimit } from './identifies.ts';
import { judgeIntents } from './intents.ts';
import { defaultGatewayLimits, type GatewayLimits } from './limits.ts';
import { membersChunks } from './members-chunk.ts';
import { readyPayload } from './payloads.ts';
import { type CloseFrame, close, type Identify, type Resume } from './protocol.ts';
import { createSession, hasGuild, type Session, type Shard } from './session.ts';
import { createSessions } from './sessions.ts';
import { transportFor, type Write } from './transport.ts';

export interface Gateway extends GatewayInterruptions {
  attach(server: Server): void;
  readonly log: GatewayLog;
  /** Those that are connected or can be resumed. */
  sessions(): readonly Pick<Session, 'id' | 'intents' | 'shard' | 'latest' | 'lostAt'>[];
  /** What a bot should know before it connects: how many shards it needs, and how often it may identify. */
  advice(): { readonly shards: number; readonly session_start_limit: SessionStartLimit };
  /** Asks every client for a heartbeat out of turn: op 1. */
  askHeartbeats(): void;
  /** Ends every connection, and lets no other begin. */
  close(): Promise<void>;
}

export interface GatewayOptions {
  readonly random: { id(): string };
  readonly faults: GatewayFaults;
  readonly heartbeatMs: number;
  readonly limits?: Partial<GatewayLimits>;
}

/** Discord's gateway: tells the bot what happens, over WebSockets at `/gateway`. */
export function createGateway(state: State, { random, faults, heartbeatMs, ...options }: GatewayOptions): Gateway {
  const limits = { ...defaultGatewayLimits, ...options.limits };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 * 1024 });
  const connections = new Map<WebSocket, Connection>();
  const sessions = createSessions(state.now);
  const identifies = createIdentifies(limits, state.now);
  const announcer = createAnnouncer(state, sessions, faults);
  const log = createGatewayLog(state.now);
  const { token, botId } = state.identity;

  const countOnline = (): void => state.setOnline(sessions.isOnline());
  /** The guilds that the bot is in, as far as they are a shard's. */
  const guildsIn = (shard: Shard): string[] =>
    state.guilds
      .all()
      .map(({ id }) => id)
      .filter((id) => hasGuild(shard, id) && state.guilds.member(id, botId) !== undefined);

  /** Why a client gets no session, if it does not. */
  function refusal({ token: given, intents }: Identify, shard: Shard): CloseFrame | undefined {
    const [id, count] = shard;
    if (given !== token) return close.authenticationFailed;
    if (id < 0 || id >= count) return close.invalidShard;
    if (guildsIn(shard).length > limits.maxGuildsPerShard) return close.shardingRequired;
    const verdict = judgeIntents(intents, state.application.flags);
    if (verdict === 'invalid') return close.invalidIntents;
    return verdict === 'disallowed' ? close.disallowedIntents : undefined;
  }

  function identify(d: Identify, url: string, send: Write, admit: (session: Session) => void): Admission {
    const { intents = 0, shard = [0, 1], large_threshold = 50 } = d;
    const refused = refusal(d, shard);
    if (refused !== undefined) return { close: refused };
    const begun = identifies.begin(shard[0]);
    if (begun === 'too soon') return 'invalid session';
    if (begun === 'spent') {
      const why = `more than ${limits.identifies} identifies: Discord ends every session and resets the token`;
      sessions.clear();
      for (const connection of connections.values()) connection.end(close.authenticationFailed, why);
      countOnline();
      return { close: close.authenticationFailed, why };
    }
    const largeThreshold = Math.min(Math.max(large_threshold, 50), 250);
    const session = createSession({ id: random.id() + random.id(), intents, shard, largeThreshold }, send);
    admit(session);
    faults.whenReady(() => {
      // Who has left before READY has no session.
      if (session.lostAt !== undefined) return;
      sessions.add(session);
      const guildIds = guildsIn(shard);
      const ready = readyPayload(state, session, { guildIds, url, sharded: d.shard !== undefined });
      session.dispatch('READY', JSON.stringify(ready));
      void announcer.introduce(session, guildIds);
      countOnline();
    });
    return session;
  }

  function resume(
    { token: given, session_id, seq }: Resume,
    send: Write,
    admit: (session: Session) => void,
  ): Admission {
    if (given !== token) return { close: close.authenticationFailed };
    sessions.forgetLost();
    const session = sessions.get(session_id);
    if (session === undefined) return 'invalid session';
    if (seq > session.latest) return { close: close.invalidSequence };
    admit(session);
    if (!session.resume(seq, send)) {
      sessions.delete(session);
      return 'invalid session';
    }
    session.dispatch('RESUMED', JSON.stringify({ _trace: [] }));
    countOnline();
    return session;
  }

  /** Nothing comes of a presence, or of a voice that this server does not have. */
  function ask(session: Session, { op, d }: ClientRequest): void {
    if (op === 8)
      for (const chunk of membersChunks(state, session, d))
        session.dispatch('GUILD_MEMBERS_CHUNK', JSON.stringify(chunk));
    if (op === 31)
      for (const guild_id of d.guild_ids.filter((id) => state.guilds.member(id, botId) !== undefined))
        session.dispatch('SOUNDBOARD_SOUNDS', JSON.stringify({ guild_id, soundboard_sounds: [] }));
  }

  function left(session: Session, send: Write, code: number): void {
    const isLost = session.disconnect(send, state.now());
    // A client that says goodbye does not come back for what it missed.
    if (isLost && (code === 1000 || code === 1001)) sessions.delete(session);
    sessions.forgetLost();
    countOnline();
  }

  /** Of a session, or all. */
  const connectionsOf = (session: string | undefined): Connection[] =>
    [...connections.values()].filter((connection) => session === undefined || connection.isOf(session));

  /** What is the same for every connection. */
  const served = { heartbeatMs, log, now: state.now, answersHeartbeat: faults.answersHeartbeat, resume, ask, left };

  function serve(socket: WebSocket, request: IncomingMessage): void {
    const [, search] = (request.url ?? '').split('?');
    const query = new URLSearchParams(search);
    const write = transportFor(query, socket);
    const refuse = (frame: CloseFrame, why: string): void => {
      log.closed(frame, why);
      socket.on('error', () => socket.terminate()).close(frame.code, frame.reason);
    };
    if (query.get('v') !== '10') refuse(close.invalidVersion, 'this server has version 10');
    else if (write === undefined) refuse(close.decodeError, 'this server has JSON alone, plain or as zlib-stream');
    else {
      const url = `ws://${request.headers.host}/gateway`;
      const desk: Desk = { ...served, identify: (d, send, admit) => identify(d, url, send, admit) };
      connections.set(socket, serveConnection(socket, write, desk));
      socket.on('close', () => connections.delete(socket));
    }
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
    sessions: sessions.all,
    advice: () => ({
      shards: Math.max(1, Math.ceil(guildsIn([0, 1]).length / limits.guildsPerShard)),
      session_start_limit: identifies.limit(),
    }),
    drop(code = close.unknownError.code, session) {
      for (const connection of connectionsOf(session)) connection.end({ code, reason: '' }, 'asked for');
    },
    reconnect(session) {
      for (const connection of connectionsOf(session)) connection.reconnect();
    },
    invalidate(resumable, session) {
      for (const connection of connectionsOf(session)) connection.invalidate(resumable);
    },
    askHeartbeats() {
      for (const connection of connections.values()) connection.askHeartbeat();
    },
    async close() {
      announcer.close();
      sessions.clear();
      for (const client of sockets.clients) client.terminate();
      await new Promise((closed) => sockets.close(closed));
    },
  };
}
