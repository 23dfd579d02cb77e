import type { Article } from './article.ts';
import type { Feed, FeedRules } from './feed.ts';
import { once } from './once.ts';
import { type Subject, subjectOf, type Wish, wants, wishOf } from './rules.ts';
import { fold } from './text.ts';

/** Feeds for which an article of a story leads it. */
export interface Audience {
  readonly lead: Article;
  readonly feeds: readonly Feed[];
}

/** Feeds by what they ask for, so that few of them have to be held against an article. */
export interface FeedIndex {
  readonly size: number;
  /** A channel's feed. */
  of(channelId: string): Feed | undefined;
  /** Each feed whose rules one of these articles passes, with the first that does; `now` in milliseconds since 1970. */
  wanting(articles: readonly Article[], now: number): Audience[];
}

interface Filed {
  readonly feed: Feed;
  /** Of these names an article must have one. */
  readonly names: ReadonlySet<string>;
  /** Nothing but what is still to be asked when an article has one of the names, and enough heat; absent when that is all. */
  readonly wish?: Wish;
}

/** Feeds that ask for no name are filed under this one. */
const unnamed = '';

export function indexFeeds(feeds: readonly Feed[]): FeedIndex {
  // Feeds ask for few names, each of them again and again.
  const foldOnce = once(fold);
  // By heat: whatever comes after the first feed that wants more heat than an article has wants more as well.
  const filed = feeds.toSorted((a, b) => a.rules.minHeat - b.rules.minHeat).map((feed) => file(feed, foldOnce));
  // Side by side in memory: most of the time is spent on waiting for it.
  const inOrder = filed.map(({ feed }) => feed);
  const wishes = filed.map(({ wish }) => wish);
  const placesOf = new Map<string, number[]>();
  for (const [place, { names }] of filed.entries())
    for (const name of names) {
      const places = placesOf.get(name);
      if (places === undefined) placesOf.set(name, [place]);
      else places.push(place);
    }
  const byChannel = new Map(feeds.map((feed) => [feed.channelId, feed]));

  return {
    size: feeds.length,
    of: (channelId) => byChannel.get(channelId),
    wanting(articles, now) {
      const taken = new Uint8Array(filed.length);
      return articles.map((lead) => {
        const subject = subjectOf(lead);
        const end = firstPlace(filed, ({ feed }) => feed.rules.minHeat > (subject.heat ?? -Infinity));
        const wanting: Feed[] = [];
        for (const name of namesIn(subject))
          for (const place of placesOf.get(name) ?? []) {
            if (place >= end) break;
            if (taken[place] === 1) continue;
            const wish = wishes[place];
            if (wish !== undefined && !wants(wish, subject, now)) continue;
            taken[place] = 1;
            wanting.push(inOrder[place] as Feed);
          }
        return { lead, feeds: wanting };
      });
    },
  };
}

function file(feed: Feed, foldOnce: (text: string) => string): Filed {
  const { rules } = feed;
  const { topics, providers } = rules;
  const [required, ...all] = topics.all;
  const under = (names: readonly string[], left: FeedRules): Filed => ({
    feed,
    names: new Set(names),
    ...(askMoreThanHeat(left) && { wish: wishOf(left, foldOnce) }),
  });
  const named = (names: readonly string[], as: (name: string) => string) => names.map((name) => as(foldOnce(name)));
  if (providers.length > 0) return under(named(providers, asProvider), { ...rules, providers: [] });
  if (required !== undefined) return under(named([required], asTopic), { ...rules, topics: { ...topics, all } });
  if (topics.any.length > 0) return under(named(topics.any, asTopic), { ...rules, topics: { ...topics, any: [] } });
  return under([unnamed], rules);
}

/** Whether rules ask for anything but heat. */
function askMoreThanHeat({
  topics: { any, all, none },
  providers,
  types,
  minQuality,
  maxAgeHours,
}: FeedRules): boolean {
  const asksForNames = [any, all, none, providers, types].some(({ length }) => length > 0);
  return asksForNames || minQuality !== undefined || maxAgeHours !== undefined;
}

function namesIn({ topics, providers }: Subject): string[] {
  return [unnamed, ...topics.map(asTopic), ...providers.map(asProvider)];
}

function asTopic(name: string): string {
  return `topic ${name}`;
}

function asProvider(name: string): string {
  return `provider ${name}`;
}

/** The place of the first value that passes a test that all after it pass too. */
function firstPlace<T>(values: readonly T[], test: (value: T) => boolean): number {
  let [from, to] = [0, values.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (test(values[middle] as T)) to = middle;
    else from = middle + 1;
  }
  return from;
}
