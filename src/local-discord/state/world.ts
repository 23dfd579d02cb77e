import { channelType, type GuildChannel } from './channel.ts';
import type { Channels } from './channels.ts';
import type { Collection } from './collection.ts';
import type { Guilds } from './guilds.ts';
import { botRole, guildChannel, member, role, user } from './make.ts';
import type { User } from './model.ts';
import { permission } from './permissions.ts';
import type { Snowflakes } from './snowflake.ts';

/** What there is at the first start. */
export interface World {
  readonly bot: { readonly username: string };
  /** Names of the people whom one can be; the first is the one at first. */
  readonly people: readonly string[];
  /** At least one; the bot is a member of each. */
  readonly guilds: readonly GuildSeed[];
}

/** People are named as in {@link World.people}. */
export interface GuildSeed {
  readonly name: string;
  readonly owner: string;
  readonly managers?: readonly string[];
  readonly members?: readonly string[];
  readonly channels: readonly ChannelSeed[];
}

interface ChannelSeed {
  readonly name: string;
  /** Discord's channel type; 0, a text channel, when absent. */
  readonly type?: GuildChannel['type'];
  readonly topic?: string;
  /** The name of the category that holds it; made if no channel seed has made it before. */
  readonly category?: string;
  /** The names of a forum's tags. */
  readonly tags?: readonly string[];
}

/** Who is who; made at the first start, and never changed. */
export interface Identity {
  /** The bot's user, and its application: Discord gives both one id. */
  readonly botId: string;
  readonly token: string;
  /** The first guild. */
  readonly guildId: string;
  readonly ownerId: string;
  /** Someone in the first guild without special rights, if there is one. */
  readonly memberId: string;
  /** Someone who is not in the first guild, if there is one. */
  readonly strangerId: string;
}

export interface WorldStores {
  readonly identities: Collection<Identity>;
  readonly users: Collection<User>;
  readonly guilds: Guilds;
  readonly channels: Channels;
  readonly ids: Snowflakes;
  readonly random: { id(): string };
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Guilds are as if made one after the other, so that a prime number of milliseconds spreads them over shards. */
const betweenGuildsMs = 7001;

const everyone =
  permission.addReactions |
  permission.viewChannel |
  permission.sendMessages |
  permission.embedLinks |
  permission.attachFiles |
  permission.readMessageHistory |
  permission.useApplicationCommands |
  permission.createPublicThreads |
  permission.sendMessagesInThreads |
  permission.useExternalApps;
const managers =
  permission.manageChannels |
  permission.manageGuild |
  permission.manageMessages |
  permission.manageThreads |
  permission.moderateMembers;

/** Finds out who is who; the first time, makes the world. */
export function openWorld(world: World, stores: WorldStores): Identity {
  const known = stores.identities.get('identity');
  if (known !== undefined) return known;

  const { ids, users, random } = stores;
  const people = world.people.map((name) => user(ids.next(), name, false));
  const bot = user(ids.next(), world.bot.username, true);
  for (const one of [...people, bot]) users.put(one.id, one);
  const guildIds = world.guilds.map((seed, place) => {
    const age = (world.guilds.length - place) * betweenGuildsMs;
    return makeGuild(ids.at(stores.now - age), seed, people, bot, stores);
  });

  const [first] = world.guilds;
  const [guildId] = guildIds;
  if (first === undefined || guildId === undefined) throw new Error('A world has at least one guild.');
  const idOf = (name: string | undefined, otherwise: string): string =>
    people.find(({ username }) => username === name)?.id ?? otherwise;
  const ownerId = idOf(first.owner, bot.id);
  const inside = [first.owner, ...(first.managers ?? []), ...(first.members ?? [])];
  const identity: Identity = {
    botId: bot.id,
    token: `${Buffer.from(bot.id).toString('base64url')}.${random.id().slice(0, 6)}.${random.id()}${random.id()}`,
    guildId,
    ownerId,
    memberId: idOf(first.members?.[0], ownerId),
    strangerId: idOf(
      world.people.find((name) => !inside.includes(name)),
      ownerId,
    ),
  };
  stores.identities.put('identity', identity);
  return identity;
}

function makeGuild(
  id: string,
  seed: GuildSeed,
  people: readonly User[],
  bot: User,
  { guilds, channels, ids, now }: WorldStores,
): string {
  const named = (names: readonly string[]): User[] => people.filter(({ username }) => names.includes(username));
  const managersRole = role(ids.next(), 'Managers', 2, managers, { color: 0x3498db, hoist: true, mentionable: true });
  const botsRole = botRole(ids.next(), bot);
  const [owner = bot] = named([seed.owner]);
  guilds.add({ id, name: seed.name, owner_id: owner.id });
  for (const made of [role(id, '@everyone', 0, everyone), botsRole, managersRole]) guilds.putRole(id, made);
  for (const one of named([seed.owner, ...(seed.managers ?? [])]))
    guilds.putMember(id, member(one, now, [managersRole.id]));
  for (const one of named(seed.members ?? [])) guilds.putMember(id, member(one, now, []));
  guilds.putMember(id, member(bot, now, [botsRole.id]));
  for (const channel of layOut(seed.channels, id, ids)) channels.add(channel);
  return id;
}

function layOut(seeds: readonly ChannelSeed[], guildId: string, ids: Snowflakes): GuildChannel[] {
  const channels: GuildChannel[] = [];
  const add = ({ name, type, topic, tags }: ChannelSeed, parent_id: string | null): GuildChannel => {
    const channel = guildChannel(ids.next(), guildId, name, type ?? channelType.text, {
      topic: topic ?? null,
      parent_id,
      position: channels.length,
      ...(tags && {
        available_tags: tags.map((tag) => ({
          id: ids.next(),
          name: tag,
          moderated: false,
          emoji_id: null,
          emoji_name: null,
        })),
      }),
    });
    channels.push(channel);
    return channel;
  };
  for (const seed of seeds) {
    const { category } = seed;
    const parent = channels.find(({ type, name }) => type === channelType.category && name === category);
    add(seed, category === undefined ? null : (parent ?? add({ name: category, type: channelType.category }, null)).id);
  }
  return channels;
}
