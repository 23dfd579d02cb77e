import { DiscordAPIError, HTTPError } from 'discord.js';

/**
 * An error as it may be logged. The library's own errors carry the request (its address with the interaction's token,
 * and its body), so of those only name, code, status and Discord's words remain.
 */
export function loggable(error: unknown): object {
  if (error instanceof DiscordAPIError)
    return { name: 'DiscordAPIError', code: error.code, status: error.status, message: error.message };
  if (error instanceof HTTPError) return { name: 'HTTPError', status: error.status, message: error.message };
  if (!(error instanceof Error)) return { message: String(error) };
  return { name: error.name, message: error.message, ...('code' in error && { code: error.code }), stack: error.stack };
}
