import { type Article, isOut } from './article.ts';
import type { Feed } from './feed.ts';
import type { Audience, FeedIndex } from './feed-index.ts';
import { type Check, checkRules, subjectOf, wants, wishOf } from './rules.ts';
import { leadFirst, type Story } from './story.ts';

/**
 * What a feed does with a story, and why.
 *
 * - `post`: tell it now, led by `lead`.
 * - `hold`: it will be due at `until` (its publisher dated it in the future).
 * - `skip`: not for this feed as things stand, or told already.
 */
export type Verdict =
  | { readonly decision: 'post'; readonly lead: Article; readonly checks: readonly Check[] }
  | { readonly decision: 'hold'; readonly lead: Article; readonly checks: readonly Check[]; readonly until: number }
  | {
      readonly decision: 'skip';
      readonly reason: 'told' | 'not published' | 'rules';
      readonly lead: Article;
      readonly checks: readonly Check[];
    };

/**
 * Decides what one feed does with one story, and says why.
 *
 * A story is told by its hottest published article that the feed's rules want, so that a feed never misses a story
 * because another article about it is hotter but off the feed's topics.
 *
 * @param told whether the channel has been told any article of the story, or had it marked as from before
 * @param now milliseconds since 1970
 */
export function choose(story: Story, feed: Feed, told: boolean, now: number): Verdict {
  const wish = wishOf(feed.rules);
  const published = story.filter((article) => article.published).sort(leadFirst);
  const wanted = published.filter((article) => wants(wish, subjectOf(article), now));
  const lead = wanted[0] ?? published[0];

  if (lead === undefined) return { decision: 'skip', reason: 'not published', lead: story[0], checks: [] };
  const checks = checkRules(lead, feed.rules, now);
  if (told) return { decision: 'skip', reason: 'told', lead, checks };
  if (wanted.length === 0) return { decision: 'skip', reason: 'rules', lead, checks };

  const due = wanted.find((article) => isOut(article, now));
  if (due !== undefined) return { decision: 'post', lead: due, checks: checkRules(due, feed.rules, now) };
  const until = Math.min(...wanted.map(({ publishedAt }) => publishedAt));
  return { decision: 'hold', lead, checks, until };
}

/**
 * The feeds for which {@link choose} says `post` where the story was not told, by the article that leads it there. This one
 * looks only at the feeds that may want the story; a test holds the two against each other.
 */
export function chooseFeeds(story: Story, feeds: FeedIndex, now: number): Audience[] {
  return feeds.wanting(story.filter((article) => isOut(article, now)).sort(leadFirst), now);
}
