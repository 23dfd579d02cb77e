import { choose } from '../news/choose.ts';
import type { Feed } from '../news/feed.ts';
import { leadFirst } from '../news/story.ts';
import { type Telling, tell } from '../news/telling.ts';
import type { ArticleIndex, Decision, Random, Store } from './ports.ts';

/** Stories looked at together: bounds memory on a large archive. */
const batch = 500;

/**
 * The first decisions of a new feed: its `catchUp` hottest stories are posted, and every other one that it wants is
 * marked as from before, so that only what comes or becomes eligible later is told.
 */
export async function firstDecisions(
  { index, store, random }: { index: ArticleIndex; store: Store; random: Random },
  feed: Feed,
  catchUp: number,
  now: number,
): Promise<{ decisions: Decision[]; posted: number; before: number }> {
  const wanted = new Map<string, { telling: Telling; articleIds: string[] }>();
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
      if (verdict.decision === 'post') wanted.set(verdict.lead.id, { telling: tell(story, verdict.lead), articleIds });
    }
  }

  const hottestFirst = [...wanted.values()].sort((a, b) => leadFirst(a.telling.article, b.telling.article));
  const { channelId } = feed;
  const decisions = hottestFirst.map(
    ({ telling, articleIds }, position): Decision =>
      position < catchUp
        ? { kind: 'post', deliveryId: random.id(), channelId, articleIds, telling }
        : { kind: 'mark', channelId, articleIds },
  );
  const posted = Math.min(catchUp, decisions.length);
  return { decisions, posted, before: decisions.length - posted };
}
