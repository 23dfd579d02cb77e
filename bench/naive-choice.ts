import { type Article, isOut } from '../src/news/article.ts';
import type { Feed, FeedRules } from '../src/news/feed.ts';
import { leadFirst, type Story } from '../src/news/story.ts';
import { fold } from '../src/news/text.ts';

export interface Choice {
  readonly feed: Feed;
  readonly lead: Article;
}

/** An article with the names that rules ask for as they are compared. */
interface Folded {
  readonly article: Article;
  readonly topics: ReadonlySet<string>;
  readonly providers: readonly string[];
  readonly type: string;
}

/**
 * The yardstick of choosing: the plain loop over all pairs of stories and feeds, each told by the first of its articles that
 * the feed's rules want. Whatever is about the story alone is done once for all feeds. It shares nothing with the program's
 * own way, so that it stays as it is.
 */
export function chooseNaively(stories: readonly Story[], feeds: readonly Feed[], now: number): Choice[] {
  const choices: Choice[] = [];
  for (const story of stories) {
    const out = story
      .filter((article) => isOut(article, now))
      .sort(leadFirst)
      .map(folded);
    for (const feed of feeds) {
      const lead = out.find((each) => isWanted(each, feed.rules, now));
      if (lead !== undefined) choices.push({ feed, lead: lead.article });
    }
  }
  return choices;
}

function folded(article: Article): Folded {
  const { topics, provider, type } = article;
  const providers = [provider?.name, provider?.domain].filter((name) => name !== undefined).map(fold);
  return { article, topics: new Set(topics.map(fold)), providers, type: fold(type) };
}

/** What costs least is asked first. */
function isWanted({ article, topics: has, providers: names, type }: Folded, rules: FeedRules, now: number): boolean {
  const { topics, providers, types, minHeat, minQuality, maxAgeHours } = rules;
  const { heat, quality, publishedAt } = article;
  if (heat === undefined || heat < minHeat) return false;
  if (minQuality !== undefined && (quality === undefined || quality < minQuality)) return false;
  if (maxAgeHours !== undefined && Math.floor((now - publishedAt) / 3_600_000) >= maxAgeHours) return false;
  if (types.length > 0 && !types.some((wanted) => fold(wanted) === type)) return false;
  if (providers.length > 0 && !providers.some((wanted) => names.includes(fold(wanted)))) return false;
  if (topics.none.some((topic) => has.has(fold(topic)))) return false;
  if (!topics.all.every((topic) => has.has(fold(topic)))) return false;
  return topics.any.length === 0 || topics.any.some((topic) => has.has(fold(topic)));
}
