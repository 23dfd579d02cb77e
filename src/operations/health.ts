import type { QueueTotals } from '../desk/delivery-ports.ts';

/**
 * Since Discord last answered a heartbeat, in milliseconds. Discord asks for one each 41 s; a connection that died is found
 * out by the second that is not answered, and is replaced up to 30 s later.
 */
const stuckAfterMs = 150_000;

/** What the database and the index tell. */
export interface Stored {
  readonly articles: {
    readonly count: number;
    readonly eligible: number;
    readonly problems: number;
    /** Files that are no articles. */
    readonly passedOver: number;
  };
  readonly queue: QueueTotals;
}

/** What the program knows of itself without asking the database. */
export interface Present {
  readonly scan: {
    readonly runs: number;
    readonly finishedAt: number | null;
    readonly durationMs: number | null;
    readonly error: string | null;
  };
  /** The automatic copies of the database. */
  readonly backup: { readonly finishedAt: number | null; readonly error: string | null };
  readonly discord: {
    readonly state: 'connecting' | 'ready' | 'reconnecting' | 'closed';
    readonly guilds: number;
    /** Since Discord last answered a heartbeat; `null` before the first login. */
    readonly heartbeatAgeMs: number | null;
    /** What stands in the way of a login; `null` when nothing does. */
    readonly waitingFor: string | null;
    /** Requests of the last ten minutes that count towards Discord's limit of 10,000. */
    readonly invalidRequests: number;
  };
}

/** What the program knows of itself; the source of `/healthz` and of the metrics. */
export type Vitals = Present & Stored;

export type Status = 'ok' | 'degraded' | 'failing';

/** What is told when the database tells nothing. */
export interface PresentHealth {
  readonly status: Status;
  readonly scan: Omit<Present['scan'], 'finishedAt'> & { readonly finishedAt: string | null };
  readonly backup: { readonly finishedAt: string | null; readonly error: string | null };
  readonly discord: Present['discord'];
  /** Why it cannot be read or written. */
  readonly database: { readonly error: string | null };
}

export interface Health extends PresentHealth {
  readonly articles: Omit<Stored['articles'], 'passedOver'>;
  readonly queue: Stored['queue'];
}

/**
 * `failing`: cards cannot arrive, or not be decided on: the last scan failed, Discord closed the connection or has been
 * silent for long, or the database does not work.
 * `degraded`: not yet, or not just now: before the first scan, or while (re)connecting; or someone should look: nobody
 * knows whether a card was posted, or no copy of the database could be made.
 */
export function healthOf(vitals: Vitals): Health {
  const { scan, discord, queue, backup } = vitals;
  const { count, eligible, problems } = vitals.articles;
  const isStuck = (discord.heartbeatAgeMs ?? 0) > stuckAfterMs;
  const isDegraded = scan.runs === 0 || discord.state !== 'ready' || backup.error !== null || queue.unconfirmed > 0;
  const status: Status =
    scan.error !== null || discord.state === 'closed' || isStuck ? 'failing' : isDegraded ? 'degraded' : 'ok';
  return {
    status,
    articles: { count, eligible, problems },
    queue,
    ...presentHealth(vitals),
    database: { error: null },
  };
}

/** Health when the database tells nothing; `error` says why. */
export function healthWithoutDatabase(present: Present, error: string): PresentHealth {
  return { status: 'failing', ...presentHealth(present), database: { error } };
}

function presentHealth({ scan, backup, discord }: Present): Pick<PresentHealth, 'scan' | 'backup' | 'discord'> {
  return {
    scan: { ...scan, finishedAt: shown(scan.finishedAt) },
    backup: { ...backup, finishedAt: shown(backup.finishedAt) },
    discord,
  };
}

function shown(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
