import type { Telling } from '../news/telling.ts';
import { backoff } from './backoff.ts';
import type { Clock, Log, Random } from './ports.ts';

/** A card of the bot's own, as it stands in a channel. */
export interface PostedCard {
  readonly cardId: string;
  readonly messageId: string;
  readonly title?: string;
  readonly link?: string;
}

/** What a channel itself can tell of what it was told. */
export interface ChannelHistory {
  /** The bot's cards since a moment (milliseconds since 1970). */
  cardsSince(
    channelId: string,
    since: number,
  ): Promise<
    | { readonly result: 'read'; readonly cards: readonly PostedCard[] }
    /** The question could not be asked just now. */
    | { readonly result: 'later' }
    | { readonly result: 'unreadable'; readonly reason: string }
  >;
  /** Whether a card tells this. */
  shows(card: PostedCard, telling: Telling): boolean;
}

/** A post that waits. */
export interface WaitingPost {
  readonly deliveryId: string;
  readonly telling: Telling;
}

/** The desk's memory after an older copy of it was put back. */
export interface RestoredMemory {
  /** What happened after this moment (milliseconds since 1970) it may not know; nothing, when it knows everything. */
  knowsUntil(): Promise<number | undefined>;
  /** Channels with posts that wait. */
  waitingChannels(): Promise<readonly string[]>;
  waitingPosts(channelId: string): Promise<readonly WaitingPost[]>;
  /**
   * The post was carried out after all, as this card, which may say something older: an edit with the id `editId` follows.
   * `false`, and nothing done, when the card is that of another post, or the post no longer waits.
   */
  adopt(deliveryId: string, card: PostedCard, editId: string, now: number): Promise<boolean>;
  /** The post may have been carried out, and nobody can find out: its story stays told, and it is not sent. */
  leaveOut(deliveryId: string, now: number): Promise<void>;
  /** It knows everything again. */
  caughtUp(): Promise<void>;
}

/** So long, in milliseconds and all together, channels are waited for of which nobody can tell what they hold. */
const patienceMs = 3_600_000;

/**
 * Finds out what was posted after a copy of the desk's memory was made that has since been put back: it waits there still,
 * or the desk has decided it again, under another id. Each card that is found in its channel takes the place of the post
 * that waits. Where a channel cannot be read, what waits there is left out, for a story must not be told twice.
 *
 * To be called after a scan that saw every article, and before anything is sent.
 */
export async function catchUpAfterRestore({
  memory,
  history,
  clock,
  random,
  log,
  stopping,
}: {
  memory: RestoredMemory;
  history: ChannelHistory;
  clock: Clock;
  random: Random;
  log: Log;
  stopping: AbortSignal;
}): Promise<void> {
  const since = await memory.knowsUntil();
  if (since === undefined) return;
  log.info({ since: new Date(since).toISOString() }, 'A copy of the database was put back: looking for newer cards');

  let waitedMs = 0;
  let left = await memory.waitingChannels();
  for (let round = 1; ; round++) {
    left = await catchUpIn(left, since);
    if (left.length === 0 || stopping.aborted || waitedMs >= patienceMs) break;
    log.warn({ channels: left.length }, 'Nobody can tell just now what channels hold; nothing is posted before');
    const pauseMs = backoff(round, random.next(), { base: 1_000, cap: 60_000 });
    await clock.wait(pauseMs, stopping);
    waitedMs += pauseMs;
  }
  if (stopping.aborted) return;
  for (const channelId of left) await leaveOut(channelId, 'Discord could not tell for an hour what it holds.');
  await memory.caughtUp();

  /** @returns the channels of which Discord cannot tell just now what they hold */
  async function catchUpIn(channelIds: readonly string[], from: number): Promise<string[]> {
    const unknown: string[] = [];
    for (const channelId of channelIds) {
      if (stopping.aborted) return channelIds.slice();
      const found = await history.cardsSince(channelId, from);
      if (found.result === 'later') unknown.push(channelId);
      else if (found.result === 'unreadable') await leaveOut(channelId, found.reason);
      else for (const post of await memory.waitingPosts(channelId)) await adoptFirst(channelId, post, found.cards);
    }
    return unknown;
  }

  async function leaveOut(channelId: string, reason: string): Promise<void> {
    const posts = await memory.waitingPosts(channelId);
    for (const { deliveryId } of posts) await memory.leaveOut(deliveryId, clock.now());
    const stories = posts.map(({ telling }) => telling.article.id);
    const message = 'The channel cannot be read, so stories that may have been posted there are left out';
    log.error({ channelId, stories, reason }, message);
  }

  async function adoptFirst(
    channelId: string,
    { deliveryId, telling }: WaitingPost,
    cards: readonly PostedCard[],
  ): Promise<void> {
    const candidates = cards.filter((card) => card.cardId === deliveryId || history.shows(card, telling));
    for (const card of candidates) {
      if (!(await memory.adopt(deliveryId, card, random.id(), clock.now()))) continue;
      const about = { channelId, article: telling.article.id, messageId: card.messageId };
      log.info(about, 'Found a card that was posted after the copy was made');
      return;
    }
  }
}
