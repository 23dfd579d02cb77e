import type { DeskList } from './article-desk.ts';

/** What the side panel and its server say to each other. All paths are below `/local/panel`. */

/** `GET /events`: server-sent events, each `data:` one of these. At first what was kept of each kind, then what is new. */
export type PanelEvent =
  | { readonly t: 'VITALS'; readonly d: PanelVitals }
  | { readonly t: 'SESSIONS'; readonly d: readonly PanelSession[] }
  | { readonly t: 'PAYLOADS'; readonly d: readonly PanelPayload[] }
  | { readonly t: 'REQUESTS'; readonly d: readonly PanelRequest[] }
  | { readonly t: 'FAULTS'; readonly d: PanelFaults }
  /** Channels, roles or members changed: fetch `/permissions` again. */
  | { readonly t: 'PERMISSIONS'; readonly d: null };

export interface PanelVitals {
  /** Resident memory of the process, in bytes. */
  readonly memory: number;
  /** Of the process, in seconds. */
  readonly uptime: number;
  readonly guilds: number;
  readonly channels: number;
  readonly messages: number;
  /** Whether articles can be written here: `/articles`. */
  readonly articles: boolean;
  /** Whether the bot's requests are limited. */
  readonly rateLimits: boolean;
}

export interface PanelSession {
  /** The beginning of the session's id. */
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  /** By their names. */
  readonly intents: readonly string[];
  /** The sequence number of the latest event. */
  readonly seq: number;
  /** Whether it has a connection; without one it can be resumed for a while. */
  readonly connected: boolean;
}

/** A payload of the gateway. Its text is at `GET /payloads/:n`, without tokens, cut off where it is long. */
export interface PanelPayload {
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** From the bot (`in`) or to it. */
  readonly way: 'in' | 'out';
  readonly op: number;
  readonly t?: string;
  readonly s?: number;
  /** In bytes. */
  readonly size: number;
  /** Whose connection it went over: the beginning of the session's id, and the shard, as far as they were known. */
  readonly session?: string;
  readonly shard?: readonly [id: number, count: number];
}

/** A request of the bot and what was answered: `LoggedRequest` of `rest/request-log.ts`. */
export interface PanelRequest {
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly durationMs: number;
  readonly method: string;
  readonly path: string;
  /** Absent when no answer was sent whole. */
  readonly status?: number;
  readonly verdict: 'ok' | 'refused' | 'missing' | 'limited' | 'fault' | 'hung';
  /** Discord's JSON error code. */
  readonly code?: number;
  readonly reason?: string;
  /** The rate limit, as the answer's headers told of it. */
  readonly bucket?: {
    readonly id: string;
    readonly limit: number;
    readonly remaining: number;
    readonly resetAfterMs: number;
  };
}

export interface PanelFaults {
  readonly rules: readonly PanelFault[];
  /** Faults by chance. */
  readonly storm?: { readonly seed: number; readonly used: number };
  /** How far this server's clock is ahead, in milliseconds. */
  readonly skewMs: number;
  /** Everything that can be made to go wrong. */
  readonly kinds: readonly {
    readonly kind: string;
    readonly says: string;
    readonly about: 'requests' | 'the gateway';
  }[];
}

export interface PanelFault {
  readonly id: string;
  readonly says: string;
  /** What it befalls: a method and a path, or an event; empty when it is anything. */
  readonly match: string;
  readonly times: number;
  readonly used: number;
}

/** `GET /permissions?channel=ID`: what the bot may do in a channel, and why; 204 when there is none in a server. */
export interface PanelPermissions {
  readonly guild: {
    readonly id: string;
    readonly name: string;
    readonly hasBot: boolean;
    /** Whether Discord cannot reach it at the moment. */
    readonly isOut: boolean;
  };
  readonly channel: { readonly id: string; readonly name: string };
  /** The channels of the server whose permissions can be set; threads have those of the channel that they are in. */
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  /** For how long the bot is timed out yet, in milliseconds. */
  readonly timedOutForMs?: number;
  readonly bits: readonly PanelBit[];
  /** Those whose permissions count for the bot: everyone's first. */
  readonly roles: readonly { readonly id: string; readonly name: string; readonly permissions: readonly string[] }[];
}

export type Overwriting = 'allow' | 'neutral' | 'deny';

export interface PanelBit {
  /** A permission's name, such as `EMBED_LINKS`. */
  readonly name: string;
  readonly label: string;
  readonly held: boolean;
  readonly reason: string;
  /** What this channel says for the bot itself, and for everyone. */
  readonly bot: Overwriting;
  readonly everyone: Overwriting;
}

/** `POST /do`, JSON. */
export type PanelAction =
  | {
      readonly do: 'overwrite';
      readonly channel: string;
      readonly whom: 'bot' | 'everyone';
      readonly permission: string;
      readonly value: Overwriting;
    }
  | { readonly do: 'role'; readonly role: string; readonly permission: string; readonly on: boolean }
  /** Zero minutes end it. */
  | { readonly do: 'timeout'; readonly guild: string; readonly minutes: number }
  | { readonly do: 'outage'; readonly guild: string; readonly on: boolean }
  | { readonly do: 'bot'; readonly guild: string; readonly on: boolean }
  | { readonly do: 'create channel'; readonly guild: string; readonly name: string; readonly type: 0 | 5 | 15 }
  | { readonly do: 'delete channel'; readonly channel: string }
  | { readonly do: 'rate limits'; readonly on: boolean }
  /** An instruction of `faults/control.ts`. */
  | { readonly do: 'faults'; readonly order: unknown };

/** `GET /articles` answers {@link DeskList}; `POST /articles` takes {@link PanelDraft}, `POST /articles/change` {@link PanelChange}. */
export type PanelArticles = DeskList;

export interface PanelDraft {
  readonly title: string;
  readonly excerpt: string;
  readonly link: string;
  readonly topics: readonly string[];
  readonly provider: string;
  readonly heat: number;
  readonly published: boolean;
  readonly picture: string;
}

export interface PanelChange {
  readonly id: string;
  readonly heat?: number;
  readonly published?: boolean;
}

/** The answer of every `POST`. */
export type PanelAnswer =
  | { readonly result: 'done'; readonly id?: string }
  /** `fields`: what is wrong with which field of a form. */
  | { readonly result: 'failed'; readonly reason: string; readonly fields?: Readonly<Record<string, string>> };
