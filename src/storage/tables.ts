import type { Kysely, Transaction } from 'kysely';
import type { DeliveryState } from '../desk/delivery-machine.ts';

/** The tables as both databases have them: text and whole numbers only, so that no type needs a dialect. */
export interface Tables {
  feeds: FeedRow;
  told: ToldRow;
  deliveries: DeliveryRow;
  /** What rows of the outbox tell, by a hash of the JSON: often a thousand of them tell the same. */
  tellings: { key: string; json: string };
  saved: SavedRow;
  settings: { key: string; value: string };
}

export interface FeedRow {
  channel_id: string;
  guild_id: string | null;
  /** JSON */
  rules: string;
  created_at: number;
  /** JSON; null while it is not paused. */
  paused: string | null;
}

interface ToldRow {
  channel_id: string;
  article_id: string;
  /** Null: from before the feed. */
  card_id: string | null;
}

/**
 * The outbox. A row of kind `post` also stands for its card, which can be changed until the row is settled, and then for as
 * long as it has a `message_id`.
 *
 * Besides its post a card has at most one row that waits, and a channel has at most one that is being sent; unique
 * indexes hold both.
 */
export interface DeliveryRow {
  id: string;
  kind: 'post' | 'edit' | 'withdraw';
  channel_id: string;
  /** The `id` of the card's post; its own for a post. */
  card_id: string;
  /** The key of what it tells; in rows from before tellings were kept once, that itself, as JSON. */
  telling: string;
  state: DeliveryState;
  /** Lower goes first: 0 withdrawals, 1 edits, 2 posts. */
  rank: number;
  heat: number;
  /** Grows with every row. */
  sequence: number;
  attempts: number;
  not_before: number;
  first_claimed_at: number | null;
  /** The latest claim. */
  claimed_at: number | null;
  settled_at: number | null;
  /** Null: from before posts had an end. */
  useful_until: number | null;
  /** The card's message, on its post only; null again when the message was taken away or is gone. */
  message_id: string | null;
  reason: string | null;
}

interface SavedRow {
  user_id: string;
  article_id: string;
  /** JSON */
  story: string;
  saved_at: number;
}

export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;
export type DeliveryKind = DeliveryRow['kind'];
