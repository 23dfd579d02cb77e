import { isOut } from '../news/article.ts';
import { choose } from '../news/choose.ts';
import { everything, type Feed, usefulUntil } from '../news/feed.ts';
import type { Story } from '../news/story.ts';
import { type Telling, tell } from '../news/telling.ts';
import type { Card, Decision, Told } from './delivery-ports.ts';

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
  const toldByChannel = Map.groupBy(told, ({ channelId }) => channelId);

  const posts = feeds.flatMap((feed): Decision[] => {
    const verdict = choose(story, feed, toldByChannel.has(feed.channelId), now);
    if (verdict.decision !== 'post') return [];
    const telling = tell(story, verdict.lead, now);
    return [
      {
        kind: 'post',
        deliveryId: newId(),
        channelId: feed.channelId,
        articleIds,
        telling,
        usefulUntil: usefulUntil(verdict.lead, feed.rules, now),
      },
    ];
  });

  // What joins a story that a channel was told is told too, whatever becomes of the articles that it joined.
  const joins = [...toldByChannel].flatMap(([channelId, rows]): Decision[] => {
    const known = new Set(rows.map(({ articleId }) => articleId));
    const joining = articleIds.filter((id) => !known.has(id));
    const [first] = rows;
    if (first === undefined || joining.length === 0) return [];
    return [{ kind: 'join', channelId, toldArticleId: first.articleId, articleIds: joining }];
  });

  const cardsByChannel = Map.groupBy(cards, ({ channelId }) => channelId);
  const changes = [...cardsByChannel].flatMap(([channelId, inChannel]) => {
    const feed = feeds.find((candidate) => candidate.channelId === channelId);
    // What is being taken back does not come back beside a card that tells the story by now, and of several only one does.
    const standing = inChannel.filter(({ withdrawing }) => !withdrawing);
    const kept = standing.length > 0 ? standing : inChannel.slice(0, 1);
    return kept.flatMap((card): Decision[] => {
      const wanted = wantedTelling(story, card, { feed, alone: kept.length === 1, now });
      if (wanted === 'as it is') return [];
      if (wanted === 'withdrawn') return [{ kind: 'withdraw', deliveryId: newId(), cardId: card.cardId }];
      if (!card.withdrawing && JSON.stringify(wanted) === JSON.stringify(card.telling)) return [];
      const until = usefulUntil(wanted.article, feed?.rules ?? everything, now);
      return [
        { kind: 'edit', deliveryId: newId(), cardId: card.cardId, articleIds, telling: wanted, usefulUntil: until },
      ];
    });
  });

  return [...posts, ...joins, ...changes];
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
): Telling | 'withdrawn' | 'as it is' {
  const own = story.find(({ id }) => id === card.telling.article.id);
  const [first, ...others] = story.filter((article) => isOut(article, now));
  if (own !== undefined && !own.published && (first === undefined || !alone)) return 'withdrawn';
  if (first === undefined) return 'as it is';
  if (!alone) return own !== undefined && isOut(own, now) ? tell(story, own, now) : 'as it is';
  const rules = feed?.rules ?? everything;
  const { lead } = choose([first, ...others], { channelId: card.channelId, createdAt: 0, rules }, true, now);
  return tell(story, lead, now);
}
