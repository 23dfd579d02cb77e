import type { LocalDiscordHarness } from './local-discord.ts';

export interface Answer {
  readonly status: number;
  readonly body: {
    readonly id: string;
    readonly code?: number;
    readonly errors?: object;
    readonly [key: string]: unknown;
  };
}

/** Plain requests to a local Discord's API, as the bot makes them. */
export function discordCalls(discord: LocalDiscordHarness) {
  async function call(method: string, path: string, body?: unknown, token = discord.token): Promise<Answer> {
    const response = await fetch(`${discord.apiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  }
  const channel = (name = 'news'): string => `/channels/${discord.channels[name]}`;
  return {
    call,
    channel,
    /** Posts into #news. */
    post: (body: unknown): Promise<Answer> => call('POST', `${channel()}/messages`, body),
    /** Sends a body with files, as `files[0]`, `files[1]` and so on. */
    async send(method: string, path: string, body: object, files: readonly File[]): Promise<Answer> {
      const form = new FormData();
      form.set('payload_json', JSON.stringify(body));
      for (const [index, file] of files.entries()) form.set(`files[${index}]`, file);
      const headers = { authorization: `Bot ${discord.token}` };
      const response = await fetch(`${discord.apiUrl}/v10${path}`, { method, headers, body: form });
      return { status: response.status, body: JSON.parse(await response.text()) };
    },
  };
}
