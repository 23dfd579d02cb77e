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
  readonly channelId: string;
  readonly telling: Telling;
}

/** The desk's memory after an older copy of it was put back. */
export interface RestoredMemory {
  /** What happened after this moment (milliseconds since 1970) it may not know; nothing, when it knows everything. */
  knowsUntil(): Promise<number | undefined>;
  waitingPosts(): Promise<readonly WaitingPost[]>;
  /** The post was carried out after all, as this card; `false`, and nothing done, when the card is that of another post. */
  adopt(deliveryId: string, card: PostedCard, now: number): Promise<boolean>;
  /** The post may have been carried out, and nobody can find out: its story stays told, and it is not sent. */
  leaveOut(deliveryId: string, now: number): Promise<void>;
  /** It knows everything again. */
  caughtUp(): Promise<void>;
}

/**
 * Finds out what was posted after a copy of the desk's memory was made that has since been put back: it waits there still,
 * or the desk has decided it again, under another id. Each card that is found in its channel takes the place of the post that waits.
 * Where a channel cannot be read, what waits there is left out, for a story must not be told twice.
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
  const byChannel = Map.groupBy(await memory.waitingPosts(), ({ channelId }) => channelId);
  for (const [channelId, posts] of byChannel) {
    const found = await read(channelId, since);
    if (found === undefined) return;
    if (found.result === 'unreadable') {
      for (const { deliveryId } of posts) await memory.leaveOut(deliveryId, clock.now());
      const stories = posts.map(({ telling }) => telling.article.id);
      const message = 'The channel cannot be read, so stories that may have been posted there are left out';
      log.error({ channelId, stories, reason: found.reason }, message);
      continue;
    }
    for (const post of posts) await adoptFirst(post, found.cards);
  }
  await memory.caughtUp();

  async function adoptFirst(
    { deliveryId, channelId, telling }: WaitingPost,
    cards: readonly PostedCard[],
  ): Promise<void> {
    const candidates = cards.filter((card) => card.cardId === deliveryId || history.shows(card, telling));
    for (const card of candidates) {
      if (!(await memory.adopt(deliveryId, card, clock.now()))) continue;
      const about = { channelId, article: telling.article.id, messageId: card.messageId };
      log.info(about, 'Found a card that was posted after the copy was made');
      return;
    }
  }

  /** @returns nothing when it was told to stop */
  async function read(channelId: string, from: number) {
    for (let tries = 1; !stopping.aborted; tries++) {
      const answer = await history.cardsSince(channelId, from);
      if (answer.result !== 'later') return answer;
      await clock.wait(backoff(tries, random.next(), { base: 1_000, cap: 60_000 }), stopping);
    }
    return undefined;
  }
}
