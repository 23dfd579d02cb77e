import { WebSocket } from 'ws';
import { parseJson } from '../json-body.ts';
import { type Hits, take } from '../rest/limits/window.ts';
import type { GatewayLog, Speaker } from './gateway-log.ts';
import { sendLimit } from './limits.ts';
import {
  type ClientPayload,
  type CloseFrame,
  clientPayload,
  close,
  type Identify,
  isClientOp,
  type Resume,
} from './protocol.ts';
import { type Session, shortId } from './session.ts';
import type { Write } from './transport.ts';

/** Discord's limit on what a client sends, in bytes. */
const maxPayload = 4096;

/** What a client gets that wants a session. */
export type Admission = Session | 'invalid session' | { readonly close: CloseFrame; readonly why?: string };

/** What a client asks for while it has a session. */
export type ClientRequest = Exclude<ClientPayload, { op: 1 | 2 | 6 }>;

/** What a connection asks of the gateway. */
export interface Desk {
  /** How often clients are asked to give a sign of life. */
  readonly heartbeatMs: number;
  readonly log: GatewayLog;
  /** Milliseconds since 1970. */
  now(): number;
  answersHeartbeat(): boolean;
  /** @param admit is told of the session before anything is said in it */
  identify(d: Identify, send: Write, admit: (session: Session) => void): Admission;
  resume(d: Resume, send: Write, admit: (session: Session) => void): Admission;
  ask(session: Session, request: ClientRequest): void;
  left(session: Session, send: Write, code: number): void;
}

/** What can be done to a client that is connected. */
export interface Connection {
  /** Whether its session has this id, or one that {@link shortId} makes this of. */
  isOf(sessionId: string): boolean;
  /** Asks it for a heartbeat out of turn. */
  askHeartbeat(): void;
  /** Asks it to come again and resume. */
  reconnect(): void;
  /** Tells it that its session is over, which it is unless it is `resumable`. */
  invalidate(resumable: boolean): void;
  /** @param why for the log alone */
  end(frame: CloseFrame, why?: string): void;
}

/** Talks to one client over one socket, from hello to close. */
export function serveConnection(socket: WebSocket, write: Write, desk: Desk): Connection {
  const { heartbeatMs, log } = desk;
  let session: Session | undefined;
  let speaker: Speaker = {};
  let received: Hits = [];
  let lastBeat = setTimeout(timeOut, heartbeatMs * 2).unref();
  const send: Write = (text) => {
    log.sent(text, speaker);
    write(text);
  };
  const op = (code: number, d: unknown = null): void => send(JSON.stringify({ op: code, d, s: null, t: null }));

  function end(frame: CloseFrame, why?: string): void {
    if (socket.readyState !== WebSocket.OPEN) return;
    log.closed(frame, why, speaker);
    socket.close(frame.code, frame.reason);
  }
  function timeOut(): void {
    end(close.sessionTimedOut, `no heartbeat within ${heartbeatMs * 2} ms`);
  }

  function admit({ id, shard }: Session): void {
    speaker = { session: shortId(id), shard };
  }

  function begin(admission: Admission): void {
    if (admission === 'invalid session') op(9, false);
    else if ('close' in admission) end(admission.close, admission.why);
    else session = admission;
  }

  function obey(payload: ClientPayload): void {
    switch (payload.op) {
      case 1:
        clearTimeout(lastBeat);
        lastBeat = setTimeout(timeOut, heartbeatMs * 2).unref();
        if (desk.answersHeartbeat()) op(11);
        return;
      case 2:
      case 6:
        if (session !== undefined) end(close.alreadyAuthenticated);
        else begin(payload.op === 2 ? desk.identify(payload.d, send, admit) : desk.resume(payload.d, send, admit));
        return;
      default:
        if (session === undefined) end(close.notAuthenticated);
        else desk.ask(session, payload);
    }
  }

  function receive(data: Buffer): void {
    const parsed = data.length > maxPayload ? undefined : parseJson(String(data))?.value;
    const payload = clientPayload.safeParse(parsed);
    if (payload.success && session === undefined) speaker = speakerIn(payload.data);
    log.received(parsed, data.length, speaker);
    const { admitted, hits } = take(received, sendLimit, desk.now());
    received = hits;
    if (!admitted) end(close.rateLimited);
    else if (payload.success) obey(payload.data);
    else end(hasUnknownOp(parsed) ? close.unknownOpcode : close.decodeError);
  }

  socket.on('message', (data: Buffer) => {
    // What a client sent before it heard of the end is not read any more.
    if (socket.readyState === WebSocket.OPEN) receive(data);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    clearTimeout(lastBeat);
    if (session !== undefined) desk.left(session, send, code);
  });
  op(10, { heartbeat_interval: heartbeatMs });

  return {
    isOf: (sessionId) => session !== undefined && [session.id, shortId(session.id)].includes(sessionId),
    askHeartbeat: () => op(1),
    reconnect: () => op(7),
    invalidate(resumable) {
      op(9, resumable);
      if (session === undefined) return;
      // Clients resume, or identify anew, over this very connection too.
      const over = session;
      session = undefined;
      desk.left(over, send, resumable ? close.unknownError.code : 1000);
    },
    end,
  };
}

/** Who a client says that it is. */
function speakerIn(payload: ClientPayload): Speaker {
  if (payload.op === 2) return { shard: payload.d.shard ?? [0, 1] };
  return payload.op === 6 ? { session: shortId(payload.d.session_id) } : {};
}

function hasUnknownOp(payload: unknown): boolean {
  const op = typeof payload === 'object' && payload !== null && 'op' in payload ? payload.op : undefined;
  return typeof op === 'number' && !isClientOp(op);
}
