import type { Decision, Delivery } from '../../src/desk/delivery-ports.ts';
import type { Article } from '../../src/news/article.ts';
import type { FeedRules } from '../../src/news/feed.ts';
import type { Committed } from './database.ts';
import type { Message, Witness } from './discord-model.ts';
import { articleNames, type Newsroom } from './newsroom.ts';
import { hotter, wants, wrongFor } from './wishes.ts';

/** A post that was decided, told or not. */
export interface Post {
  readonly deliveryId: string;
  readonly channelId: string;
  /** Moments are numbered, so that what happens at one time still has an order. */
  readonly decidedAt: number;
  /** When the files were listed that the decision rests on, in milliseconds since 1970. */
  readonly filesAsOf: number;
  /** Articles that it tells the channel, and since which moment that is certain. */
  readonly covers: Map<string, number>;
  /** Discord said that it will never take it. */
  refused: boolean;
  /** It was given up as no longer of use. */
  outlived: boolean;
}

export type Violation = { readonly kind: 'doubled' | 'lost' | 'other'; readonly says: string };

/** What must be told: in a channel, one story, known by its articles. */
export interface Promised {
  readonly channelId: string;
  readonly articleIds: readonly string[];
}

/** Watches what the program decides and what becomes of it, and says what should be. It knows the rules, not the code. */
export interface Oracle extends Witness {
  /** The program lists the files. */
  listed(): void;
  decided(decisions: readonly Decision[]): void;
  /** A feed opens or changes; `catchUp` of what it wants of the past is told, nothing else of it. */
  feedGets(channelId: string, rules: FeedRules, catchUp: number): void;
  /** What a feed gets is about to be written down. */
  feedDecided(channelId: string, isNew: boolean): void;
  feedCloses(channelId: string): void;
  /**
   * A scan has decided on all that it listed, with the feeds as they are now: none opens or closes during a scan.
   * Whether that was all that there is: what it should have decided is promised from then on.
   */
  scanned(feeds: ReadonlyMap<string, FeedRules>): boolean;
  /** Articles were written or removed. */
  filesChanged(): void;
  leaves(delivery: Delivery): void;
  refuses(delivery: Delivery): void;
  committed(before: Committed, after: Committed): void;

  readonly posts: ReadonlyMap<string, Post>;
  promises(): readonly Promised[];
  /** How often a channel's feed was opened or changed. */
  feedChanges(channelId: string): number;
  /** Whether the article may count as from before the channel's feed. */
  isFromBefore(channelId: string, articleId: string): boolean;
}

/** The rows that are on their way, or will be. */
export const unsettled = ['pending', 'sending', 'held', 'unconfirmed'];
const final = ['sent', 'dead', 'dropped'];

