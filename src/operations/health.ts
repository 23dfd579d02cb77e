/** What the program knows of itself; the source of `/healthz` and of the metrics. */
export interface Vitals {
  readonly articles: {
    readonly count: number;
    readonly eligible: number;
    readonly problems: number;
    /** Files that are no articles. */
    readonly passedOver: number;
  };
  readonly scan: {
    readonly runs: number;
    readonly finishedAt: number | null;
    readonly durationMs: number | null;
    readonly error: string | null;
  };
  readonly queue: {
    readonly pending: number;
    readonly sending: number;
    readonly failed: number;
    readonly sent: number;
  };
  /** The automatic copies of the database. */
  readonly backup: { readonly finishedAt: number | null; readonly error: string | null };
  readonly discord: { readonly state: 'connecting' | 'ready' | 'reconnecting' | 'closed'; readonly guilds: number };
}

export type Status = 'ok' | 'degraded' | 'failing';

export interface Health {
  readonly status: Status;
  readonly articles: Omit<Vitals['articles'], 'passedOver'>;
  readonly scan: Omit<Vitals['scan'], 'finishedAt'> & { readonly finishedAt: string | null };
  readonly queue: Vitals['queue'];
  readonly backup: { readonly finishedAt: string | null; readonly error: string | null };
  readonly discord: Vitals['discord'];
}

/**
 * `failing`: cards cannot arrive, and will not by themselves: the last scan failed or Discord closed the connection.
 * `degraded`: not yet, or not just now: before the first scan, or while (re)connecting; or no copy of the database could be
 * made.
 */
export function healthOf(vitals: Vitals): Health {
  const { scan, discord, queue, backup } = vitals;
  const { count, eligible, problems } = vitals.articles;
  const status: Status =
    scan.error !== null || discord.state === 'closed'
      ? 'failing'
      : scan.runs === 0 || discord.state !== 'ready' || backup.error !== null
        ? 'degraded'
        : 'ok';
  return {
    status,
    articles: { count, eligible, problems },
    scan: { ...scan, finishedAt: shown(scan.finishedAt) },
    queue,
    backup: { ...backup, finishedAt: shown(backup.finishedAt) },
    discord,
  };
}

function shown(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
