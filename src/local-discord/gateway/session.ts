/** How many events wait for a client that has lost its connection. */
const bufferSize = 1000;

type Send = (text: string) => void;

export type Shard = readonly [id: number, count: number];

/** What a client has identified as. It outlives its connections. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: Shard;
  /** With more members than this, a guild is large. */
  readonly largeThreshold: number;
  /** The guilds that READY has named and that are still to be told of: until then nothing is heard of them. */
  readonly awaited: Set<string>;
  /** Numbers an event and sends it, or keeps it until the client resumes. */
  dispatch(t: string, json: string): void;
  /** Numbers an event that is neither sent nor kept, so that no resume brings it back. */
  lose(): void;
  /** Sends everything after `seq` over a new connection; `false` when that is no longer known. */
  resume(seq: number, send: Send): boolean;
  readonly latest: number;
  /** When its connection was lost, in milliseconds since 1970; nothing while it has one. */
  readonly lostAt: number | undefined;
  /** Forgets a connection, unless another has taken its place. Returns whether it was the session's. */
  disconnect(connection: Send, now: number): boolean;
}

/** Enough of a session's id to tell it from others; with all of it, and a token, it can be resumed. */
export function shortId(sessionId: string): string {
  return sessionId.slice(0, 6);
}

export type SessionStart = Pick<Session, 'id' | 'intents' | 'shard' | 'largeThreshold'>;

/** Whether a shard has a guild; what is outside of all guilds belongs to the first. Discord's documentation, "Sharding". */
export function hasGuild([id, count]: Shard, guildId = '0'): boolean {
  return (BigInt(guildId) >> 22n) % BigInt(count) === BigInt(id);
}

export function createSession(start: SessionStart, connection: Send): Session {
  let send: Send | undefined = connection;
  let lostAt: number | undefined;
  let latest = 0;
  /** The latest events, each at the remainder of its number; events that were lost have none. */
  const sent: ({ readonly s: number; readonly t: string; readonly json: string } | undefined)[] = [];
  const write = (s: number, t: string, json: string): string => `{"op":0,"t":"${t}","s":${s},"d":${json}}`;

  return {
    ...start,
    awaited: new Set(),
    dispatch(t, json) {
      latest += 1;
      sent[latest % bufferSize] = { s: latest, t, json };
      send?.(write(latest, t, json));
    },
    lose() {
      latest += 1;
      sent[latest % bufferSize] = undefined;
    },
    resume(seq, connected) {
      if (latest - seq > bufferSize) return false;
      for (let s = seq + 1; s <= latest; s += 1) {
        const event = sent[s % bufferSize];
        if (event?.s === s) connected(write(s, event.t, event.json));
      }
      send = connected;
      lostAt = undefined;
      return true;
    },
    get latest() {
      return latest;
    },
    get lostAt() {
      return lostAt;
    },
    disconnect(gone, now) {
      if (send !== gone) return false;
      send = undefined;
      lostAt = now;
      return true;
    },
  };
}
