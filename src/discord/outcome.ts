import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { hideTokens } from '../desk/tokens.ts';
import type { Outcome } from '../desk/transport-port.ts';
import type { Obstacle } from '../news/feed.ts';
import { ToldToWait } from './posting-rest.ts';
import { cut } from './text.ts';

const minute = 60_000;
/** How much of Discord's words a reason holds, in UTF-16 units. */
const longestDetail = 300;
const lessOften = 'Discord asks to send less often.';

const invalidToken: Outcome = {
  result: 'stop',
  reason:
    'Discord does not accept the bot token (any more): set DISCORD_TOKEN to the one of the developer portal and restart.',
};
const blockedMachine: Outcome = {
  result: 'later',
  reason: "Discord's network protection turns this machine away: check its proxy and address. Trying again in a while.",
  afterMs: 10 * minute,
};

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

/**
 * What Discord's error codes mean for a message that is posted, edited or deleted. Codes and meanings:
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
const byCode: ReadonlyMap<number, Outcome> = new Map([
  [10003, blocked('gone', 'The channel no longer exists: add a feed for another channel.')],
  [10004, blocked('removed', 'The bot is no longer on this server: invite it again.')],
  [10008, { result: 'gone' }],
  [20001, blocked('unsuitable', 'Discord does not let bots do this here: choose another channel.')],
  [20009, refused('Discord took the card for explicit content and will not show it.')],
  [20012, blocked('unsuitable', 'Discord does not let this bot act here: check the bot in the developer portal.')],
  [20016, later('The channel is in slow mode.')],
  [20022, later('Discord limits edits of announcements.', 10 * minute)],
  [20028, later('Discord limits how much may be written to this channel.', minute)],
  [20029, later('Discord limits how much may be written on this server.', minute)],
  [30046, later('Discord limits edits of messages that are older than an hour.', 60 * minute)],
  [40001, invalidToken],
  [40004, later('Discord has switched off sending messages for now.', 10 * minute)],
  [40005, refused('Discord found the card too large.')],
  [40006, later('Discord has switched off this feature for now.', 10 * minute)],
  [
    40058,
    blocked(
      'unsuitable',
      'The channel is a forum, which takes no plain messages: choose a text or announcement channel.',
    ),
  ],
  [40062, later('Discord is limiting a service that this needs.', minute)],
  [40333, blockedMachine],
  [50001, blocked('rights', 'The bot cannot see this channel: give it the View Channel permission.')],
  [50003, blocked('unsuitable', 'The channel is a private conversation: choose a text channel of a server.')],
  [50005, refused('The message is not from this bot, which therefore cannot change it.')],
  [50006, refused('Nothing was left of the card that Discord would show.')],
  [50008, blocked('unsuitable', 'The channel takes no messages: choose a text or announcement channel.')],
  [
    50013,
    blocked(
      'rights',
      'The bot may not post cards here: give it the View Channel, Send Messages and Embed Links permissions.',
    ),
  ],
  [50014, invalidToken],
  [50021, refused('A message of the system cannot be changed.')],
  [
    50024,
    blocked(
      'unsuitable',
      'The channel is of a kind that takes no such messages: choose a text or announcement channel.',
    ),
  ],
  [50041, refused('Discord no longer speaks this version of its API: update Heatwire.')],
  [50045, refused('Discord found the card too large.')],
  [50068, refused('Discord does not do this with a message of its kind.')],
  [50083, blocked('unsuitable', 'The thread is archived: reopen it, or choose another channel.')],
  [50109, refused('Discord could not read the card: this is a fault of Heatwire, please report it.')],
  [
    60003,
    blocked('rights', "This server asks for two-factor authentication: switch it on for the bot owner's account."),
  ],
  [130000, later('Discord is overloaded.', minute)],
  [
    160005,
    blocked('rights', 'The thread is locked: give the bot the Manage Threads permission, or choose another channel.'),
  ],
  [200000, refused("The server's AutoMod blocked the card: allow the bot there if it should post such stories.")],
  [
    200001,
    refused("The server's AutoMod blocked the card's title: allow the bot there if it should post such stories."),
  ],
  [240000, refused('Discord takes a link of the card for harmful and will not show it.')],
]);

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

/** Whether Discord found the form of a message invalid, which a plainer message may mend. */
export function isInvalidForm(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === 50035;
}

function ofWait({ code, afterMs }: ToldToWait): Outcome {
  const known = code === undefined ? undefined : byCode.get(code);
  const meant = known?.result === 'later' ? known : later(lessOften);
  return afterMs === undefined ? meant : { ...meant, afterMs };
}

function ofAnswer(error: DiscordAPIError): Outcome {
  if (error.status === 401) return invalidToken;
  if (error.status === 403 && typeof error.code !== 'number') return blockedMachine;
  if (error.code === 50035) return refused(`Discord does not accept what it holds: ${complaints(error)}.`);
  const known = typeof error.code === 'number' ? byCode.get(error.code) : undefined;
  return (
    known ?? ofStatus(error.status, `${cut(hideTokens(firstLine(error.message)), longestDetail)}, code ${error.code}`)
  );
}

function ofStatus(status: number, detail = 'no detail'): Outcome {
  const answer = `Discord answered ${status} (${detail})`;
  if (status === 401) return invalidToken;
  if (status === 403) return blocked('rights', `${answer}: check the bot's permissions in this channel.`);
  if (status === 404)
    return blocked('unsuitable', `${answer}: check that the channel exists, and DISCORD_API_URL if it is set.`);
  if (status === 408) return later(`${answer}.`);
  // Discord's edge found no server for the request; every other 5xx may come after it was carried out.
  if (status === 502) return later('Discord is not available (502).');
  if (status >= 500) return unanswered(`Discord failed with ${status} and may have done it all the same.`);
  return refused(`${answer}.`);
}

function ofNetwork(error: unknown): Outcome {
  if (!(error instanceof Error)) return unanswered('The request ended in an unknown way.');
  const code = networkCode(error);
  const why = code === undefined ? undefined : neverLeft.get(code);
  if (why !== undefined) return later(`Discord ${why} (${code}): check the network.`);
  // A 401 makes the library forget the token; every later request then ends here.
  if (error.message.startsWith('Expected token to be set')) return invalidToken;
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
