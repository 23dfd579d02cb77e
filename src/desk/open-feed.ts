import { choose } from '../news/choose.ts';
import { type Feed, usefulUntil } from '../news/feed.ts';
import { leadFirst } from '../news/story.ts';
import { type Telling, tell } from '../news/telling.ts';
import type { Decision, Store } from './delivery-ports.ts';
import type { ArticleIndex, Clock, Random } from './ports.ts';

/** Articles looked at together: bounds how long answers to people wait. */
const batch = 100;

/**
 * The first decisions of a new feed: its `catchUp` hottest stories are posted, and every other one that it wants is
 * marked as from before, so that only what comes or becomes eligible later is told.
 */
export async function firstDecisions(
  { index, store, clock, random }: { index: ArticleIndex; store: Store; clock: Clock; random: Random },
  feed: Feed,
  catchUp: number,
): Promise<{ decisions: Decision[]; posted: number; before: number }> {
  const now = clock.now();
  const wanted = new Map<string, { telling: Telling; articleIds: string[]; usefulUntil: number }>();
  const candidates = await index.hotterThan(feed.rules.minHeat);
  for (let start = 0; start < candidates.length; start += batch) {
    const stories = await index.storiesOf(candidates.slice(start, start + batch));
    const told = await store.told(stories.flatMap((story) => story.map(({ id }) => id)));
    const toldHere = new Set(told.filter(({ channelId }) => channelId === feed.channelId).map((row) => row.articleId));
    for (const story of stories) {
      const articleIds = story.map(({ id }) => id);
      const verdict = choose(
        story,
        feed,
        articleIds.some((id) => toldHere.has(id)),
        now,
      );
      if (verdict.decision === 'post')
        wanted.set(verdict.lead.id, {
          telling: tell(story, verdict.lead, now),
          articleIds,
          usefulUntil: usefulUntil(verdict.lead, feed.rules, now),
        });
    }
    await clock.breathe();
  }

  const hottestFirst = [...wanted.values()].sort((a, b) => leadFirst(a.telling.article, b.telling.article));
  const { channelId } = feed;
  const posts = hottestFirst
    .slice(0, catchUp)
    .map((story): Decision => ({ kind: 'post', deliveryId: random.id(), channelId, ...story }));
  const before = hottestFirst.slice(catchUp);
  const marks: Decision = { kind: 'mark', channelId, articleIds: before.flatMap(({ articleIds }) => articleIds) };
  return { decisions: [...posts, marks], posted: posts.length, before: before.length };
}
