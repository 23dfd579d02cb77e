import { WebSocket } from 'ws';
import type { LocalDiscordHarness } from './local-discord.ts';
import { until } from './until.ts';

interface Payload {
  readonly op: number;
  readonly t: string | null;
  readonly s: number | null;
  readonly d: unknown;
}

export type Socket = ReturnType<typeof openSocket>;

/** A client of the gateway that says exactly what it is told to. */
export function openSocket(
  { url, token }: Pick<LocalDiscordHarness, 'url' | 'token'>,
  { query = '?v=10&encoding=json', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/gateway${query}`, { headers });
  const heard: Payload[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data))));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const failed = new Promise<Error>((resolve) => socket.on('error', resolve));

  async function say(payload: unknown): Promise<void> {
    await until('the server says hello', () => heard.some(({ op }) => op === 10));
    socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload));
  }

  const answers = (): number => heard.filter(({ op }) => op === 11).length;

  return {
    heard: heard as readonly Payload[],
    closed,
    failed,
    say,
    identify: (more: object = {}) => say({ op: 2, d: { token, intents: 1, properties: {}, ...more } }),
    hears: (what: string | number) =>
      until(`${what} is heard`, () => heard.find(({ op, t }) => t === what || op === what)),
    /** Resolves when everything has come that was sent before: the answer to a heartbeat comes after it. */
    async caughtUp(): Promise<void> {
      const before = answers();
      await say({ op: 1, d: null });
      await until('a heartbeat is answered', () => answers() > before);
    },
    /** The names of the events that were heard, in order. */
    events: (): string[] => heard.flatMap(({ t }) => t ?? []),
    close(code: number): Promise<number> {
      socket.close(code);
      return closed;
    },
  };
}
