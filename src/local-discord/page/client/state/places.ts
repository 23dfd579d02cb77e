import type { PageChannel, PageGuild, PageState, PageUser } from '../../contract.ts';
import { onceFor } from '../markdown/parsed-once.ts';

/** Discord's channel types that the page knows. */
export const channelType = {
  text: 0,
  direct: 1,
  voice: 2,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
  media: 16,
} as const;

/** Where the conversations with the bot stand, as Discord's own addresses have it. */
export const directId = '@me';

export interface Place {
  readonly guild: PageGuild;
  readonly channel: PageChannel;
}

export function isThread({ type }: PageChannel): boolean {
  return type >= channelType.announcementThread && type <= channelType.privateThread;
}

/** Whether a channel holds posts instead of messages. */
export function isForum({ type }: PageChannel): boolean {
  return type === channelType.forum || type === channelType.media;
}

/** The conversations, told as if they were a server, and then the servers. */
export const places: (page: PageState) => readonly PageGuild[] = onceFor((page: PageState) => [
  {
    id: directId,
    name: 'Direct messages',
    channels: page.direct,
    roles: [],
    members: [page.viewer, page.bot],
    standings: {},
    commands: page.directCommands,
    hasBot: true,
  },
  ...page.guilds,
]);

const placesById = onceFor(
  (page: PageState): ReadonlyMap<string, Place> =>
    new Map(
      places(page).flatMap((guild) => guild.channels.map((channel) => [channel.id, { guild, channel }] as const)),
    ),
);

export function placeOf(page: PageState, channelId: string | undefined): Place | undefined {
  return channelId === undefined ? undefined : placesById(page).get(channelId);
}

const usersById = onceFor(
  (page: PageState): ReadonlyMap<string, PageUser> =>
    new Map(
      [...page.guilds.flatMap(({ members }) => members), ...page.people, page.viewer, page.bot].map((user) => [
        user.id,
        user,
      ]),
    ),
);

export function findUser(page: PageState, id: string): PageUser | undefined {
  return usersById(page).get(id);
}

/** The channels right below one, or below none, in the order in which Discord lists them. */
export function channelsBelow(guild: PageGuild, parentId: string | null): readonly PageChannel[] {
  return childrenOf(guild).get(parentId) ?? [];
}

const childrenOf = onceFor((guild: PageGuild): ReadonlyMap<string | null, readonly PageChannel[]> => {
  const parents = new Set(guild.channels.map(({ id }) => id));
  // The parent of a channel that the viewer may not see is not there.
  const home = ({ parent_id }: PageChannel): string | null =>
    parent_id !== null && parents.has(parent_id) ? parent_id : null;
  return Map.groupBy(
    [...guild.channels].sort((a, b) => a.position - b.position),
    home,
  );
});

/** The channels of a server with the category they stand under; threads are not among them. */
export function channelGroups(
  guild: PageGuild,
): readonly { readonly category?: PageChannel; readonly channels: readonly PageChannel[] }[] {
  const top = channelsBelow(guild, null);
  const plain = (channels: readonly PageChannel[]): readonly PageChannel[] =>
    channels.filter((channel) => channel.type !== channelType.category && !isThread(channel));
  const categories = top.filter(({ type }) => type === channelType.category);
  return [
    { channels: plain(top) },
    ...categories.map((category) => ({ category, channels: plain(channelsBelow(guild, category.id)) })),
  ].filter(({ channels }) => channels.length > 0);
}

export function firstChannelOf(guild: PageGuild): string | undefined {
  return channelGroups(guild)[0]?.channels[0]?.id;
}

/** The channel to open first: the wanted one if it exists, else the first of the first server that has one. */
export function firstChannel(page: PageState, wanted: string | undefined): string | undefined {
  const place = placeOf(page, wanted);
  if (place !== undefined && place.channel.type !== channelType.category) return place.channel.id;
  const [direct, ...guilds] = places(page);
  for (const guild of [...guilds, ...(direct === undefined ? [] : [direct])]) {
    const first = firstChannelOf(guild);
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The channel that a thread or post is in. */
export function parentOf({ guild, channel }: Place): PageChannel | undefined {
  return isThread(channel) ? guild.channels.find(({ id }) => id === channel.parent_id) : undefined;
}

/** The servers and channels with something unread in them: a thread counts for the channel that it is in, too. */
export function unreadPlaces(page: PageState, unread: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const id of unread) {
    const place = placeOf(page, id);
    if (place === undefined) continue;
    found.add(id).add(place.guild.id);
    if (isThread(place.channel) && place.channel.parent_id !== null) found.add(place.channel.parent_id);
  }
  return found;
}
