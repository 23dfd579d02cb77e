import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { hideTokens } from '../desk/tokens.ts';
import type { Outcome } from '../desk/transport-port.ts';
import type { Obstacle } from '../news/feed.ts';
import { blockedMachine, type ErrorClass, type ErrorPolicy, errorPolicy, invalidToken } from './error-policy.ts';
import { HeldBack } from './invalid-requests.ts';
import { ToldToWait } from './posting-rest.ts';
import { cut } from './text.ts';

const minute = 60_000;
/** How much of Discord's words a reason holds, in UTF-16 units. */
const longestDetail = 300;
const lessOften = 'Discord asks to send less often.';

const obstacles = {
  'target gone': 'gone',
  'target removed': 'removed',
  'target lacks rights': 'rights',
  'target unsuitable': 'unsuitable',
} as const satisfies Partial<Record<ErrorClass, Obstacle>>;

function blocked(obstacle: Obstacle, reason: string): Outcome {
  return { result: 'blocked', obstacle, reason };
}

function refused(reason: string): Outcome {
  return { result: 'refused', reason };
}

function later(reason: string, afterMs?: number): Outcome & { result: 'later' } {
  return { result: 'later', reason, ...(afterMs !== undefined && { afterMs }) };
}

function unanswered(reason: string): Outcome {
  return { result: 'unanswered', reason };
}

function byPolicy({ means, remedy, waitMs }: ErrorPolicy): Outcome {
  switch (means) {
    case 'global stop':
      return { result: 'stop', reason: remedy };
    case 'transient':
      return later(remedy, waitMs);
    case 'item bad':
      return refused(remedy);
    case 'done already':
      return { result: 'gone' };
    default:
      return blocked(obstacles[means], remedy);
  }
}

/** What a code means by the policy; `undefined` for one that has no row, and where there is no code. */
function ofCode(code: unknown): Outcome | undefined {
  const policy = typeof code === 'number' ? errorPolicy.get(code) : undefined;
  return policy && byPolicy(policy);
}

/** Failures that happen before a request leaves, so that it certainly was not carried out. */
const neverLeft: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'refuses the connection'],
  ['ENOTFOUND', 'cannot be found by name'],
  ['EAI_AGAIN', 'cannot be found by name just now'],
  ['EHOSTUNREACH', 'cannot be reached'],
  ['ENETUNREACH', 'cannot be reached'],
  ['UND_ERR_CONNECT_TIMEOUT', 'does not take the connection'],
]);

/**
 * What a failed request means. Knows by Discord's error code first, then by HTTP status, then by the network's error;
 * whatever does not prove that the request was left undone is `unanswered`.
 *
 * Reasons never carry the request: neither its body, nor its address, nor the token.
 */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof ToldToWait) return ofWait(error);
  if (error instanceof HeldBack) return later(`${error.message}.`, error.afterMs);
  if (error instanceof RateLimitError) return later(lessOften, error.retryAfter);
  if (error instanceof DiscordAPIError) return ofAnswer(error);
  if (error instanceof HTTPError) return ofStatus(error.status);
  return ofNetwork(error);
}

/** What a failed edit or deletion means: where the channel or the server is gone, so is the message. */
export function outcomeOfChange(error: unknown): Outcome {
  const isPlaceGone = error instanceof DiscordAPIError && (error.code === 10003 || error.code === 10004);
  return isPlaceGone ? { result: 'gone' } : outcomeOf(error);
}

/** Whether a plainer card of the same story may pass where this one failed. */
export function mayPassPlainer(error: unknown): boolean {
  if (!(error instanceof DiscordAPIError)) return false;
  if (typeof error.code !== 'number') return error.status === 413;
  return errorPolicy.get(error.code)?.mayPassPlainer === true;
}

/** What Discord found invalid in a message, as its answer has it: a tree of places. */
export function complaintsOf(error: unknown): unknown {
  return error instanceof DiscordAPIError && 'errors' in error.rawError ? error.rawError.errors : undefined;
}

function ofWait({ code, afterMs }: ToldToWait): Outcome {
  const known = ofCode(code);
  const meant = known?.result === 'later' ? known : later(lessOften);
  return afterMs === undefined ? meant : { ...meant, afterMs };
}

function ofAnswer(error: DiscordAPIError): Outcome {
  if (error.code === 50035) return refused(`Discord does not accept what it holds: ${complaints(error)}.`);
  const known = ofCode(error.code);
  if (known !== undefined) return known;
  if (error.status === 403 && typeof error.code !== 'number') return byPolicy(blockedMachine);
  return ofStatus(error.status, `${cut(hideTokens(firstLine(error.message)), longestDetail)}, code ${error.code}`);
}

function ofStatus(status: number, detail = 'no detail'): Outcome {
  const answer = `Discord answered ${status} (${detail})`;
  if (status === 401) return byPolicy(invalidToken);
  if (status === 403) return blocked('rights', `${answer}: check the bot's permissions in the channel.`);
  // What Discord no longer has, it names by a code. Without one, it may not even have been Discord that answered.
  if (status === 404) return later(`${answer}: check DISCORD_API_URL if it is set, and the network.`, 10 * minute);
  if (status === 408) return later(`${answer}.`);
  // Even where Discord's edge found no server (502), a proxy on the way may have passed the request on before.
  if (status >= 500) return unanswered(`Discord failed with ${status} and may have done it all the same.`);
  return refused(`${answer}.`);
}

function ofNetwork(error: unknown): Outcome {
  if (!(error instanceof Error)) return unanswered('The request ended in an unknown way.');
  const code = networkCode(error);
  const why = code === undefined ? undefined : neverLeft.get(code);
  if (why !== undefined) return later(`Discord ${why} (${code}): check the network.`);
  // A 401 makes the library forget the token; every later request then ends here.
  if (error.message.startsWith('Expected token to be set')) return byPolicy(invalidToken);
  return unanswered(`Discord's answer was lost (${code ?? error.name}).`);
}

function networkCode(error: Error): string | undefined {
  for (const one of [error, error.cause])
    if (one instanceof Error && 'code' in one && typeof one.code === 'string') return one.code;
  return undefined;
}

/** Paths and Discord's words about them, such as `embeds[0].url[URL_TYPE_INVALID_URL]: Not a well formed URL.` */
function complaints(error: DiscordAPIError): string {
  const [, ...lines] = error.message.split('\n');
  const all = lines.map((line) => line.replace(/\.$/, '')).join('; ');
  // A reason is kept in the database, and whoever answers may repeat what it was asked with.
  return cut(hideTokens(all) || 'no detail', longestDetail);
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}
