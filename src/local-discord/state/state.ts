import { openCollection } from './collection.ts';
import { type CommandBook, createCommandBook } from './command-book.ts';
import { greatestId, inTransaction, openDatabase } from './database.ts';
import { createEvents, type Events } from './events.ts';
import { createMessageLog, type MessageLog } from './message-log.ts';
import type { Channel, Command, Guild, Member, Overwrite, Role, User } from './model.ts';
import { permissionsOf } from './permissions.ts';
import { createSnowflakes, type Snowflakes } from './snowflake.ts';
import { type Identity, openWorld, type World } from './world.ts';

/** Everything there is, and what can happen to it. Whatever happens is told to {@link State.events} after it is durable. */
export interface State {
  readonly identity: Identity;
  readonly ids: Snowflakes;
  readonly events: Events;
  readonly messages: MessageLog;
  readonly commands: CommandBook;
  /** Milliseconds since 1970. */
  now(): number;

  guild(): Guild;
  bot(): User;
  roles(): readonly Role[];
  channels(): readonly Channel[];
  channel(id: string): Channel | undefined;
  members(): readonly Member[];
  member(userId: string): Member | undefined;
  /** What a member may do in a channel, or in the guild as a whole; nothing for a stranger. */
  permissions(userId: string, channel?: Channel): bigint;

  /** Puts an overwrite in the place of the one for the same role or member. */
  setOverwrite(channelId: string, overwrite: Overwrite): void;
  setRolePermissions(roleId: string, permissions: bigint): void;
  setMemberRoles(userId: string, roles: readonly string[]): void;
  deleteChannel(channelId: string): void;

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
  const ids = createSnowflakes(now, greatestId(database));
  const events = createEvents();
  const { identity, guilds, roles, channels, members } = inTransaction(database, () =>
    openWorld(database, ids, random, now(), world),
  );
  const messages = createMessageLog(database, events, { guildId: identity.guildId, now, nonceWindowMs });
  const commands = createCommandBook(
    openCollection<Command>(database, 'command', ({ id }) => id),
    { ids, applicationId: identity.botId, inTransaction: (work) => inTransaction(database, work) },
    () => events.publish({ t: 'COMMANDS', d: null }),
  );
  const guild = (): Guild => expected(guilds.get(identity.guildId), 'guild');
  let online = false;

  return {
    identity,
    ids,
    events,
    messages,
    commands,
    now,
    guild,
    bot: () => expected(members.get(identity.botId), 'bot').user,
    roles: () => roles.all(),
    channels: () => channels.all(),
    channel: (id) => channels.get(id),
    members: () => members.all(),
    member: (userId) => members.get(userId),
    permissions(userId, channel) {
      const member = members.get(userId);
      return member === undefined ? 0n : permissionsOf(member, guild(), roles.all(), channel);
    },
    setOverwrite(channelId, overwrite) {
      const channel = expected(channels.get(channelId), 'channel');
      const others = channel.permission_overwrites.filter(({ id }) => id !== overwrite.id);
      const changed = { ...channel, permission_overwrites: [...others, overwrite] };
      channels.put(changed);
      events.publish({ t: 'CHANNEL_UPDATE', d: changed });
    },
    setRolePermissions(roleId, permissions) {
      const changed = { ...expected(roles.get(roleId), 'role'), permissions: String(permissions) };
      roles.put(changed);
      events.publish({ t: 'GUILD_ROLE_UPDATE', d: { guild_id: identity.guildId, role: changed } });
    },
    setMemberRoles(userId, held) {
      const changed = { ...expected(members.get(userId), 'member'), roles: held };
      members.put(changed);
      events.publish({ t: 'GUILD_MEMBER_UPDATE', d: { ...changed, guild_id: identity.guildId } });
    },
    deleteChannel(channelId) {
      const channel = expected(channels.get(channelId), 'channel');
      inTransaction(database, () => {
        messages.removeChannel(channelId);
        channels.delete(channelId);
      });
      events.publish({ t: 'CHANNEL_DELETE', d: channel });
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

function expected<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The local Discord has no such ${what}.`);
  return value;
}
