import { createHash } from 'node:crypto';
import { openCollection } from './collection.ts';
import type { Database } from './database.ts';
import type { Events } from './events.ts';
import type { User } from './model.ts';

/** A webhook that posts into a channel by its own address. */
export interface Webhook {
  readonly id: string;
  readonly type: 1;
  readonly guild_id: string;
  readonly channel_id: string;
  readonly name: string;
  readonly avatar: string | null;
  /** Secret: whoever has it may post. */
  readonly token: string;
  readonly application_id: string | null;
  /** Who made it. */
  readonly user: User;
}

/** The webhooks of channels. Changes are told to everyone once they are durable. */
export interface Webhooks {
  get(id: string): Webhook | undefined;
  /** Those of a channel, oldest first. */
  in(channelId: string): readonly Webhook[];
  /** Those of a guild, oldest first. */
  of(guildId: string): readonly Webhook[];
  /** Adds a webhook, or puts it in the place of the one with its id. */
  put(webhook: Webhook): void;
  remove(webhook: Webhook): void;
  /** Without a word: the end of the channel says it. */
  removeChannel(channelId: string): void;
  /** The address of a picture that messages were posted with, by its hash. */
  picture(hash: string): string | undefined;
  /** Remembers the address of a picture. Returns its hash, which is what messages have. */
  keepPicture(url: string): string;
}

/** Of how many pictures the address is remembered: those that came first go. */
const maxPictures = 1000;

const hashOf = (url: string): string => createHash('md5').update(url).digest('hex');

export function openWebhooks(database: Database, events: Events): Webhooks {
  const webhooks = openCollection<Webhook>(database, 'webhook');
  const pictures = openCollection<string>(database, 'picture');
  // No hash may be taken for an id, however many of its digits are decimal.
  const pictureKey = (hash: string): string => `#${hash}`;
  const tell = ({ guild_id, channel_id }: Pick<Webhook, 'guild_id' | 'channel_id'>): void =>
    events.publish({ t: 'WEBHOOKS_UPDATE', d: { guild_id, channel_id } });

  return {
    get: (id) => webhooks.get(id),
    in: (channelId) => webhooks.of(channelId),
    of: (guildId) => webhooks.all().filter(({ guild_id }) => guild_id === guildId),
    put(webhook) {
      const before = webhooks.get(webhook.id);
      webhooks.put(webhook.id, webhook, webhook.channel_id);
      if (before !== undefined && before.channel_id !== webhook.channel_id) tell(before);
      tell(webhook);
    },
    remove(webhook) {
      webhooks.delete(webhook.id);
      tell(webhook);
    },
    removeChannel(channelId) {
      for (const { id } of webhooks.of(channelId)) webhooks.delete(id);
    },
    picture: (hash) => pictures.get(pictureKey(hash)),
    keepPicture(url) {
      const hash = hashOf(url);
      if (pictures.get(pictureKey(hash)) === undefined) {
        pictures.put(pictureKey(hash), url);
        const kept = pictures.all();
        if (kept.length > maxPictures) pictures.delete(pictureKey(hashOf(kept[0] ?? '')));
      }
      return hash;
    },
  };
}
