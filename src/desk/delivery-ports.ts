import type { Feed } from '../news/feed.ts';
import type { Telling } from '../news/telling.ts';
import type { Page, Position } from './ports.ts';

/** What the desk decided. Decisions become durable together with the outbox rows that carry them out. */
export type Decision =
  /** Tell a story to a channel. Does nothing if the channel was told, or has marked, any of `articleIds`. */
  | {
      readonly kind: 'post';
      readonly deliveryId: string;
      readonly channelId: string;
      /** The whole story, so that none of its articles is told again. */
      readonly articleIds: readonly string[];
      readonly telling: Telling;
    }
  /** Articles joined a story of which the channel was told `toldArticleId`: they count as told by the same card, or mark. */
  | {
      readonly kind: 'join';
      readonly channelId: string;
      readonly toldArticleId: string;
      readonly articleIds: readonly string[];
    }
  /** Never tell these articles to the channel: they are from before its feed. */
  | { readonly kind: 'mark'; readonly channelId: string; readonly articleIds: readonly string[] }
  /**
   * Make a card say something else; `articleIds` join what the channel was told. If the card was withdrawn meanwhile, its
   * story is untold, and this is a post.
   */
  | {
      readonly kind: 'edit';
      readonly deliveryId: string;
      readonly cardId: string;
      readonly articleIds: readonly string[];
      readonly telling: Telling;
    }
  /** Take a card back; afterwards its story counts as untold. */
  | { readonly kind: 'withdraw'; readonly deliveryId: string; readonly cardId: string };

/** An article that a channel was told, by the card with this id; without a card it is from before the feed. */
export interface Told {
  readonly channelId: string;
  readonly articleId: string;
  readonly cardId?: string;
}

/** A card's latest decided content, posted or not. Its id is that of the delivery that posts it. */
export interface Card {
  readonly cardId: string;
  readonly channelId: string;
  readonly telling: Telling;
  /** A withdrawal of it is waiting or under way, so only a decision to edit keeps its story told. */
  readonly withdrawing: boolean;
}

/** An outbox row that was claimed and is now being carried out. */
export interface Delivery {
  readonly id: string;
  readonly kind: 'post' | 'edit' | 'withdraw';
  readonly channelId: string;
  /** The delivery that posted the card; its own id for a post. */
  readonly cardId: string;
  readonly telling: Telling;
  /** The card's message, for an edit or a withdrawal. */
  readonly messageId?: string;
  /** How often it has been claimed, this time included. */
  readonly attempts: number;
  /** When it was claimed for the first time, and for this attempt; milliseconds since 1970. */
  readonly firstClaimedAt: number;
  readonly claimedAt: number;
}

/** What became of an attempt. */
export type Settlement =
  | { readonly state: 'sent'; readonly messageId: string }
  /** The card's message no longer exists: an edit has nothing to do, a withdrawal is done. */
  | { readonly state: 'gone' }
  | { readonly state: 'pending'; readonly notBefore: number; readonly reason: string }
  /** A dead letter: kept, with the reason, and not sent again. */
  | { readonly state: 'failed'; readonly reason: string };

/** What the desk has worked off: changes of the index up to `position`, publish times up to `dueUntil` (milliseconds). */
export interface Progress {
  readonly position: Position;
  readonly dueUntil: number;
}

export interface QueueTotals {
  readonly pending: number;
  readonly sending: number;
  readonly failed: number;
  readonly sent: number;
}

/** A story that a person kept. It outlives the article's file. */
export interface SavedStory {
  readonly articleId: string;
  readonly title: string;
  readonly link?: string;
  readonly provider?: string;
  readonly savedAt: number;
}

/** The desk's memory. Every method is one transaction: after a crash it has happened wholly or not at all. */
export interface Store {
  feeds(): Promise<readonly Feed[]>;
  feed(channelId: string): Promise<Feed | undefined>;
  /** Opens a feed together with its first decisions; `false`, and nothing done, when the channel has one. */
  openFeed(feed: Feed, decisions: readonly Decision[]): Promise<boolean>;
  /** Gives an existing feed other rules, together with decisions; `false`, and nothing done, when there is none. */
  changeFeed(feed: Feed, decisions: readonly Decision[]): Promise<boolean>;
  /** Closes a feed: drops what waits for it and its marks; remembers what was told. `false` when there was none. */
  closeFeed(channelId: string): Promise<boolean>;

