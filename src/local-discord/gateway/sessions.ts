import type { Session } from './session.ts';

/** How many sessions without a connection are kept for their clients to resume, and for how long. */
const keptSessions = 16;
const keptMs = 5 * 60_000;

/** The sessions that are connected or can be resumed. */
export interface Sessions {
  all(): Session[];
  get(id: string): Session | undefined;
  has(session: Session): boolean;
  add(session: Session): void;
  delete(session: Session): void;
  clear(): void;
  /** Whether any of them has a connection. */
  isOnline(): boolean;
  /** Forgets those that nobody will resume any more: lost long ago, or the oldest of too many. */
  forgetLost(): void;
}

/** @param now milliseconds since 1970 */
export function createSessions(now: () => number): Sessions {
  const sessions = new Map<string, Session>();
  return {
    all: () => [...sessions.values()],
    get: (id) => sessions.get(id),
    has: ({ id }) => sessions.has(id),
    add: (session) => sessions.set(session.id, session),
    delete: ({ id }) => sessions.delete(id),
    clear: () => sessions.clear(),
    isOnline: () => sessions.values().some(({ lostAt }) => lostAt === undefined),
    forgetLost() {
      const lost = [...sessions.values()].flatMap(({ id, lostAt }) => (lostAt === undefined ? [] : [{ id, lostAt }]));
      const latest = lost.sort((a, b) => b.lostAt - a.lostAt);
      for (const [place, { id, lostAt }] of latest.entries())
        if (place >= keptSessions || now() - lostAt > keptMs) sessions.delete(id);
    },
  };
}
