import type { Article } from '../news/article.ts';
import { chooseFeeds } from '../news/choose.ts';
import { type Feed, usefulUntil } from '../news/feed.ts';
import { indexFeeds } from '../news/feed-index.ts';
import { leadFirst, type Story } from '../news/story.ts';
import { tell } from '../news/telling.ts';
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
  const { channelId, rules } = feed;
  const asks = indexFeeds([feed]);
  /** Articles of the stories that were looked at. */
  const seen = new Set<string>();
  /** Never more than `catchUp`, hottest first: an archive is too large to hold all that it tells. */
  const hottest: { story: Story; lead: Article }[] = [];
  const before: string[][] = [];
  const candidates = await index.hotterThan(rules.minHeat);
  for (let start = 0; start < candidates.length; start += batch) {
    const stories = await index.storiesOf(candidates.slice(start, start + batch).filter((id) => !seen.has(id)));
    const told = await store.told(stories.flatMap(idsOf), [channelId]);
    const toldHere = new Set(told.map(({ articleId }) => articleId));
    for (const story of stories) {
      for (const id of idsOf(story)) seen.add(id);
      const lead = chooseFeeds(story, asks, now).find(({ feeds }) => feeds.length > 0)?.lead;
      if (lead === undefined || idsOf(story).some((id) => toldHere.has(id))) continue;
      hottest.push({ story, lead });
      hottest.sort((a, b) => leadFirst(a.lead, b.lead));
      for (const cooler of hottest.splice(catchUp)) before.push(idsOf(cooler.story));
    }
    await clock.breathe();
  }

  const posts = hottest.map(
    ({ story, lead }): Decision => ({
      kind: 'post',
      deliveryId: random.id(),
      channelId,
      articleIds: idsOf(story),
      telling: tell(story, lead, now),
      usefulUntil: usefulUntil(lead, rules, now),
    }),
  );
  const marks: Decision = { kind: 'mark', channelId, articleIds: before.flat() };
  return { decisions: [...posts, marks], posted: posts.length, before: before.length };
}

function idsOf(story: Story): string[] {
  return story.map(({ id }) => id);
}
