import type { PageChannel, PageGuild } from '../../contract.ts';
import { channelsBelow, channelType, isForum, isThread } from '../state/places.ts';

/** How many threads of a channel are listed at most, besides the open one. */
const mostThreads = 5;

/** A line of the list of channels. */
export interface ChannelRow {
  readonly kind: 'category' | 'channel' | 'thread';
  readonly channel: PageChannel;
  readonly unread: boolean;
  /** Of a category whose channels are folded away. */
  readonly folded: boolean;
}

interface Shown {
  readonly openId: string | undefined;
  /** Channels and threads with something unread, and the channels of those threads. */
  readonly unread: ReadonlySet<string>;
  readonly folded: ReadonlySet<string>;
}

/**
 * The lines of a server's list. A folded category keeps its unread and open channels; of the threads, those that are not
 * archived are listed, latest first, and of posts in a forum only the unread ones and the open one.
 */
export function channelRows(guild: PageGuild, shown: Shown): readonly ChannelRow[] {
  const top = channelsBelow(guild, null);
  return [
    ...top.flatMap((channel) => rowsOf(guild, channel, shown)),
    ...top
      .filter(({ type }) => type === channelType.category)
      .flatMap((category) => categoryRows(guild, category, shown)),
  ];
}

function categoryRows(guild: PageGuild, category: PageChannel, shown: Shown): readonly ChannelRow[] {
  const below = channelsBelow(guild, category.id);
  if (below.length === 0) return [];
  const folded = shown.folded.has(category.id);
  const rows = below.flatMap((channel) => rowsOf(guild, channel, shown));
  const head: ChannelRow = { kind: 'category', channel: category, unread: false, folded };
  return [head, ...(folded ? rows.filter(({ channel, unread }) => unread || channel.id === shown.openId) : rows)];
}

function rowsOf(guild: PageGuild, channel: PageChannel, shown: Shown): readonly ChannelRow[] {
  if (channel.type === channelType.category || isThread(channel)) return [];
  const row = (kind: ChannelRow['kind'], of: PageChannel): ChannelRow => ({
    kind,
    channel: of,
    unread: shown.unread.has(of.id),
    folded: false,
  });
  return [row('channel', channel), ...threadsOf(guild, channel, shown).map((thread) => row('thread', thread))];
}

function threadsOf(guild: PageGuild, channel: PageChannel, { openId, unread }: Shown): readonly PageChannel[] {
  const threads = channelsBelow(guild, channel.id).filter(isThread);
  if (threads.length === 0) return threads;
  const listed = threads
    .filter(({ id, thread }) => (isForum(channel) ? unread.has(id) : thread?.archived !== true))
    .sort(byActivity)
    .slice(0, mostThreads);
  const open = threads.find(({ id }) => id === openId);
  return open === undefined || listed.includes(open) ? listed : [...listed, open];
}

function byActivity(a: PageChannel, b: PageChannel): number {
  const [atA, atB] = [lastId(a), lastId(b)];
  if (atA === atB) return 0;
  return atA > atB ? -1 : 1;
}

function lastId({ id, thread }: PageChannel): bigint {
  return BigInt(thread?.last_message_id ?? id);
}
