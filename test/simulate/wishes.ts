import type { Decision } from '../../src/desk/delivery-ports.ts';
import type { Article } from '../../src/news/article.ts';
import type { FeedRules } from '../../src/news/feed.ts';

const hour = 3_600_000;

/** Whether a feed with these rules wants an article that is out. */
export function wants({ topics, minHeat, maxAgeHours = Infinity }: FeedRules, article: Article, now: number): boolean {
  const onTopic = topics.any.length === 0 || article.topics.some((topic) => topics.any.includes(topic));
  const age = now - article.publishedAt;
  return article.published && age >= 0 && age < maxAgeHours * hour && (article.heat ?? -1) >= minHeat && onTopic;
}

/** The order in which articles lead. */
export function hotter(a: Article, b: Article): number {
  return (b.heat ?? 0) - (a.heat ?? 0) || b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1);
}

/** What is wrong about a decision for a feed that was asked for with these rules, at what the clock said meanwhile. */
export function wrongFor(
  asked: readonly FeedRules[],
  { kind, telling: { article }, usefulUntil }: Extract<Decision, { kind: 'post' | 'edit' }>,
  clocks: readonly number[],
): string | undefined {
  const isWanted = asked.some((rules) => clocks.some((clock) => wants(rules, article, clock)));
  if (kind === 'post' && !isWanted) return 'is for a feed that never wanted it';
  // Without an age, less than the 24 hours that it is news: the clock may be set meanwhile.
  const soonest = asked.map(({ maxAgeHours }) =>
    maxAgeHours === undefined ? Math.min(...clocks) + 20 * hour : article.publishedAt + maxAgeHours * hour,
  );
  return usefulUntil < Math.min(...soonest) ? 'is to be given up too soon' : undefined;
}
