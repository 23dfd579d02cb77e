import type { RateLimitOptions } from '../../../src/local-discord/rest/limits/defaults.ts';
import { firstIdAt } from '../../../src/local-discord/state/snowflake.ts';
import { startLocalDiscord } from '../../support/local-discord.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty unless it is JSON. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export type LimitedDiscord = Awaited<ReturnType<typeof startLimitedDiscord>>;

/** A local Discord with rate limits, whose time stands still unless it is told to pass. */
export async function startLimitedDiscord(rateLimits: RateLimitOptions | 'off' = {}) {
  let time = Date.UTC(2026, 10, 20, 12);
  const discord = await startLocalDiscord({ clock: { now: () => time }, rateLimits });
  const bot = `Bot ${discord.token}`;

  /** As the bot, unless `authorization` says otherwise; with `null`, as nobody. */
  async function call(
    method: string,
    path: string,
    { body = {}, authorization = bot }: { body?: object; authorization?: string | null } = {},
  ): Promise<Answer> {
    const response = await fetch(`${discord.apiUrl}/v10${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
      ...(method !== 'GET' && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: isJson ? JSON.parse(text) : {},
      text,
    };
  }

  return {
    ...discord,
    call,
    post: (path: string) => call('POST', path, { body: { content: 'x' } }),
    now: () => time,
    pass(ms: number): void {
      time += ms;
    },
    /** An id as a message has that was posted so long ago. */
    idFrom: (ageMs: number) => String(firstIdAt(time - ageMs) + 1n),
  };
}
