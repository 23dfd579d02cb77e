import {
  type Channel,
  channelType,
  type DirectChannel,
  type GuildChannel,
  isThread,
  type Overwrite,
  type Thread,
} from './channel.ts';
import { openCollection } from './collection.ts';
import type { Database } from './database.ts';
import type { Events } from './events.ts';
import type { User } from './model.ts';
import type { Threads } from './threads.ts';

/** The channels of guilds, their threads, and conversations. Changes are told to everyone once they are durable. */
export interface Channels {
  /** A channel of any kind. */
  get(id: string): Channel | undefined;
  thread(id: string): Thread | undefined;
  of(guildId: string): readonly GuildChannel[];
  threads(guildId: string): readonly Thread[];
  /** The conversation of a person with the bot, if they have one. */
  direct(userId: string): DirectChannel | undefined;

  /** Adds a channel without a word, for a world that is only being made. */
  add(channel: GuildChannel): void;
  create(channel: GuildChannel | Thread): void;
  update(channel: GuildChannel | Thread): void;
  /** Its threads go with it, and the channels of a category lose their parent. `onRemoved` is told of each that goes. */
  remove(channel: GuildChannel | Thread, onRemoved: (channelId: string) => void): void;
  openDirect(id: string, person: User): DirectChannel;
  /** Puts an overwrite in the place of the one for the same role or member. */
  setOverwrite(channelId: string, overwrite: Overwrite): void;
}

export interface ChannelsOptions {
  readonly threads: Threads;
  inTransaction(work: () => void): void;
}

export function openChannels(
  database: Database,
  events: Events,
  { threads, inTransaction }: ChannelsOptions,
): Channels {
  const channels = openCollection<GuildChannel>(database, 'channel');
  const conversations = openCollection<DirectChannel>(database, 'direct');
  const put = (channel: GuildChannel | Thread): void =>
    isThread(channel) ? threads.put(channel) : channels.put(channel.id, channel, channel.guild_id);

  function update(channel: GuildChannel | Thread): void {
    put(channel);
    events.publish(isThread(channel) ? { t: 'THREAD_UPDATE', d: channel } : { t: 'CHANNEL_UPDATE', d: channel });
  }

  return {
    get: (id) => channels.get(id) ?? threads.get(id) ?? conversations.get(id),
    thread: (id) => threads.get(id),
    of: (guildId) => channels.of(guildId),
    threads: (guildId) => threads.of(guildId),
    direct: (userId) => conversations.of(userId)[0],
    add: put,
    create(channel) {
      put(channel);
      events.publish(
        isThread(channel)
          ? { t: 'THREAD_CREATE', d: { ...channel, newly_created: true } }
          : { t: 'CHANNEL_CREATE', d: channel },
      );
    },
    update,
    remove(channel, onRemoved) {
      if (isThread(channel)) {
        const { id, guild_id, parent_id, type } = channel;
        inTransaction(() => {
          threads.delete(id);
          onRemoved(id);
          events.publish({ t: 'THREAD_DELETE', d: { id, guild_id, parent_id, type } });
        });
        return;
      }
      inTransaction(() => {
        for (const { id } of threads.in(channel.id)) {
          threads.delete(id);
          onRemoved(id);
        }
        if (channel.type === channelType.category)
          for (const child of channels.of(channel.guild_id))
            if (child.parent_id === channel.id) update({ ...child, parent_id: null });
        channels.delete(channel.id);
        onRemoved(channel.id);
        events.publish({ t: 'CHANNEL_DELETE', d: channel });
      });
    },
    openDirect(id, person) {
      const known = conversations.of(person.id)[0];
      if (known !== undefined) return known;
      const channel: DirectChannel = { id, type: 1, recipients: [person], flags: 0 };
      conversations.put(id, channel, person.id);
      events.publish({ t: 'CHANNEL_CREATE', d: channel });
      return channel;
    },
    setOverwrite(channelId, overwrite) {
      const channel = channels.get(channelId);
      if (channel === undefined) throw new Error('The local Discord has no such channel.');
      const others = channel.permission_overwrites.filter(({ id }) => id !== overwrite.id);
      update({ ...channel, permission_overwrites: [...others, overwrite] });
    },
  };
}
