import type { BucketName, HiddenName } from './defaults.ts';

/** Whose requests a bucket counts together, besides those of one bot. */
export type Resource = 'channel' | 'guild' | 'webhook' | 'bot';

/** What a request is about, as far as a limit depends on it. */
export interface Subject {
  /** Whether the message in the path was posted longer ago than this. */
  olderThan(ms: number): boolean;
  /** Whether the message in the path is crossposted. */
  isCrossposted(): boolean;
  /** Whether the body would give the channel in the path another value for this. */
  changes(field: 'name' | 'topic'): Promise<boolean>;
}

interface Rule<Name> {
  readonly name: Name;
  readonly methods: readonly string[];
  /** Below `/api/v10`. */
  readonly route: string;
  readonly per: Resource;
  when?(subject: Subject): boolean | Promise<boolean>;
}

/** The limit that headers tell of. A request has the first that fits; requests of one name share a bucket. */
export type BucketRule = Rule<BucketName>;

/** A limit beside the bucket's; a request has all that fit. */
export interface HiddenRule extends Rule<HiddenName> {
  /** Of a resource that everybody shares, or of the bot. */
  readonly scope: 'shared' | 'user';
  readonly refusal?: { readonly code: number; readonly message: string };
}

const channel = '/channels/:channel';
const message = `${channel}/messages/:message`;
const webhook = '/webhooks/:webhook/:token';
const second = 1000;
const day = 86_400 * second;

export const bucketRules: readonly BucketRule[] = [
  { name: 'gateway address', methods: ['GET'], route: '/gateway/bot', per: 'bot' },

  { name: 'pin list', methods: ['GET'], route: `${channel}/pins`, per: 'bot' },
  { name: 'pin list', methods: ['GET'], route: `${channel}/messages/pins`, per: 'bot' },
  { name: 'pin', methods: ['PUT', 'DELETE'], route: `${channel}/pins/:message`, per: 'channel' },
  { name: 'pin', methods: ['PUT', 'DELETE'], route: `${channel}/messages/pins/:message`, per: 'channel' },

  { name: 'message list', methods: ['GET'], route: `${channel}/messages`, per: 'channel' },
  { name: 'message create', methods: ['POST'], route: `${channel}/messages`, per: 'channel' },
  { name: 'message bulk delete', methods: ['POST'], route: `${channel}/messages/bulk-delete`, per: 'channel' },
  { name: 'message get', methods: ['GET'], route: message, per: 'channel' },
  { name: 'message edit', methods: ['PATCH'], route: message, per: 'channel' },
  {
    name: 'message delete, older than 14 d',
    methods: ['DELETE'],
    route: message,
    per: 'channel',
    when: ({ olderThan }) => olderThan(14 * day),
  },
  {
    name: 'message delete',
    methods: ['DELETE'],
    route: message,
    per: 'channel',
    when: ({ olderThan }) => olderThan(10 * second),
  },
  { name: 'message delete, younger than 10 s', methods: ['DELETE'], route: message, per: 'channel' },
  { name: 'crosspost', methods: ['POST'], route: `${message}/crosspost`, per: 'channel' },
  { name: 'reaction', methods: ['DELETE'], route: `${message}/reactions`, per: 'channel' },
  { name: 'reaction', methods: ['DELETE'], route: `${message}/reactions/:emoji`, per: 'channel' },
  { name: 'reaction', methods: ['PUT', 'DELETE'], route: `${message}/reactions/:emoji/:user`, per: 'channel' },

  { name: 'channel edit', methods: ['PATCH'], route: channel, per: 'channel' },
  { name: 'overwrite edit', methods: ['PUT', 'DELETE'], route: `${channel}/permissions/:overwrite`, per: 'channel' },
  { name: 'typing', methods: ['POST'], route: `${channel}/typing`, per: 'channel' },
  { name: 'thread create', methods: ['POST'], route: `${channel}/threads`, per: 'bot' },
  { name: 'thread create', methods: ['POST'], route: `${message}/threads`, per: 'bot' },
  { name: 'thread member list', methods: ['GET'], route: `${channel}/thread-members`, per: 'bot' },
  { name: 'thread member edit', methods: ['PUT', 'DELETE'], route: `${channel}/thread-members/:user`, per: 'bot' },

  { name: 'webhook message', methods: ['POST'], route: webhook, per: 'webhook' },
  {
    name: 'webhook message',
    methods: ['GET', 'PATCH', 'DELETE'],
    route: `${webhook}/messages/:message`,
    per: 'webhook',
  },

  ...['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'].flatMap(
    (scope): BucketRule[] => {
      const each = { per: scope.includes(':guild') ? 'guild' : 'bot' } as const;
      return [
        { name: 'command create', methods: ['POST'], route: scope, ...each },
        { name: 'command overwrite', methods: ['PUT'], route: scope, ...each },
        { name: 'command edit', methods: ['PATCH'], route: `${scope}/:command`, ...each },
        { name: 'command delete', methods: ['DELETE'], route: `${scope}/:command`, ...each },
      ];
    },
  ),

  { name: 'member get', methods: ['GET'], route: '/guilds/:guild/members/:user', per: 'guild' },
  { name: 'member edit', methods: ['PUT', 'PATCH'], route: '/guilds/:guild/members/:user', per: 'guild' },
  { name: 'member edit', methods: ['PUT', 'DELETE'], route: '/guilds/:guild/members/:user/roles/:role', per: 'guild' },
];

/** What Discord says of a channel that is written to too often: discord/discord-api-docs#8290. */
export const channelWrites = {
  code: 20_028,
  message: 'The write action you are performing on the channel has hit the write rate limit.',
};

export const hiddenRules: readonly HiddenRule[] = [
  {
    name: 'crossposts of a channel',
    methods: ['POST'],
    route: `${message}/crosspost`,
    per: 'channel',
    scope: 'shared',
  },
  {
    name: 'edits of a crossposted message',
    methods: ['PATCH'],
    route: message,
    per: 'channel',
    scope: 'shared',
    refusal: channelWrites,
    when: ({ isCrossposted }) => isCrossposted(),
  },
  {
    name: 'edits of messages older than 1 h',
    methods: ['PATCH'],
    route: message,
    per: 'channel',
    scope: 'user',
    refusal: {
      code: 30_046,
      message: 'Maximum number of edits to messages older than 1 hour reached. Try again later.',
    },
    when: ({ olderThan }) => olderThan(3600 * second),
  },
  {
    name: 'names of a channel',
    methods: ['PATCH'],
    route: channel,
    per: 'channel',
    scope: 'shared',
    refusal: channelWrites,
    when: ({ changes }) => changes('name'),
  },
  {
    name: 'topics of a channel',
    methods: ['PATCH'],
    route: channel,
    per: 'channel',
    scope: 'shared',
    refusal: channelWrites,
    when: ({ changes }) => changes('topic'),
  },
  { name: 'webhook messages in a channel', methods: ['POST'], route: webhook, per: 'channel', scope: 'shared' },
  {
    name: 'conversations opened',
    methods: ['POST'],
    route: '/users/@me/channels',
    per: 'bot',
    scope: 'user',
    refusal: { code: 40_003, message: 'You are opening direct messages too fast.' },
  },
];
