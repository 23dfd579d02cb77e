import type { Delivery } from '../../src/desk/delivery-ports.ts';
import type { Inspection, Outcome, ReadBack } from '../../src/desk/transport-port.ts';
import { readFrom } from '../../src/discord/read-from.ts';
import type { Feed, Pause } from '../../src/news/feed.ts';
import type { Telling } from '../../src/news/telling.ts';
import type { ChannelId, Right } from './schedule.ts';

export const guildId = '900000000000000001';

export interface Message {
  readonly id: string;
  readonly channelId: string;
  /** Of the delivery that posted it; none: somebody else's. */
  readonly deliveryId?: string;
  readonly madeAt: number;
  readonly nonce?: string;
  readonly nonceUntil: number;
  says?: Telling;
  /** Who deleted it. */
  deletedBy?: 'the bot' | 'a moderator';
  /** The desk knows of it for sure. */
  confirmed: boolean;
  /** The program was told that Discord would never take what it wanted it to say. */
  editRefused: boolean;
  /** What it was to say instead, and Discord refused, when the bot had taken it away already without hearing of that. */
  refusedSince?: Telling;
  withdrawalAsked: boolean;
}

/** Who wants to know what happens to messages. */
export interface Witness {
  posted(message: Message): void;
  edited(message: Message): void;
  withdrawn(message: Message): void;
  foreignTouched(message: Message): void;
  /** The server is told of a pause. */
  noticed(channelId: string, since: number): void;
}

/**
 * Discord as it is at one moment: each method is what Discord does with a request when it arrives. It forgets a nonce some
 * minutes after the message was made, each at another time.
 *
 * @param windowMs how long the next message's nonce is remembered
 */
export function createDiscordModel({
  channelIds,
  now,
  windowMs,
  witness,
}: {
  channelIds: readonly ChannelId[];
  now(): number;
  windowMs(): number;
  witness: Witness;
}) {
  const channels = new Map(channelIds.map((id) => [id as string, { exists: true, missing: new Set<Right>() }]));
  const messages = new Map<string, Message>();
  /** Until when the nonce of each notice is remembered. */
  const notices = new Map<string, number>();
  let isMember = true;
  let ids = 0;

  for (const channelId of channelIds) add({ channelId, madeAt: now(), nonceUntil: now() });

  function add(
    fields: Pick<Message, 'channelId' | 'deliveryId' | 'madeAt' | 'nonce' | 'nonceUntil' | 'says'>,
  ): Message {
    const id = `m${++ids}`;
    const message: Message = { ...fields, id, confirmed: false, editRefused: false, withdrawalAsked: false };
    messages.set(id, message);
    return message;
  }

  function obstacle(
    channelId: string,
    ...needed: readonly Right[]
  ): Extract<Outcome, { result: 'blocked' }> | undefined {
    const channel = channels.get(channelId);
    if (!isMember) return { result: 'blocked', obstacle: 'removed', reason: 'The bot was removed.' };
    if (!channel?.exists) return { result: 'blocked', obstacle: 'gone', reason: 'The channel is gone.' };
    const lacking = needed.filter((right) => channel.missing.has(right));
    if (lacking.length > 0) return { result: 'blocked', obstacle: 'rights', reason: `The bot lacks ${lacking}.` };
    return undefined;
  }

  /** The message that a change is about, if the bot can get at it. */
  function changeable(channelId: string, messageId: string): Message | Outcome {
    const inTheWay = obstacle(channelId, 'view');
    if (inTheWay !== undefined) return inTheWay.obstacle === 'gone' ? { result: 'gone' } : inTheWay;
    const message = messages.get(messageId);
    if (message === undefined || message.deletedBy !== undefined) return { result: 'gone' };
    if (message.deliveryId === undefined) witness.foreignTouched(message);
    return message;
  }

  return {
    channelIds,
    messages: messages as ReadonlyMap<string, Message>,

    post({ id: deliveryId, channelId, telling }: Delivery, nonce: string): Outcome {
      const inTheWay = obstacle(channelId, 'view', 'send');
      if (inTheWay !== undefined) return inTheWay;
      const known = messages.values().find((one) => one.nonce === nonce && one.nonceUntil > now());
      if (known?.deletedBy !== undefined) return { result: 'refused', reason: 'Posted before, and deleted since.' };
      if (known !== undefined) return { result: 'delivered', messageId: known.id };
      const nonceUntil = now() + windowMs();
      const message = add({ channelId, deliveryId, madeAt: now(), nonce, nonceUntil, says: telling });
      witness.posted(message);
      return { result: 'delivered', messageId: message.id };
    },

    edit({ channelId, messageId, telling }: Delivery & { readonly messageId: string }): Outcome {
      const message = changeable(channelId, messageId);
      if ('result' in message) return message;
      message.says = telling;
      message.editRefused = false;
      witness.edited(message);
      return { result: 'delivered', messageId };
    },

    withdraw({ channelId, messageId }: Delivery & { readonly messageId: string }): Outcome {
      const message = changeable(channelId, messageId);
      if ('result' in message) return message;
      message.deletedBy = 'the bot';
      witness.withdrawn(message);
      return { result: 'delivered', messageId };
    },

    notify({ channelId, paused }: Feed & { readonly paused: Pause }): Outcome {
      const id = `notice ${channelId} ${paused.since}`;
      if ((notices.get(id) ?? 0) <= now()) witness.noticed(channelId, paused.since);
      notices.set(id, now() + windowMs());
      return { result: 'delivered', messageId: id };
    },

    readBack(channelId: string, deliveryId: string, claimedAt: number, clockNow: number): ReadBack {
      const inTheWay = obstacle(channelId, 'view', 'history');
      if (inTheWay !== undefined) return { result: 'unreadable', reason: inTheWay.reason };
      const from = readFrom(claimedAt, clockNow);
      const found = messages
        .values()
        .find((one) => one.deliveryId === deliveryId && one.deletedBy === undefined && one.madeAt >= from);
      return found === undefined ? { result: 'absent' } : { result: 'found', messageId: found.id };
    },

    inspect: (channelId: string): Inspection => obstacle(channelId, 'view', 'send', 'history') ?? { result: 'fine' },

    // ── What people do ──
    takeRight: (channelId: ChannelId, right: Right) => void channels.get(channelId)?.missing.add(right),
    giveRights: (channelId: ChannelId) => channels.get(channelId)?.missing.clear(),
    deleteChannel(channelId: ChannelId) {
      const channel = channels.get(channelId);
      if (channel === undefined) return;
      channel.exists = false;
      for (const message of messages.values()) if (message.channelId === channelId) message.deletedBy ??= 'a moderator';
    },
    setMember(member: boolean) {
      isMember = member;
    },
    isMember: () => isMember,
    exists: (channelId: string): boolean => channels.get(channelId)?.exists === true,
    allows: (channelId: string): boolean => obstacle(channelId, 'view', 'send', 'history') === undefined,
    /** Deletes one of the bot's messages; returns it. */
    moderate(channelId: ChannelId, pick: number): Message | undefined {
      const live = [...messages.values()].filter(
        (one) => one.channelId === channelId && one.deliveryId !== undefined && one.deletedBy === undefined,
      );
      const message = live[pick % Math.max(1, live.length)];
      if (message !== undefined) message.deletedBy = 'a moderator';
      return message;
    },
  };
}

export type DiscordModel = ReturnType<typeof createDiscordModel>;
