import type { Article } from './article.ts';
import type { Feed } from './feed.ts';
import { type Subject, subjectOf, type Wish, wants, wishOf } from './rules.ts';

/** Feeds by what they ask for, so that few of them have to be held against an article. */
export interface FeedIndex {
  readonly size: number;
  /** A channel's feed. */
  of(channelId: string): Feed | undefined;
  /** The feeds whose rules an article passes, each once; `now` in milliseconds since 1970. */
  wanting(article: Article, now: number): readonly Feed[];
}

interface Filed {
  readonly feed: Feed;
  readonly wish: Wish;
}

/** Where feeds are filed that ask for no name. No name is empty: it is that of no topic and no provider. */
const unnamed = '';

export function indexFeeds(feeds: readonly Feed[]): FeedIndex {
  const byChannel = new Map(feeds.map((feed) => [feed.channelId, feed]));
  const byName = new Map<string, Filed[]>();
  for (const feed of feeds) {
    const filed = { feed, wish: wishOf(feed.rules) };
    for (const name of namesAskedFor(filed.wish)) {
      const alike = byName.get(name);
      if (alike === undefined) byName.set(name, [filed]);
      else alike.push(filed);
    }
  }
  for (const alike of byName.values()) alike.sort((a, b) => a.wish.minHeat - b.wish.minHeat);

  return {
    size: feeds.length,
    of: (channelId) => byChannel.get(channelId),
    wanting(article, now) {
      const subject = subjectOf(article);
      const found = new Set<Feed>();
      for (const name of namesIn(subject))
        for (const { feed, wish } of byName.get(name) ?? []) {
          if (wish.minHeat > (subject.heat ?? -Infinity)) break;
          if (wants(wish, subject, now)) found.add(feed);
        }
      return [...found];
    },
  };
}

/** Of these names an article must have one for its feed to want it: as few as the rules allow. */
function namesAskedFor({ topics, providers }: Wish): ReadonlySet<string> {
  if (providers.length > 0) return new Set(providers.map(asProvider));
  const [topic] = topics.all;
  if (topic !== undefined) return new Set([asTopic(topic)]);
  return new Set(topics.any.length > 0 ? topics.any.map(asTopic) : [unnamed]);
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
