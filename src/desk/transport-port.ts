import type { Feed, Obstacle, Pause } from '../news/feed.ts';
import type { Delivery } from './delivery-ports.ts';

/** What Discord made of a request; never a library's error. */
export type Outcome =
  /** `fullForMs`: the channel then takes no more of the kind for so long, in milliseconds. */
  | { readonly result: 'delivered'; readonly messageId: string; readonly fullForMs?: number }
  /** The message to change is no longer there. */
  | { readonly result: 'gone' }
  /** Certainly not carried out; may be tried again, after `afterMs` if given. */
  | { readonly result: 'later'; readonly reason: string; readonly afterMs?: number }
  /** The answer was lost: it may have been carried out. */
  | { readonly result: 'unanswered'; readonly reason: string }
  /** The channel does not take it as things stand; `reason` names the remedy. */
  | { readonly result: 'blocked'; readonly obstacle: Obstacle; readonly reason: string }
  /** It will never be taken. */
  | { readonly result: 'refused'; readonly reason: string }
  | Stop;

/** The token is not valid (any more): no request may follow. */
export interface Stop {
  readonly result: 'stop';
  readonly reason: string;
}

export type ReadBack =
  | { readonly result: 'found'; readonly messageId: string }
  | { readonly result: 'absent' }
  /** The question could not be asked just now. */
  | { readonly result: 'later'; readonly reason: string }
  /** The channel may not be read, or is gone. */
  | { readonly result: 'unreadable'; readonly reason: string }
  | Stop;

/** How things stand with a channel, asked of Discord itself. */
export type Inspection =
  /** It can be seen, and nothing that a feed needs is missing. */
  | { readonly result: 'fine' }
  /** It takes no cards; `reason` is a sentence for the server's administrators that names what is missing. */
  | { readonly result: 'blocked'; readonly obstacle: Obstacle; readonly reason: string }
  /** It could not be found out just now. */
  | { readonly result: 'unknown' }
  | Stop;

export interface Transport {
  /** Posts a card. Within minutes, repeating it with the same delivery id cannot make a second message. */
  post(delivery: Delivery): Promise<Outcome>;
  edit(delivery: Delivery & { readonly messageId: string }): Promise<Outcome>;
  withdraw(delivery: Delivery & { readonly messageId: string }): Promise<Outcome>;
  /** Looks in the channel for the card of a delivery claimed at `since` (milliseconds since 1970) or later. */
  readBack(channelId: string, deliveryId: string, since: number): Promise<ReadBack>;
  /** Finds out why a channel does not take a delivery. */
  inspect(channelId: string): Promise<Inspection>;
}

/** Tells people of a server that a feed of theirs is paused. */
export interface Notifier {
  /**
   * Says once, where administrators look, which feed is paused, why, and how to mend it. Repeating it within minutes
   * with the same pause cannot make a second message.
   */
  notify(feed: Feed & { readonly paused: Pause }): Promise<Outcome>;
}