  /** What channels were told of these articles, in no particular order. */
  told(articleIds: readonly string[]): Promise<readonly Told[]>;
  /** The same together with the cards that told them, as far as a message stands for them or will: both as of one moment. */
  standing(articleIds: readonly string[]): Promise<{ readonly told: readonly Told[]; readonly cards: readonly Card[] }>;
  /** Makes decisions durable, and with them how far the desk has come. */
  decide(decisions: readonly Decision[], progress?: Progress): Promise<void>;
  progress(): Promise<Progress | undefined>;

  /** Channels with a delivery that may be claimed at `now`. */
  channelsDue(now: number): Promise<readonly string[]>;
  /** When the next delivery that is not yet due becomes so, in milliseconds since 1970. */
  nextDueAt(now: number): Promise<number | undefined>;
  /**
   * Marks the channel's next delivery as being sent, and returns it: withdrawals, then edits, then posts, hottest first.
   * Nothing while another delivery of the channel is being sent, or to a message that is not there yet.
   */
  claim(channelId: string, now: number): Promise<Delivery | undefined>;
  /** Deliveries that were being sent when the program ended. */
  interrupted(): Promise<readonly Delivery[]>;
  settle(deliveryId: string, settlement: Settlement, now: number): Promise<void>;
  /** Rows of the outbox by state. */
  totals(): Promise<QueueTotals>;
  card(cardId: string): Promise<Card | undefined>;

  /** Keeps a story for a person; `false` when it was kept already. */
  save(userId: string, story: SavedStory): Promise<boolean>;
  /** `false` when it was not kept. */
  unsave(userId: string, articleId: string): Promise<boolean>;
  /** What a person kept, latest first. */
  saved(userId: string, page: { readonly offset: number; readonly limit: number }): Promise<Page<SavedStory>>;

  setting(key: string): Promise<string | undefined>;
  setSetting(key: string, value: string): Promise<void>;
  close(): Promise<void>;
}

/** What Discord made of a request; never a library's error. */
export type Outcome =
  | { readonly result: 'delivered'; readonly messageId: string }
  /** The message to change is no longer there. */
  | { readonly result: 'gone' }
  /** Certainly not carried out; may be tried again, after `afterMs` if given. */
  | { readonly result: 'later'; readonly reason: string; readonly afterMs?: number }
  /** The answer was lost: it may have been carried out. */
  | { readonly result: 'unanswered'; readonly reason: string }
  /** The channel does not take it as things stand; `reason` names the remedy. */
  | { readonly result: 'blocked'; readonly reason: string }
  /** It will never be taken. */
  | { readonly result: 'refused'; readonly reason: string }
  /** The token is not valid (any more): no request may follow. */
  | { readonly result: 'stop'; readonly reason: string };

export type ReadBack =
  | { readonly result: 'found'; readonly messageId: string }
  | { readonly result: 'absent' }
  /** The question could not be asked just now. */
  | { readonly result: 'later'; readonly reason: string }
  /** The channel may not be read, or is gone. */
  | { readonly result: 'unreadable'; readonly reason: string }
  /** The token is not valid (any more): no request may follow. */
  | { readonly result: 'stop'; readonly reason: string };

export interface Transport {
  /** Posts a card. Within minutes, repeating it with the same delivery id cannot make a second message. */
  post(delivery: Delivery): Promise<Outcome>;
  edit(delivery: Delivery & { readonly messageId: string }): Promise<Outcome>;
  withdraw(delivery: Delivery & { readonly messageId: string }): Promise<Outcome>;
  /** Looks in the channel for the card of a delivery claimed at `since` (milliseconds since 1970) or later. */
  readBack(channelId: string, deliveryId: string, since: number): Promise<ReadBack>;
}
