import type { FeedRules } from '../../src/news/feed.ts';
import type { Committed } from './database.ts';
import type { Message } from './discord-model.ts';
import type { Newsroom } from './newsroom.ts';
import { type Oracle, type Promised, unsettled, type Violation } from './oracle.ts';
import { hotter, wants } from './wishes.ts';

/** Why a story that a feed wanted need not be there. */
export type Excuse =
  | 'a moderator deleted it'
  | 'Discord refused it for good'
  | 'it outlived its use'
  | 'it is from before the feed';

/** How things are when nothing goes wrong any more, and everybody had time. */
export interface Rest {
  readonly newsroom: Newsroom;
  readonly oracle: Oracle;
  readonly messages: readonly Message[];
  readonly rows: Committed;
  readonly feeds: ReadonlyMap<string, FeedRules>;
  /** Whether the channel is there. */
  exists(channelId: string): boolean;
  now(): number;
}

/** Holds what there is in the end against what should be. */
export function checkAtRest(
  rest: Rest,
  violated: (kind: Violation['kind'], says: string) => void,
): Map<Excuse, number> {
  const excused = new Map<Excuse, number>();
  const excuse = (reason: Excuse): void => void excused.set(reason, (excused.get(reason) ?? 0) + 1);
  for (const promised of rest.oracle.promises()) {
    const { channelId, articleIds } = promised;
    if (!rest.exists(channelId) || isTold(rest, promised)) continue;
    const reason = excuseOf(rest, promised);
    if (reason === undefined) violated('lost', `the channel ${channelId} is not told of ${articleIds}`);
    else excuse(reason);
  }
  for (const wanted of storiesFromBefore(rest)) if (!isTold(rest, wanted)) excuse('it is from before the feed');
  const live = rest.messages.filter((one) => one.deliveryId !== undefined && one.deletedBy === undefined);
  for (const message of live) {
    const wrong = wrongAbout(rest, message);
    if (wrong !== undefined) violated('other', `${message.id} ${wrong}`);
  }
  // What may have been told to a channel that is gone stays in doubt for 30 days.
  for (const [id, { state, channelId }] of rest.rows)
    if (unsettled.includes(state) && rest.exists(channelId)) violated('other', `the row ${id} is still ${state}`);
  return excused;
}

function tells(rest: Rest, { deliveryId, says }: Message, articleIds: readonly string[]): boolean {
  const covers = rest.oracle.posts.get(deliveryId ?? '')?.covers;
  return articleIds.some((id) => covers?.has(id) || says?.article.id === id);
}

function isTold(rest: Rest, { channelId, articleIds }: Promised): boolean {
  return rest.messages.some(
    (one) => one.channelId === channelId && one.deletedBy === undefined && tells(rest, one, articleIds),
  );
}

/** Stories that feeds want now, and were not promised to them. */
function storiesFromBefore({ newsroom, oracle, feeds, now }: Rest): Promised[] {
  const stories = newsroom.all().map(({ id }) => newsroom.storyOf(id));
  const once = stories.filter((story, index) => story[0]?.id === newsroom.all()[index]?.id);
  return [...feeds].flatMap(([channelId, rules]) =>
    once
      .filter((story) => story.some((article) => wants(rules, article, now())))
      .filter((story) => story.some(({ id }) => oracle.isFromBefore(channelId, id)))
      .map((story) => ({ channelId, articleIds: story.map(({ id }) => id) })),
  );
}

function excuseOf(rest: Rest, { channelId, articleIds }: Promised): Excuse | undefined {
  const posts = [...rest.oracle.posts.values()].filter(
    (post) => post.channelId === channelId && articleIds.some((id) => post.covers.has(id)),
  );
  if (posts.some(({ refused }) => refused)) return 'Discord refused it for good';
  const refusedAsItIs = rest.messages.some(
    ({ channelId: where, refusedSince }) =>
      where === channelId &&
      articleIds.some((id) => refusedSince?.article.id === id) &&
      JSON.stringify(refusedSince?.article) === JSON.stringify(rest.newsroom.article(refusedSince?.article.id ?? '')),
  );
  if (refusedAsItIs) return 'Discord refused it for good';
  const meant = rest.messages.some(
    (one) => one.channelId === channelId && one.deletedBy === 'a moderator' && tells(rest, one, articleIds),
  );
  if (meant) return 'a moderator deleted it';
  if (posts.some(({ outlived }) => outlived)) return 'it outlived its use';
  return undefined;
}

/** What is wrong about a message of the bot that is there. */
function wrongAbout(rest: Rest, message: Message): string | undefined {
  const { newsroom, oracle, rows, feeds, now } = rest;
  const { deliveryId = '', channelId, says } = message;
  if (rows.get(deliveryId)?.messageId !== message.id) return 'is a card that the desk does not know of';
  if (says === undefined) return 'says nothing';
  if (message.editRefused) return undefined;

  const own = newsroom.article(says.article.id);
  // A file that is merely gone takes no card with it.
  if (own === undefined) return undefined;
  const story = newsroom.storyOf(own.id);
  const out = story.filter((article) => article.published && article.publishedAt <= now()).sort(hotter);
  if (!own.published) return 'tells an article that is no longer published';
  if (JSON.stringify(says.article) !== JSON.stringify(own)) return `tells ${own.id} as it was`;

  const ids = story.map(({ id }) => id);
  if (newsroom.lostOfStory(own.id)) return undefined;
  const others = out.filter(({ id }) => id !== own.id).map(({ link }) => link);
  const named = says.coverage.map(({ link }) => link);
  if (JSON.stringify(named) !== JSON.stringify(others)) return `names ${named} as coverage instead of ${others}`;

  const rules = feeds.get(channelId);
  // Where several cards tell a story, each keeps to its own article, also when one of them has gone since.
  const alone = rest.messages.filter((one) => one.channelId === channelId && tells(rest, one, ids)).length === 1;
  // As articles grow old, nobody decides anew which leads.
  if (rules === undefined || rules.maxAgeHours !== undefined || !alone || oracle.feedChanges(channelId) !== 1)
    return undefined;
  const lead = out.find((article) => wants(rules, article, now())) ?? out[0];
  return lead?.id === own.id ? undefined : `is led by ${own.id} instead of ${lead?.id}`;
}
