const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * What an error code says about a request of a news bot.
 *
 * - `target gone`, `target removed`, `target lacks rights`, `target unsuitable`: the place takes nothing as things stand.
 * - `item bad`: this one will not be taken; others may.
 * - `transient`: nothing was done, and it may be tried again.
 * - `global stop`: no request will be taken.
 * - `done already`: there is nothing left to do.
 */
export type ErrorClass =
  | 'target gone'
  | 'target removed'
  | 'target lacks rights'
  | 'target unsuitable'
  | 'item bad'
  | 'transient'
  | 'global stop'
  | 'done already';

export interface ErrorPolicy {
  readonly means: ErrorClass;
  /** A sentence for the operator or the server's administrators: what is wrong, and what mends it. */
  readonly remedy: string;
  /** `transient`: the wait before the next attempt, in milliseconds, where Discord names none. */
  readonly waitMs?: number;
  /** `item bad`: a plainer card of the same story may pass. */
  readonly mayPassPlainer?: true;
}

/** Also for a 401 without a code. */
export const invalidToken: ErrorPolicy = {
  means: 'global stop',
  remedy:
    'Discord does not accept the bot token (any more): set DISCORD_TOKEN to the one of the developer portal and restart.',
};
/** Also for a 403 without a code, which is not made by Discord itself, but by what stands before it. */
export const blockedMachine: ErrorPolicy = {
  means: 'transient',
  remedy: "Discord's network protection turns this machine away: check its proxy and address. Trying again in a while.",
  waitMs: 10 * minute,
};

const textChannel = 'choose a text or announcement channel.';
const fault = 'this is a fault of Heatwire, please report it.';
const plainer = { mayPassPlainer: true } as const;

type Row = readonly [code: number, means: ErrorClass, remedy: string, more?: Omit<ErrorPolicy, 'means' | 'remedy'>];