export function createOracle({
  newsroom,
  messages,
  now,
  clockNow,
  latestClock,
  violated,
}: {
  newsroom: Newsroom;
  messages(): Iterable<Message>;
  now(): number;
  /** What the program takes for the time. */
  clockNow(): number;
  /** The latest that it ever took for the time: what seemed too old then is not looked at again. */
  latestClock(): number;
  violated(kind: Violation['kind'], says: string): void;
}): Oracle {
  const posts = new Map<string, Post>();
  const before = new Map<string, Set<string>>();
  /** All rules that a channel's feed was ever to have. */
  const wishes = new Map<string, FeedRules[]>();
  /** The version of the files for which it was said what a feed gets. */
  const askedFor = new Map<string, number>();
  const notices = new Set<string>();
  const promises = new Map<string, Promised>();
  let state: Committed = new Map();
  let moment = 0;
  let listing = { version: -1, at: 0, clock: 0 };

  function record(deliveryId: string, channelId: string, lead: string): void {
    const current = listing.version === newsroom.version();
    const covered = current ? newsroom.storyOf(lead).map(({ id }) => id) : [];
    posts.set(deliveryId, {
      ...{ deliveryId, channelId, decidedAt: moment, filesAsOf: listing.at, refused: false, outlived: false },
      covers: new Map([lead, ...covered].map((id) => [id, moment])),
    });
  }

  function mark(channelId: string, articleIds: readonly string[]): void {
    const stories = articleIds.flatMap((id) => newsroom.storyOf(id).map((member) => member.id));
    before.set(channelId, new Set([...(before.get(channelId) ?? []), ...articleIds, ...stories]));
  }

  /** Each story that the files tell now. */
  function stories(): (readonly Article[])[] {
    const first = new Map(newsroom.all().map((article) => [newsroom.storyOf(article.id)[0]?.id, article.id]));
    return [...first.values()].map((id) => newsroom.storyOf(id));
  }

  return {
    posts,
    promises: () => [...promises.values()],
    feedChanges: (channelId) => wishes.get(channelId)?.length ?? 0,
    isFromBefore: (channelId, articleId) => before.get(channelId)?.has(articleId) === true,

    listed() {
      listing = { version: newsroom.version(), at: now(), clock: clockNow() };
    },
    decided(decisions) {
      moment++;
      for (const decision of decisions) {
        if (decision.kind === 'mark' || decision.kind === 'join' || decision.kind === 'withdraw') continue;
        const { deliveryId, telling } = decision;
        const channelId = decision.kind === 'post' ? decision.channelId : posts.get(decision.cardId)?.channelId;
        if (channelId === undefined) violated('other', `an edit of ${deliveryId}, which nobody decided to post`);
        else record(deliveryId, channelId, telling.article.id);
        const wrong = wrongFor(wishes.get(channelId ?? '') ?? [], decision, [listing.clock, clockNow()]);
        if (wrong !== undefined) violated('other', `${deliveryId} ${wrong}`);
      }
    },
    feedGets(channelId, rules, catchUp) {
      wishes.set(channelId, [...(wishes.get(channelId) ?? []), rules]);
      const wanted = stories().flatMap(
        (story) => story.filter((one) => wants(rules, one, clockNow())).sort(hotter)[0] ?? [],
      );
      // What the program has not seen yet may be of either kind.
      const late = wanted
        .sort(hotter)
        .slice(catchUp)
        .map(({ id }) => id);
      mark(channelId, listing.version === newsroom.version() ? late : articleNames);
      askedFor.set(channelId, newsroom.version());
    },
    feedDecided(channelId, isNew) {
      if (!isNew || askedFor.get(channelId) !== newsroom.version()) mark(channelId, articleNames);
    },
    feedCloses(channelId) {
      for (const [key, promised] of promises) if (promised.channelId === channelId) promises.delete(key);
    },
    scanned(feeds) {
      if (listing.version !== newsroom.version()) return false;
      moment++;
      for (const story of stories()) {
        const ids = story.map(({ id }) => id);
        for (const post of posts.values())
          if (ids.some((id) => post.covers.has(id)))
            for (const id of ids) if (!post.covers.has(id)) post.covers.set(id, moment);
        for (const marked of before.values())
          if (ids.some((id) => marked.has(id))) for (const id of ids) marked.add(id);
        for (const [channelId, rules] of feeds)
          if (
            story.some((article) =>
              [listing.clock, clockNow(), latestClock()].every((at) => wants(rules, article, at)),
            ) &&
            !ids.some((id) => before.get(channelId)?.has(id))
          )
            promises.set(`${channelId} ${ids}`, { channelId, articleIds: ids });
      }
      return true;
    },
    filesChanged() {
      for (const [key, { articleIds }] of promises)
        if (!articleIds.some((id) => newsroom.article(id)?.published)) promises.delete(key);
    },

    leaves({ id, kind, messageId }) {
      const row = state.get(id);
      if (row?.state !== 'sending' && row?.state !== 'unconfirmed')
        violated('other', `${kind} ${id} is sent while its row is ${row?.state ?? 'not there'}`);
      if (kind === 'withdraw') for (const one of messages()) if (one.id === messageId) one.withdrawalAsked = true;
    },
    refuses({ id, kind, messageId, telling }) {
      const post = posts.get(id);
      if (kind === 'post' && post !== undefined) post.refused = true;
      if (kind === 'post') return;
      for (const one of messages()) {
        if (one.id !== messageId) continue;
        one.editRefused = true;
        if (one.deletedBy === 'the bot') one.refusedSince = telling;
      }
    },
    committed(then, rows) {
      state = rows;
      for (const [id, row] of rows) {
        const was = then.get(id)?.state;
        if (was !== undefined && was !== row.state && final.includes(was))
          violated('other', `the row ${id} was ${was}, and is ${row.state}`);
        if (row.state === 'sent' && was !== 'sent' && was !== 'sending' && was !== 'unconfirmed')
          violated('other', `the row ${id} counts as sent, and was ${was}`);
        const post = posts.get(id);
        if (post !== undefined && row.kind === 'post' && row.state === 'dropped' && was !== 'dropped')
          post.outlived = row.usefulUntil < clockNow();
        if (row.messageId !== undefined && then.get(id)?.messageId === undefined)
          for (const one of messages()) if (one.id === row.messageId) one.confirmed = true;
      }
    },
    noticed(channelId, since) {
      const key = `${channelId} ${since}`;
      if (notices.has(key)) violated('other', `the server is told twice of the pause ${key}`);
      notices.add(key);
    },

    posted(message) {
      const post = posts.get(message.deliveryId ?? '');
      if (post === undefined) return violated('other', `${message.deliveryId} is posted, which nobody decided`);
      for (const other of messages()) {
        if (other === message || other.channelId !== message.channelId || other.deliveryId === undefined) continue;
        const meant = other.deletedBy === 'a moderator' && other.confirmed && !other.withdrawalAsked;
        if (other.deletedBy !== undefined && !meant) continue;
        const earlier = posts.get(other.deliveryId)?.covers;
        const again = [...post.covers].some(
          ([id, at]) => at <= post.decidedAt && (earlier?.get(id) ?? Infinity) <= post.decidedAt,
        );
        if (other.deliveryId === message.deliveryId || again)
          violated('doubled', `${message.id} (${post.deliveryId}) tells what ${other.id} (${other.deliveryId}) told`);
      }
    },
    edited(message) {
      if (message.says !== undefined && !newsroom.wasEver(message.says.article))
        violated('other', `${message.id} says what no file ever said`);
    },
    withdrawn(message) {
      const post = posts.get(message.deliveryId ?? '');
      const cause = [message.says?.article.id ?? '', ...(post?.covers.keys() ?? [])].some(
        (id) => newsroom.lastUnpublished(id) >= (post?.filesAsOf ?? 0) - 1,
      );
      if (!cause) violated('lost', `${message.id} is withdrawn, though all that it tells was published throughout`);
    },
    foreignTouched: (message) => violated('other', `${message.id} is changed, which is not the bot's`),
  };
}
