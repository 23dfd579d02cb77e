import { type Channel, isDirect, isThread } from './channel.ts';
import { type Channels, openChannels } from './channels.ts';
import { openCollection } from './collection.ts';
import { type CommandBook, createCommandBook } from './command-book.ts';
import { greatestId, inTransaction, openDatabase } from './database.ts';
import { createEvents, type Events } from './events.ts';
import { type Guilds, openGuilds } from './guilds.ts';
import { createMessageLog, type MessageLog } from './message-log.ts';
import type { Command, User } from './model.ts';
import { inConversation, permissionsOf } from './permissions.ts';
import { createSnowflakes, type Snowflakes } from './snowflake.ts';
import { type Identity, openWorld, type World } from './world.ts';

/** Everything there is, and what can happen to it. Whatever happens is told to {@link State.events} after it is durable. */
export interface State {
  readonly identity: Identity;
  readonly ids: Snowflakes;
  readonly events: Events;
  readonly guilds: Guilds;
  readonly channels: Channels;
  readonly messages: MessageLog;
  readonly commands: CommandBook;
  /** Milliseconds since 1970. */
  now(): number;
  inTransaction<T>(work: () => T): T;

  bot(): User;
  user(id: string): User | undefined;
  /** Everyone but the bot. */
  people(): readonly User[];

  /** What someone may do in a channel, a thread or a conversation; nothing for a stranger. */
  permissions(userId: string, channel: Channel): bigint;
  /** What someone may do in a guild as a whole. */
  guildPermissions(userId: string, guildId: string): bigint;
  /** Removes a channel or thread with all its messages. */
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
}

/** @throws when the file was written by another version of this program */
export function openState({ dataFile, clock, random, world, nonceWindowMs }: StateOptions): State {
  const now = (): number => clock.now();
  const database = openDatabase(dataFile);
  const atOnce = <T>(work: () => T): T => inTransaction(database, work);
  const ids = createSnowflakes(now, greatestId(database));
  const events = createEvents();
  const users = openCollection<User>(database, 'user');
  const guilds = openGuilds(database, events);
  const channels = openChannels(database, events, atOnce);
  const identities = openCollection<Identity>(database, 'identity');
  const identity = atOnce(() => openWorld(world, { identities, users, guilds, channels, ids, random, now: now() }));
  const guildOf = (channelId: string): string | undefined => {
    const channel = channels.get(channelId);
    return channel === undefined || isDirect(channel) ? undefined : channel.guild_id;
  };
  const messages = createMessageLog(database, events, { guildOf, now, nonceWindowMs });
  const commands = createCommandBook(
    openCollection<Command>(database, 'command'),
    { ids, applicationId: identity.botId, inTransaction: atOnce },
    () => events.publish({ t: 'COMMANDS', d: null }),
  );
  const user = (id: string): User | undefined => users.get(id);
  let online = false;

  function guildPermissions(userId: string, guildId: string, place: { channel?: Channel } = {}): bigint {
    const guild = guilds.get(guildId);
    const member = guilds.member(guildId, userId);
    if (guild === undefined || member === undefined) return 0n;
    const { channel } = place;
    const thread = channel !== undefined && isThread(channel);
    const home = thread ? channels.get(channel.parent_id) : channel;
    if (home !== undefined && (isDirect(home) || isThread(home))) return 0n;
    return permissionsOf(member, guild, guilds.roles(guildId), {
      ...(home !== undefined && { channel: home }),
      thread,
      now: now(),
    });
  }

  return {
    identity,
    ids,
    events,
    guilds,
    channels,
    messages,
    commands,
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
      channels.remove(channel, messages.removeChannel);
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
