import { guildOfEvent, type LocalEvent } from '../state/events.ts';
import { intent } from './payloads.ts';

/** How many events wait for a client that has lost its connection. */
const bufferSize = 1000;

type Send = (text: string) => void;

/** What a client has identified as. It outlives its connections. */
export interface Session {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  /** Whether the client asked for the shard that has a guild; what is outside of all guilds belongs to the first. */
  has(guildId: string | undefined): boolean;
  /** Numbers an event and sends it, or keeps it until the client resumes. */
  dispatch(t: string, d: unknown): void;
  /** Numbers an event that is neither sent nor kept, so that no resume brings it back. */
  lose(): void;
  /** Sends everything after `seq` over a new connection; `false` when that is no longer known. */
  resume(seq: number, send: Send): boolean;
  wants(event: LocalEvent): boolean;
  readonly latest: number;
  /** When its connection was lost, in milliseconds since 1970; nothing while it has one. */
  readonly lostAt: number | undefined;
  /** Forgets a connection, unless another has taken its place. */
  disconnect(connection: Send, now: number): void;
}

export interface SessionStart {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [id: number, count: number];
  readonly botId: string;
}

export function createSession({ id, intents, shard, botId }: SessionStart, connection: Send): Session {
  // Discord's documentation, "Sharding".
  const has = (guildId = '0'): boolean => (BigInt(guildId) >> 22n) % BigInt(shard[1]) === BigInt(shard[0]);
  const intends = (bit: number): boolean => (intents & bit) !== 0;
  let send: Send | undefined = connection;
  let lostAt: number | undefined;
  let latest = 0;
  let sent: { readonly s: number; readonly text: string }[] = [];

  return {
    id,
    intents,
    shard,
    has,
    dispatch(t, d) {
      latest += 1;
      const text = JSON.stringify({ op: 0, t, s: latest, d });
      sent = [...sent.slice(1 - bufferSize), { s: latest, text }];
      send?.(text);
    },
    lose() {
      latest += 1;
    },
    resume(seq, connected) {
      const oldest = sent[0]?.s ?? latest + 1;
      if (seq < oldest - 1) return false;
      for (const { s, text } of sent) if (s > seq) connected(text);
      send = connected;
      lostAt = undefined;
      return true;
    },
    wants(event) {
      if (!has(guildOfEvent(event))) return false;
      switch (event.t) {
        case 'COMMANDS':
        case 'PRESENCE':
          return false;
        case 'INTERACTION_CREATE':
          return true;
        case 'MESSAGE_CREATE':
        case 'MESSAGE_UPDATE':
        case 'MESSAGE_DELETE':
          return intends(intent.guildMessages) && event.onlyFor === undefined;
        case 'GUILD_MEMBER_UPDATE':
          // What happens to itself, a bot hears without the privileged intent.
          return event.d.user.id === botId || intends(intent.guildMembers);
        default:
          return intends(intent.guilds);
      }
    },
    get latest() {
      return latest;
    },
    get lostAt() {
      return lostAt;
    },
    disconnect(gone, now) {
      if (send !== gone) return;
      send = undefined;
      lostAt = now;
    },
  };
}
