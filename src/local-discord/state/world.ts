import type { DatabaseSync } from 'node:sqlite';
import { openCollection } from './collection.ts';
import { type Channel, channelType, type Guild, type Member, type Role, type User } from './model.ts';
import { permission } from './permissions.ts';
import type { Snowflakes } from './snowflake.ts';

/** What there is at the first start. */
export interface World {
  readonly guild: { readonly name: string };
  readonly bot: { readonly username: string };
  readonly channels: readonly ChannelSeed[];
  /** The first manager owns the guild. */
  readonly people: readonly { readonly name: string; readonly manager: boolean }[];
}

interface ChannelSeed {
  readonly name: string;
  /** Discord's channel type; 0, a text channel, when absent. */
  readonly type?: number;
  readonly topic?: string;
  /** The name of the category that holds it; made if no channel seed has made it before. */
  readonly category?: string;
}

/** Who is who; made at the first start, and never changed. */
export interface Identity {
  readonly id: 'identity';
  readonly guildId: string;
  /** The bot's user, and its application: Discord gives both one id. */
  readonly botId: string;
  readonly ownerId: string;
  /** A person without special rights, if there is one. */
  readonly memberId: string;
  readonly token: string;
}

type Draw = { id(): string };

const everyone =
  permission.addReactions |
  permission.viewChannel |
  permission.sendMessages |
  permission.embedLinks |
  permission.attachFiles |
  permission.readMessageHistory |
  permission.useApplicationCommands |
  permission.sendMessagesInThreads;
const managers = permission.manageChannels | permission.manageGuild | permission.manageMessages;
/** What the README's invite link asks for. */
const bot =
  permission.viewChannel |
  permission.sendMessages |
  permission.embedLinks |
  permission.readMessageHistory |
  permission.sendMessagesInThreads;

/** Opens the guild and everything in it but its messages; the first time, makes them. */
export function openWorld(database: DatabaseSync, ids: Snowflakes, random: Draw, now: number, world: World) {
  const identities = openCollection<Identity>(database, 'identity', ({ id }) => id);
  const guilds = openCollection<Guild>(database, 'guild', ({ id }) => id);
  const roles = openCollection<Role>(database, 'role', ({ id }) => id);
  const channels = openCollection<Channel>(database, 'channel', ({ id }) => id);
  const members = openCollection<Member>(database, 'member', ({ user }) => user.id);

  const known = identities.get('identity');
  if (known !== undefined) return { identity: known, guilds, roles, channels, members };

  const guildId = ids.next();
  const joined = new Date(now).toISOString();
  const managersRole = role(ids.next(), 'Managers', 2, managers, { color: 0x3498db, hoist: true, mentionable: true });
  const people = world.people.map(({ name, manager }) =>
    member(user(ids.next(), name, false), joined, manager ? [managersRole.id] : []),
  );
  const botUser = user(ids.next(), world.bot.username, true);
  const botRole = role(ids.next(), world.bot.username, 1, bot, { managed: true, tags: { bot_id: botUser.id } });
  const botMember = member(botUser, joined, [botRole.id]);
  const owner = people.find(({ roles: held }) => held.length > 0) ?? people[0] ?? botMember;
  const plain = people.find((person) => person.roles.length === 0 && person !== owner) ?? owner;

  guilds.put({ id: guildId, name: world.guild.name, owner_id: owner.user.id });
  for (const made of [role(guildId, '@everyone', 0, everyone), botRole, managersRole]) roles.put(made);
  for (const made of [...people, botMember]) members.put(made);
  for (const made of layOut(world.channels, guildId, ids)) channels.put(made);
  const identity: Identity = {
    id: 'identity',
    guildId,
    botId: botUser.id,
    ownerId: owner.user.id,
    memberId: plain.user.id,
    token: `${Buffer.from(botUser.id).toString('base64url')}.${random.id().slice(0, 6)}.${random.id()}${random.id()}`,
  };
  identities.put(identity);
  return { identity, guilds, roles, channels, members };
}

function layOut(seeds: readonly ChannelSeed[], guildId: string, ids: Snowflakes): Channel[] {
  const channels: Channel[] = [];
  const add = (seed: ChannelSeed, parent: string | null): Channel => {
    const channel: Channel = {
      id: ids.next(),
      guild_id: guildId,
      type: seed.type ?? channelType.text,
      name: seed.name,
      topic: seed.topic ?? null,
      parent_id: parent,
      position: channels.length,
      permission_overwrites: [],
      nsfw: false,
      rate_limit_per_user: 0,
      flags: 0,
    };
    channels.push(channel);
    return channel;
  };
  for (const seed of seeds) {
    const { category } = seed;
    const parent =
      category === undefined
        ? undefined
        : channels.find(({ type, name }) => type === channelType.category && name === category);
    add(seed, category === undefined ? null : (parent ?? add({ name: category, type: channelType.category }, null)).id);
  }
  return channels;
}

function user(id: string, username: string, isBot: boolean): User {
  return { id, username, discriminator: isBot ? '0001' : '0', global_name: null, avatar: null, bot: isBot };
}

function member(who: User, joinedAt: string, roles: readonly string[]): Member {
  return {
    user: who,
    nick: null,
    avatar: null,
    roles,
    joined_at: joinedAt,
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  };
}

function role(id: string, name: string, position: number, permissions: bigint, more: Partial<Role> = {}): Role {
  return {
    id,
    name,
    color: 0,
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(permissions),
    managed: false,
    mentionable: false,
    flags: 0,
    ...more,
  };
}
