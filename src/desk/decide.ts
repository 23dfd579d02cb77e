import { choose } from '../news/choose.ts';
import { everything, type Feed } from '../news/feed.ts';
import type { Story } from '../news/story.ts';
import { type Telling, tell } from '../news/telling.ts';
import type { Card, Decision, Told } from './ports.ts';

/** What there is to know for deciding on a story that may have changed. */
export interface Situation {
  readonly feeds: readonly Feed[];
  /** What any channel was told of any of the story's articles. */
  readonly told: readonly Told[];
  /** The cards that those entries name, as far as they can still be changed. */
  readonly cards: readonly Card[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Everything that follows for all channels from the present state of one story: posts where a feed wants it and was not
 * told, and for the cards that tell it already, edits or withdrawals. Pure but for the ids that it asks for.
 */
export function decideStory(story: Story, situation: Situation, newId: () => string): Decision[] {
  const { feeds, told, cards, now } = situation;
  const articleIds = story.map(({ id }) => id);
  const toldChannels = new Set(told.map(({ channelId }) => channelId));

  const posts = feeds.flatMap((feed): Decision[] => {
    const verdict = choose(story, feed, toldChannels.has(feed.channelId), now);
    if (verdict.decision !== 'post') return [];
    const telling = tell(story, verdict.lead);
    return [{ kind: 'post', deliveryId: newId(), channelId: feed.channelId, articleIds, telling }];
  });

  const cardsByChannel = Map.groupBy(cards, ({ channelId }) => channelId);
  const changes = [...cardsByChannel].flatMap(([channelId, inChannel]) => {
    const feed = feeds.find((candidate) => candidate.channelId === channelId);
    return inChannel.flatMap((card): Decision[] => {
      const wanted = wantedTelling(story, card, { feed, alone: inChannel.length === 1, now });
      if (wanted === 'withdrawn') return [{ kind: 'withdraw', deliveryId: newId(), cardId: card.cardId }];
      if (!card.withdrawing && JSON.stringify(wanted) === JSON.stringify(card.telling)) return [];
      return [{ kind: 'edit', deliveryId: newId(), cardId: card.cardId, articleIds, telling: wanted }];
    });
  });

  return [...posts, ...changes];
}

/**
 * What a card should say now. A card goes only when its own article says that it is not published and nothing else can
 * tell the story; a file that is merely gone takes no card with it. Where stories that were told apart turn out to be
 * one, each card keeps to its own article, so that no two say the same.
 */
function wantedTelling(
  story: Story,
  card: Card,
  { feed, alone, now }: { feed: Feed | undefined; alone: boolean; now: number },
): Telling | 'withdrawn' {
  const own = story.find(({ id }) => id === card.telling.article.id);
  const someonePublished = story.some(({ published }) => published);
  if (!alone) {
    if (own === undefined) return card.telling;
    return own.published ? tell(story, own) : 'withdrawn';
  }
  if (!someonePublished) return own === undefined ? card.telling : 'withdrawn';
  const rules = feed?.rules ?? everything;
  const { lead } = choose(story, { channelId: card.channelId, createdAt: 0, rules }, true, now);
  return tell(story, lead);
}
