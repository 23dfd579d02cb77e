/** A payload that went over the gateway. */
export interface LoggedPayload {
  /** Counts from 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** From the client (`in`) or to it. */
  readonly way: 'in' | 'out';
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  /** In bytes. */
  readonly size: number;
  /** Its JSON without anything that authorises, cut off where it is long. */
  readonly text: string;
}

export interface GatewayLog {
  note(way: 'in' | 'out', text: string): void;
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
  return {
    note(way, text) {
      count += 1;
      const shown = withoutTokens(text.slice(0, keptText));
      const payload = { n: count, at: now(), way, ...head(shown), size: Buffer.byteLength(text), text: shown };
      payloads = [...payloads.slice(1 - kept), payload];
      for (const listener of listeners) listener(payload);
    },
    list: () => payloads,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Whoever has a token of the bot, of an interaction or of a webhook can use it; a quotation mark in a text is escaped. */
function withoutTokens(json: string): string {
  return json.replace(/("(?:token|session_id)"\s*:\s*)"[^"]*"?/g, '$1"…"');
}

/** Clients and this server write what a payload is before or after its content, but never as text within it. */
function head(json: string): { readonly op: number; readonly t?: string; readonly s?: number } {
  const [, op] = /^\{"op":(\d{1,2})\b/.exec(json) ?? /"op"\s*:\s*(\d{1,2})\b/.exec(json) ?? [];
  const [, t] = /^\{"op":0,"t":"([A-Z_]+)"/.exec(json) ?? [];
  const [, s] = /^\{"op":0,"t":"[A-Z_]+","s":(\d+)/.exec(json) ?? [];
  return { op: Number(op ?? -1), ...(t !== undefined && { t }), ...(s !== undefined && { s: Number(s) }) };
}
