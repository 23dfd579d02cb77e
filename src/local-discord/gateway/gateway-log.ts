import type { CloseFrame } from './protocol.ts';
import type { Shard } from './session.ts';

/** Whose connection a payload went over, as far as that is known yet. */
export interface Speaker {
  /** The beginning of the session's id. */
  readonly session?: string;
  readonly shard?: Shard;
}

/** A payload that went over the gateway, or the end of a connection by this server. */
export interface LoggedPayload extends Speaker {
  /** Counts from 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** From the client (`in`) or to it. */
  readonly way: 'in' | 'out';
  /** -1 when it has none. */
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  /** In bytes. */
  readonly size: number;
  /** Its JSON without anything that authorises, cut off where it is long. */
  readonly text: string;
}

export interface GatewayLog {
  /** @param payload what a client sent, parsed; nothing when it is no JSON */
  received(payload: unknown, size: number, speaker: Speaker): void;
  /** @param text a payload as this server writes it: its `op`, `t` and `s` before anything else */
  sent(text: string, speaker: Speaker): void;
  /** This server ends a connection. @param why what the client is not told */
  closed(frame: CloseFrame, why?: string, speaker?: Speaker): void;
  /** The latest ones, oldest first. */
  list(): readonly LoggedPayload[];
  /** Returns the way to stop listening. */
  subscribe(listener: (payload: LoggedPayload) => void): () => void;
}

/** How many payloads are kept, and how much of the text of each, in characters. */
const kept = 200;
const keptText = 8 * 1024;

/** Remembers what went over the gateway lately, for people to look at. */
export function createGatewayLog(now: () => number): GatewayLog {
  const listeners = new Set<(payload: LoggedPayload) => void>();
  let payloads: LoggedPayload[] = [];
  let count = 0;

  function note(payload: Omit<LoggedPayload, 'n' | 'at' | 'text'>, text: string): void {
    count += 1;
    const logged = { n: count, at: now(), ...payload, text: withoutTokens(beginning(text)) };
    payloads = [...payloads.slice(1 - kept), logged];
    for (const listener of listeners) listener(logged);
  }

  return {
    received(payload, size, speaker) {
      const op = typeof payload === 'object' && payload !== null && 'op' in payload ? payload.op : undefined;
      // Written anew, so that no spelling of a name hides a token.
      note({ ...speaker, way: 'in', op: typeof op === 'number' ? op : -1, size }, JSON.stringify(payload) ?? '');
    },
    sent(text, speaker) {
      const [, op, t, s] = /^\{"op":(\d+)(?:,"t":"([A-Z_]+)","s":(\d+))?/.exec(text) ?? [];
      const named = { ...speaker, ...(t !== undefined && { t }), ...(s !== undefined && { s: Number(s) }) };
      note({ way: 'out', op: Number(op ?? -1), ...named, size: Buffer.byteLength(text) }, text);
    },
    closed({ code, reason }, why, speaker) {
      const said = { close: code, reason, ...(why !== undefined && { why }) };
      // A close frame is its code, in two bytes, and the reason.
      const size = 2 + Buffer.byteLength(reason);
      note({ ...speaker, way: 'out', op: -1, t: `Close ${code}`, size }, JSON.stringify(said));
    },
    list: () => payloads,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A copy: a slice would keep the whole text in memory. */
function beginning(text: string): string {
  return text.length > keptText ? Buffer.from(text.slice(0, keptText)).toString() : text;
}

/** Whoever has the token of the bot, of an interaction or of a webhook can use it. Quotation marks in texts are escaped. */
function withoutTokens(json: string): string {
  return json.replace(/("(?:token|session_id)":)"[^"]*"?/g, '$1"…"');
}
