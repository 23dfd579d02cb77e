import type { WebSocket } from 'ws';
import { parseJson } from '../json-body.ts';
import type { GatewayLog } from './gateway-log.ts';
import { type ClientPayload, clientPayload, closeCode, type Identify, type Resume } from './payloads.ts';
import type { Session } from './session.ts';

/** Discord's limit on what a client sends, in bytes. */
const maxPayload = 4096;

/** What a connection asks of the gateway. */
export interface Desk {
  /** How often clients are asked to give a sign of life. */
  readonly heartbeatMs: number;
  readonly log: GatewayLog;
  answersHeartbeat(): boolean;
  identify(d: Identify, send: (text: string) => void): Session | { readonly close: number };
  resume(d: Resume, send: (text: string) => void): Session | { readonly close: number } | 'unknown session';
  left(session: Session, send: (text: string) => void, code: number): void;
}

/** What can be done to a client that is connected. */
export interface Connection {
  /** Asks it to come again and resume. */
  reconnect(): void;
  /** Tells it that its session is over, which it is unless it is `resumable`. */
  invalidate(resumable: boolean): void;
}

/** Talks to one client over one socket, from hello to close. */
export function serveConnection(socket: WebSocket, desk: Desk): Connection {
  const { heartbeatMs, log } = desk;
  let session: Session | undefined;
  let lastBeat = setTimeout(timeOut, heartbeatMs * 2).unref();
  const send = (text: string): void => {
    log.sent(text);
    socket.send(text);
  };
  const op = (code: number, d: unknown = null): void => send(JSON.stringify({ op: code, d, s: null, t: null }));

  function timeOut(): void {
    socket.close(closeCode.sessionTimedOut, 'Session timed out.');
  }

  function begin(answer: Session | { readonly close: number } | 'unknown session'): void {
    if (answer === 'unknown session') op(9, false);
    else if ('close' in answer) socket.close(answer.close);
    else session = answer;
  }

  function receive(payload: ClientPayload): void {
    const known = session !== undefined;
    if (payload.op === 1) {
      clearTimeout(lastBeat);
      lastBeat = setTimeout(timeOut, heartbeatMs * 2).unref();
      if (desk.answersHeartbeat()) op(11);
    } else if (payload.op === 3) {
      if (!known) socket.close(closeCode.notAuthenticated);
    } else if (known) socket.close(closeCode.alreadyAuthenticated);
    else begin(payload.op === 2 ? desk.identify(payload.d, send) : desk.resume(payload.d, send));
  }

  socket.on('message', (data: Buffer) => {
    const parsed = data.length > maxPayload ? undefined : parseJson(String(data))?.value;
    log.received(parsed, data.length);
    const payload = clientPayload.safeParse(parsed);
    if (payload.success) receive(payload.data);
    else socket.close(hasUnknownOp(parsed) ? closeCode.unknownOpcode : closeCode.decodeError);
  });
  socket.on('error', () => socket.terminate());
  socket.on('close', (code) => {
    clearTimeout(lastBeat);
    if (session !== undefined) desk.left(session, send, code);
  });
  op(10, { heartbeat_interval: heartbeatMs });

  return {
    reconnect: () => op(7),
    invalidate(resumable) {
      op(9, resumable);
      if (session === undefined) return;
      // Clients resume, or identify anew, over this very connection too.
      const over = session;
      session = undefined;
      desk.left(over, send, resumable ? closeCode.unknownError : 1000);
    },
  };
}

function hasUnknownOp(payload: unknown): boolean {
  const op = typeof payload === 'object' && payload !== null && 'op' in payload ? payload.op : undefined;
  return typeof op === 'number' && ![1, 2, 3, 6].includes(op);
}
