import { DiscordAPIError } from 'discord.js';
import { HeatwireError } from '../desk/errors.ts';

/** Whether something other than Discord answered: it does not know the gateway's address, or answers without its fields. */
export function isNoDiscord(error: unknown): boolean {
  if (error instanceof DiscordAPIError) return error.status === 404 || error.status === 405;
  return error instanceof TypeError;
}

/** The error that makes further attempts useless, if it is one. */
export function finalError(error: unknown): HeatwireError | undefined {
  if (error instanceof HeatwireError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'TokenInvalid' ? tokenInvalid(error) : undefined;
}

/** Why Discord closed the gateway for good; codes: https://discord.com/developers/docs/topics/opcodes-and-status-codes */
export function finalClose(code: number): HeatwireError {
  switch (code) {
    case 4004:
      return tokenInvalid(undefined);
    case 4010:
    case 4011:
      return closed(code, 'the bot is on more servers than its connections may carry; the next start splits them anew');
    case 4012:
      return closed(code, 'it no longer speaks this version of the gateway: update Heatwire');
    case 4013:
    case 4014:
      return closed(
        code,
        'it does not grant the intents that Heatwire asks for: check the bot in the developer portal',
      );
    default:
      return closed(code, 'it gave no reason that Heatwire knows');
  }
}

function tokenInvalid(cause: unknown): HeatwireError {
  return new HeatwireError(
    'TOKEN_INVALID',
    'Discord does not accept DISCORD_TOKEN. Copy the token again from https://discord.com/developers/applications (your application, Bot, Reset Token), and restart.',
    { cause },
  );
}

function closed(code: number, why: string): HeatwireError {
  return new HeatwireError('DISCORD_CLOSED', `Discord has closed the connection for good (${code}): ${why}.`);
}

/** Whether the library found the day's budget of logins used up; it says so in words alone. */
export function isOutOfSessions(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Not enough sessions remaining');
}
