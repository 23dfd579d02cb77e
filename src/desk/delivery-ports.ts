import type { Feed, Obstacle, Pause } from '../news/feed.ts';
import type { FeedIndex } from '../news/feed-index.ts';
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
      /** A post that was not delivered by then is dropped; milliseconds since 1970. */
      readonly usefulUntil: number;
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
      /** For the post that this may become. */
      readonly usefulUntil: number;
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
  /** A post is of no use any more after this moment. */
  readonly usefulUntil: number;
}

/** What happened to a delivery, in the words of the state machine. */
export type Settlement =
  | { readonly event: 'delivered'; readonly messageId: string }
  /** The card's message no longer exists: an edit has nothing to do, a withdrawal is done. */
  | { readonly event: 'gone' }
  | { readonly event: 'postponed'; readonly notBefore: number; readonly reason: string }
  /** The channel does not take it; its feed is paused with it, and nothing else goes to the channel meanwhile. */
  | { readonly event: 'blocked'; readonly notBefore: number; readonly reason: string; readonly obstacle: Obstacle }
  /** There may be a message that cannot be looked for before `notBefore`; it is never sent again on a guess. */
  | { readonly event: 'doubtful'; readonly notBefore: number; readonly reason: string }
  /** A dead letter: kept, with the reason, and not sent again. */
  | { readonly event: 'refused'; readonly reason: string };

/** What the desk has worked off: changes of the index up to `position`, publish times up to `dueUntil` (milliseconds). */
export interface Progress {
  readonly position: Position;
  readonly dueUntil: number;
}

/** Rows of the outbox by state. */
export interface QueueTotals {
  /** Waiting, those that are held included. */
  readonly pending: number;
  /** Of those that wait: for a channel that does not take them. */
  readonly held: number;
  readonly sending: number;
  /** There may be a message that cannot be looked for. */
  readonly unconfirmed: number;
  /** Dead letters. */
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
  /** All feeds by what they ask for, without their pauses: the same index until a feed opens, changes or closes. */
  feedIndex(): Promise<FeedIndex>;
  feed(channelId: string): Promise<Feed | undefined>;
  /** Opens a feed together with its first decisions; `false`, and nothing done, when the channel has one. */
  openFeed(feed: Feed, decisions: readonly Decision[]): Promise<boolean>;
  /** Gives an existing feed other rules, together with decisions; `false`, and nothing done, when there is none. */
  changeFeed(feed: Feed, decisions: readonly Decision[]): Promise<boolean>;
  /** Closes a feed: drops what waits for it and its marks; remembers what was told. `false` when there was none. */
  closeFeed(channelId: string): Promise<boolean>;
  /** Pauses feeds that are not paused yet. What waits for them goes on being tried, rarely. */
  pauseFeeds(channelIds: readonly string[], pause: Pause): Promise<void>;
  /** Ends the pauses of these channels' feeds, and lets what is held or unconfirmed there be taken up at `now`. */
  resume(channelIds: readonly string[], now: number): Promise<void>;
  /** Remembers that the server was told of this pause; `false` when it was before, or the pause is over. */
  noticed(channelId: string, since: number): Promise<boolean>;

  /** What channels, or only these, were told of these articles, in no particular order. */
  told(articleIds: readonly string[], channelIds?: readonly string[]): Promise<readonly Told[]>;
  /** The same together with the cards that told them, as far as a message stands for them or will: both as of one moment. */
  standing(
    articleIds: readonly string[],
    channelIds?: readonly string[],
  ): Promise<{ readonly told: readonly Told[]; readonly cards: readonly Card[] }>;
  /** Makes decisions durable, and with them how far the desk has come. */
  decide(decisions: readonly Decision[], progress?: Progress): Promise<void>;
  progress(): Promise<Progress | undefined>;

  /** At most `limit` channels with a delivery that may be claimed at `now`: the one whose next goes first comes first. */
  channelsDue(now: number, limit: number): Promise<readonly string[]>;
  /** When the next delivery that is not yet due, or next doubt, becomes so, in milliseconds since 1970. */
  nextDueAt(now: number): Promise<number | undefined>;
  /**
   * Marks the channel's next delivery as being sent, and returns it: withdrawals, then edits, then posts, hottest first.
   * Nothing while another delivery of the channel is being sent, or to a message that is not there yet. Where a delivery
   * is held, it alone goes, once its time has come.
   */
  claim(channelId: string, now: number): Promise<Delivery | undefined>;
  /** Deliveries that were being sent when the program ended. */
  interrupted(): Promise<readonly Delivery[]>;
  /** Of at most `limit` channels that should be looked into at `now`, the unconfirmed delivery that was decided first. */
  doubtful(now: number, limit: number): Promise<readonly Delivery[]>;
  /** Drops at most `limit` posts that are of no use any more at `now`; returns how many. Their stories stay told. */
  dropOutlived(now: number, limit: number): Promise<number>;
  settle(deliveryId: string, settlement: Settlement, now: number): Promise<void>;
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
