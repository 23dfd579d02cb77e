import { type Article, isOut } from '../news/article.ts';
import { chooseFeeds } from '../news/choose.ts';
import { everything, usefulUntil } from '../news/feed.ts';
import type { FeedIndex } from '../news/feed-index.ts';
import { once } from '../news/once.ts';
import type { Story } from '../news/story.ts';
import { type Telling, tell } from '../news/telling.ts';
import type { Card, Decision, Told } from './delivery-ports.ts';

/** What there is to know for deciding on a story that may have changed. */
export interface Situation {
  readonly feeds: FeedIndex;
  /** The channels that are decided on. */
  concerns(channelId: string): boolean;
  /** What any of these channels was told of any of the story's articles. */
  readonly told: readonly Told[];
  /** The cards that those entries name, as far as they can still be changed. */
  readonly cards: readonly Card[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Everything that follows for channels from the present state of one story: posts where a feed wants it and was not
 * told, and for the cards that tell it already, edits or withdrawals. Pure but for the ids that it asks for.
 */
export function decideStory(story: Story, situation: Situation, newId: () => string): Decision[] {
  const { feeds, concerns, told, cards, now } = situation;
  const articleIds = story.map(({ id }) => id);
  const toldByChannel = Map.groupBy(told, ({ channelId }) => channelId);
  const audiences = chooseFeeds(story, feeds, now);
  // However many channels are told the same, it is put together once: the store goes by that, too.
  const tellingOf = once((lead: Article) => tell(story, lead, now));
  const jsonOf = once((telling: Telling) => JSON.stringify(telling));

  const posts = audiences.flatMap(({ lead, feeds: wanting }): Decision[] => {
    const telling = tellingOf(lead);
    return wanting
      .filter(({ channelId }) => concerns(channelId) && !toldByChannel.has(channelId))
      .map(({ channelId, rules }) => ({
        kind: 'post',
        deliveryId: newId(),
        ...{ channelId, articleIds, telling },
        usefulUntil: usefulUntil(lead, rules, now),
      }));
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
  const leads = new Map(
    cards.length === 0
      ? []
      : audiences.flatMap(({ lead, feeds: wanting }) => wanting.map(({ channelId }) => [channelId, lead] as const)),
  );
  const hottest = audiences[0]?.lead;
  const changes = [...cardsByChannel].flatMap(([channelId, inChannel]) => {
    const feed = feeds.of(channelId);
    // Told is told: also where nothing is wanted any more, or nobody asks, the story goes on to be told.
    const lead = leads.get(channelId) ?? hottest;
    // What is being taken back does not come back beside a card that tells the story by now, and of several only one does.
    const standing = inChannel.filter(({ withdrawing }) => !withdrawing);
    const kept = standing.length > 0 ? standing : inChannel.slice(0, 1);
    return kept.flatMap((card): Decision[] => {
      const wanted = wantedTelling(story, card, { lead, alone: kept.length === 1, now, tellingOf });
      if (wanted === 'as it is') return [];
      if (wanted === 'withdrawn') return [{ kind: 'withdraw', deliveryId: newId(), cardId: card.cardId }];
      if (!card.withdrawing && jsonOf(wanted) === jsonOf(card.telling)) return [];
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
  {
    lead,
    alone,
    now,
    tellingOf,
  }: { lead: Article | undefined; alone: boolean; now: number; tellingOf(lead: Article): Telling },
): Telling | 'withdrawn' | 'as it is' {
  const own = story.find(({ id }) => id === card.telling.article.id);
  if (own !== undefined && !own.published && (lead === undefined || !alone)) return 'withdrawn';
  if (lead === undefined) return 'as it is';
  if (!alone) return own !== undefined && isOut(own, now) ? tellingOf(own) : 'as it is';
  return tellingOf(lead);
}
