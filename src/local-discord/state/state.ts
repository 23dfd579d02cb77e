import { type Channel, channelType, guildOf, isDirect, isThread } from './channel.ts';
import { type Channels, openChannels } from './channels.ts';
import { openCollection } from './collection.ts';
import type { Command } from './command.ts';
import { type CommandBook, createCommandBook } from './command-book.ts';
import { greatestId, openDatabase } from './database.ts';
import { createEvents, type Events } from './events.ts';
import { type Guilds, openGuilds } from './guilds.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { createMessageLog, type MessageLog } from './message-log.ts';
import { messageFlags, type User } from './model.ts';
import { has, inConversation, permission, permissionsOf } from './permissions.ts';
import { openPins, type Pins } from './pins.ts';
import { present } from './present.ts';
import { applicationFlags, type PrivilegedIntent } from './privileged-intents.ts';
import { openReactions, type Reactions } from './reactions.ts';
import { createSnowflakes, type Snowflakes } from './snowflake.ts';
import { openThreads, type Threads } from './threads.ts';
import { openWebhooks, type Webhooks } from './webhooks.ts';
import { type Identity, openWorld, type World } from './world.ts';

/** Everything there is, and what can happen to it. Whatever happens is told to {@link State.events} after it is durable. */
export interface State {
  readonly identity: Identity;
  readonly ids: Snowflakes;
  readonly events: Events;
  readonly guilds: Guilds;
  readonly channels: Channels;
  readonly threads: Threads;
  readonly messages: MessageLog;
  readonly reactions: Reactions;
  readonly pins: Pins;
  readonly webhooks: Webhooks;
  readonly commands: CommandBook;
  readonly limits: Limits;
  /** The bot's application: `flags` tell which privileged intents it has. */
  readonly application: { readonly flags: number };
  /** A new secret, as long as the token of a webhook, of the base64url alphabet. */
  secret(): string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Does something wholly or not at all; everyone is told of it afterwards. */
  inTransaction<T>(work: () => T): T;

  bot(): User;
  user(id: string): User | undefined;
  /** Everyone but the bot. */
  people(): readonly User[];

  /** What someone may do in a channel, a thread or a conversation; nothing for a stranger. */
  permissions(userId: string, channel: Channel): bigint;
  /** What someone may do in a guild as a whole. */
  guildPermissions(userId: string, guildId: string): bigint;
  /** Removes a channel or thread with all its messages, files, reactions and webhooks. */
  removeChannel(channelId: string): void;

  /** Whether the bot is connected to the gateway. */
  readonly online: boolean;
  setOnline(online: boolean): void;
  close(): void;
}

export interface StateOptions {
  /** A path, or `:memory:`. */
  readonly dataFile: string;
  readonly clock: { now(): number };
  readonly random: { id(): string };
  readonly world: World;
  /** How long a nonce stands for the message that it was first posted with. */
  readonly nonceWindowMs: number;
  /** How much there may be of what Discord limits. */
  readonly limits?: Partial<Limits>;
  /** What the owner of the application has switched on; nothing when absent, as for a new one. */
  readonly privilegedIntents?: readonly PrivilegedIntent[];
}

/** Libraries know the address of a webhook by the length of its token. */
const secretLength = 68;

