import type { LocalEvent } from '../state/events.ts';
import { intent } from './payloads.ts';

/** How many events wait for a client that has lost its connection. */
const bufferSize = 1000;

/** What a client has identified as. It outlives its connections. */
export interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  /** Numbers an event and sends it, or keeps it until the client resumes. */
  dispatch(t: string, d: unknown): void;
  /** Sends everything after `seq` over a new connection; `false` when that is no longer known. */
  resume(seq: number, send: (text: string) => void): boolean;
  wants(event: LocalEvent): boolean;
  readonly latest: number;
  readonly connected: boolean;
  /** Forgets a connection, unless another has taken its place. */
  disconnect(connection: (text: string) => void): void;
}

export function createSession(
  id: string,
  intents: number,
  shard: readonly [number, number],
  connection: (text: string) => void,
): Session {
  let send: ((text: string) => void) | undefined = connection;
  let latest = 0;
  let sent: { readonly s: number; readonly text: string }[] = [];

  return {
    id,
    shard,
    dispatch(t, d) {
      latest += 1;
      const text = JSON.stringify({ op: 0, t, s: latest, d });
      sent = [...sent.slice(1 - bufferSize), { s: latest, text }];
      send?.(text);
    },
    resume(seq, connected) {
      const oldest = sent[0]?.s ?? latest + 1;
      if (seq < oldest - 1) return false;
      for (const { s, text } of sent) if (s > seq) connected(text);
      send = connected;
      return true;
    },
    wants(event) {
      switch (event.t) {
        case 'COMMANDS':
        case 'PRESENCE':
          return false;
        case 'INTERACTION_CREATE':
          return true;
        case 'MESSAGE_CREATE':
        case 'MESSAGE_UPDATE':
        case 'MESSAGE_DELETE':
          return (intents & intent.guildMessages) !== 0 && event.onlyFor === undefined;
        default:
          return (intents & intent.guilds) !== 0;
      }
    },
    get latest() {
      return latest;
    },
    get connected() {
      return send !== undefined;
    },
    disconnect(gone) {
      if (send === gone) send = undefined;
    },
  };
}
