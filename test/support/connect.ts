import { Client, type ClientOptions, Events } from 'discord.js';
import type { LocalDiscordHarness } from './local-discord.ts';

/** An unmodified discord.js client, logged in and ready. */
export async function connect(
  { apiUrl, token }: Pick<LocalDiscordHarness, 'apiUrl' | 'token'>,
  options: Partial<ClientOptions> = {},
): Promise<Client<true>> {
  const client = new Client({ intents: ['Guilds'], ...options, rest: { api: apiUrl, retries: 0, ...options.rest } });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  return ready;
}
