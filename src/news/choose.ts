import type { Article } from './article.ts';
import { type Check, checkRules, type Feed } from './feed.ts';
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
 * Decides what one feed does with one story. The only place that decides.
 *
 * A story is told by its hottest published article that the feed's rules want, so that a feed never misses a story
 * because another article about it is hotter but off the feed's topics.
 *
 * @param told whether the channel has been told any article of the story, or had it marked as from before
 * @param now milliseconds since 1970
 */
export function choose(story: Story, feed: Feed, told: boolean, now: number): Verdict {
  const published = story.filter((article) => article.published).sort(leadFirst);
  const judged = published.map((article) => ({ article, checks: checkRules(article, feed.rules, now) }));
  const wanted = judged.filter(({ checks }) => checks.every((check) => check.passed));
  const best = wanted[0] ?? judged[0];

  if (best === undefined) return { decision: 'skip', reason: 'not published', lead: story[0], checks: [] };
  const { article: lead, checks } = best;
  if (told) return { decision: 'skip', reason: 'told', lead, checks };
  if (wanted.length === 0) return { decision: 'skip', reason: 'rules', lead, checks };

  const due = wanted.find(({ article }) => article.publishedAt <= now);
  if (due !== undefined) return { decision: 'post', lead: due.article, checks: due.checks };
  const until = Math.min(...wanted.map(({ article }) => article.publishedAt));
  return { decision: 'hold', lead, checks, until };
}