/** @throws when the file was written by another version of this program */
export function openState(options: StateOptions): State {
  const { dataFile, clock, random, world, nonceWindowMs, limits, privilegedIntents = [] } = options;
  const now = (): number => clock.now();
  const database = openDatabase(dataFile);
  const events = createEvents();
  const atOnce = <T>(work: () => T): T => events.after(() => database.inTransaction(work));
  const ids = createSnowflakes(now, greatestId(database));
  const users = openCollection<User>(database, 'user');
  const user = (id: string): User | undefined => users.get(id);
  const guilds = openGuilds(database, events);
  const threads = openThreads(database, events, {
    now,
    latest: (channelId) => messages.latest(channelId),
    isUser: (id) => user(id) !== undefined,
  });
  const channels = openChannels(database, events, { threads, inTransaction: atOnce });
  const identities = openCollection<Identity>(database, 'identity');
  const identity = atOnce(() => openWorld(world, { identities, users, guilds, channels, ids, random, now: now() }));
  const inGuild = (channelId: string): { guild_id?: string } => {
    const channel = channels.get(channelId);
    const guild_id = channel && guildOf(channel);
    return guild_id === undefined ? {} : { guild_id };
  };
  const reactions = openReactions(database, events, { inGuild, member: guilds.member });
  const webhooks = openWebhooks(database, events);
  const messages: MessageLog = createMessageLog(database, events, {
    inGuild,
    memberOf(channelId, userId) {
      const { user: _user, ...member } = guilds.member(inGuild(channelId).guild_id ?? '', userId) ?? {};
      return 'roles' in member ? member : undefined;
    },
    presented: (message) => present({ channels, messages, reactions }, message, identity.botId),
    threads,
    inTransaction: atOnce,
    now,
    nonceWindowMs,
  });
  const commands = createCommandBook(
    openCollection<Command>(database, 'command'),
    { ids, applicationId: identity.botId, inTransaction: atOnce },
    () => events.publish({ t: 'COMMANDS', d: null }),
  );
  let online = false;

  function guildPermissions(userId: string, guildId: string, place: { channel?: Channel } = {}): bigint {
    const guild = guilds.get(guildId);
    const member = guilds.member(guildId, userId);
    if (guild === undefined || member === undefined) return 0n;
    const { channel } = place;
    const thread = channel !== undefined && isThread(channel);
    const home = thread ? channels.get(channel.parent_id) : channel;
    if (home !== undefined && (isDirect(home) || isThread(home))) return 0n;
    const held = permissionsOf(member, guild, guilds.roles(guildId), {
      ...(home !== undefined && { channel: home }),
      thread,
      now: now(),
    });
    // Discord's documentation, "Public & Private Threads".
    const invited = channel?.type !== channelType.privateThread || threads.member(channel.id, userId) !== undefined;
    return invited || has(held, permission.manageThreads) ? held : 0n;
  }

  /** A thread's end is seen at the message that it was started from. */
  function unmarkStarter(threadId: string): void {
    const starter = messages.get(threadId)?.message;
    if (starter === undefined || (starter.flags & messageFlags.hasThread) === 0) return;
    messages.edit({ ...starter, flags: starter.flags & ~messageFlags.hasThread });
  }

  return {
    identity,
    ids,
    events,
    guilds,
    channels,
    threads,
    messages,
    reactions,
    pins: openPins(database),
    webhooks,
    commands,
    limits: { ...defaultLimits, ...limits },
    application: { flags: applicationFlags(privilegedIntents) },
    secret: () => Array.from({ length: 5 }, random.id).join('').slice(0, secretLength),
    now,
    inTransaction: atOnce,
    bot() {
      const bot = user(identity.botId);
      if (bot === undefined) throw new Error('The local Discord has no bot.');
      return bot;
    },
    user,
    people: () => users.all().filter(({ bot }) => !bot),
    permissions(userId, channel) {
      if (!isDirect(channel)) return guildPermissions(userId, channel.guild_id, { channel });
      const takesPart = userId === identity.botId || channel.recipients[0].id === userId;
      return takesPart ? inConversation : 0n;
    },
    guildPermissions: (userId, guildId) => guildPermissions(userId, guildId),
    removeChannel(channelId) {
      const channel = channels.get(channelId);
      if (channel === undefined || isDirect(channel)) throw new Error('The local Discord has no such channel.');
      atOnce(() => {
        channels.remove(channel, (id) => {
          messages.removeChannel(id);
          webhooks.removeChannel(id);
        });
        if (isThread(channel)) unmarkStarter(channel.id);
      });
    },
    get online() {
      return online;
    },
    setOnline(value) {
      if (value === online) return;
      online = value;
      events.publish({ t: 'PRESENCE', d: null });
    },
    close: () => database.close(),
  };
}