/**
 * One row for each error code that a news bot may meet, also on routes that Heatwire does not use yet. Codes and meanings:
 * https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
const rows: readonly Row[] = [
  [10003, 'target gone', 'The channel no longer exists: add a feed for another channel.'],
  [10004, 'target removed', 'The bot is no longer on this server: invite it again.'],
  [10007, 'target gone', 'The person is no longer on this server.'],
  [10008, 'done already', 'The message no longer exists.'],
  [10011, 'item bad', 'The role that should be notified no longer exists: choose another one.'],
  [10013, 'target gone', 'The person no longer has an account.'],
  [10015, 'target gone', 'The webhook no longer exists: make a new one.'],
  [10062, 'item bad', 'The answer came too late: Discord waits for three seconds.'],
  [10063, 'transient', 'The commands are not registered: restart Heatwire to register them.', { waitMs: hour }],
  [10087, 'item bad', 'The tag no longer exists in the forum: choose another one.'],
  [20001, 'target unsuitable', 'Discord does not let bots do this here: choose another channel.'],
  [20009, 'item bad', 'Discord took the card for explicit content and will not show it.', plainer],
  [20012, 'target unsuitable', 'Discord does not let this bot act here: check the bot in the developer portal.'],
  [20016, 'transient', 'The channel is in slow mode.'],
  [20022, 'transient', 'Discord limits edits of announcements.', { waitMs: 10 * minute }],
  [20028, 'transient', 'Discord limits how much may be written to this channel.', { waitMs: minute }],
  [20029, 'transient', 'Discord limits how much may be written on this server.', { waitMs: minute }],
  [20031, 'item bad', 'Discord does not allow some of its words in a name.'],
  [30007, 'target unsuitable', 'The channel has as many webhooks as Discord allows: remove one of them.'],
  [30013, 'target unsuitable', 'The server has as many channels as Discord allows: remove one of them.'],
  [30015, 'item bad', 'The card has more attachments than Discord allows.', plainer],
  [30032, 'transient', 'The bot has as many commands as Discord allows.', { waitMs: day }],
  [30033, 'item bad', 'The thread has as many members as Discord allows.'],
  [30034, 'transient', 'As many commands were registered today as Discord allows.', { waitMs: day }],
  [30046, 'transient', 'Discord limits edits of messages that are older than an hour.', { waitMs: hour }],
  [30047, 'item bad', 'The forum has as many pinned posts as Discord allows.'],
  [30048, 'item bad', 'The forum has as many tags as Discord allows.'],
  [30058, 'target unsuitable', 'The server has as many webhooks as Discord allows: remove one of them.'],
  [30060, 'target unsuitable', 'The channel has as many permission entries as Discord allows: remove one of them.'],
  [40003, 'transient', 'Discord limits how fast a bot may begin conversations.', { waitMs: 10 * minute }],
  [40004, 'transient', 'Discord has switched off sending messages for now.', { waitMs: 10 * minute }],
  [40005, 'item bad', 'Discord found the card too large.', plainer],
  [40006, 'transient', 'Discord has switched off this feature for now.', { waitMs: 10 * minute }],
  [40033, 'done already', 'The message was published to following channels before.'],
  [40041, 'transient', 'A command of this name exists: restart Heatwire to register them anew.', { waitMs: hour }],
  [40058, 'target unsuitable', `The channel is a forum, which takes no plain messages: ${textChannel}`],
  [40060, 'done already', 'The command was answered before: check that only one Heatwire runs with this token.'],
  [40062, 'transient', 'Discord is limiting a service that this needs.', { waitMs: minute }],
  [40066, 'target unsuitable', 'Only moderators may set the tags of this forum: give the bot Manage Threads.'],
  [40067, 'target unsuitable', 'The forum asks for a tag on every post: choose one.'],
  [40094, 'item bad', 'Discord allows no more answers to this command.'],
  [50001, 'target lacks rights', 'The bot cannot see the channel: give it the View Channel permission.'],
  [50003, 'target unsuitable', 'The channel is a private conversation: choose a text channel of a server.'],
  [50005, 'item bad', 'The message is not from this bot, which therefore cannot change it.'],
  [50006, 'item bad', 'Nothing was left of the card that Discord would show.'],
  [50007, 'target unsuitable', 'The person takes no direct messages from this bot.'],
  [50008, 'target unsuitable', `The channel takes no messages: ${textChannel}`],
  [
    50013,
    'target lacks rights',
    'The bot may not post cards here: give it the View Channel, Send Messages and Embed Links permissions.',
  ],
  [50021, 'item bad', 'A message of the system cannot be changed.'],
  [50024, 'target unsuitable', `The channel is of a kind that takes no such messages: ${textChannel}`],
  [50027, 'target gone', 'The webhook, or the time to answer the command, is over.'],
  [50028, 'item bad', 'The role that should be notified is not one of this server: choose another one.'],
  [50035, 'item bad', 'Discord does not accept what it holds.', plainer],
  [50041, 'item bad', 'Discord no longer speaks this version of its API: update Heatwire.'],
  [50045, 'item bad', 'Discord found the card too large.', plainer],
  [50068, 'item bad', 'Discord does not do this with a message of its kind.'],
  [50083, 'target unsuitable', 'The thread is archived: reopen it, or choose another channel.'],
  [50101, 'target unsuitable', 'The server has too few boosts for this.'],
  [50109, 'item bad', `Discord could not read the card: ${fault}`],
  [50278, 'target unsuitable', 'The person shares no server with this bot, which therefore cannot write to them.'],
  [
    60003,
    'target lacks rights',
    "This server asks for two-factor authentication: switch it on for the bot owner's account.",
  ],
  [110_000, 'transient', 'Discord is still preparing its answer.', { waitMs: minute }],
  [130_000, 'transient', 'Discord is overloaded.', { waitMs: minute }],
  [160_002, 'target lacks rights', 'The bot cannot reply here: give it the Read Message History permission.'],
  [160_004, 'done already', 'The message has a thread.'],
  [
    160_005,
    'target lacks rights',
    'The thread is locked: give the bot the Manage Threads permission, or choose another channel.',
  ],
  [160_006, 'transient', 'The server has as many active threads as Discord allows: archive some.', { waitMs: hour }],
  [160_007, 'transient', 'The server has as many announcement threads as Discord allows.', { waitMs: hour }],
  [200_000, 'item bad', "The server's AutoMod blocked the card: allow the bot there if it should post such stories."],
  [
    200_001,
    'item bad',
    "The server's AutoMod blocked the card's title: allow the bot there if it should post such stories.",
  ],
  [220_001, 'target unsuitable', `The channel has become a forum: ${textChannel}`],
  [220_002, 'item bad', `A post of a forum cannot be both new and old: ${fault}`],
  [220_003, 'target unsuitable', `The channel is no forum (any more): ${textChannel}`],
  [220_004, 'target unsuitable', `Webhooks of this kind cannot write to forums: ${textChannel}`],
  [240_000, 'item bad', 'Discord takes a link of the card for harmful and will not show it.', plainer],
  [400_001, 'item bad', 'Discord has limited uploads on this server for now.', plainer],
];

/** The policy by error code. A code that is not here is judged by its HTTP status alone. */
export const errorPolicy: ReadonlyMap<number, ErrorPolicy> = new Map([
  ...rows.map(([code, means, remedy, more]) => [code, { means, remedy, ...more }] as const),
  [40001, invalidToken],
  [50014, invalidToken],
  [40333, blockedMachine],
]);
