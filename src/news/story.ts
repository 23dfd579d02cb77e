import type { Article } from './article.ts';
import { fold } from './text.ts';

/** Articles about one event, the leading one first. Never empty; drafts belong to it as well. */
export type Story = readonly [Article, ...Article[]];

/** How long a run of one title may be and still be one story, in milliseconds. */
export const fortnight = 14 * 24 * 3_600_000;

/**
 * Groups articles into stories: two are of one story when one names the other in `related`, when they share an
 * address, or when they carry one title in the same run; and so are all that such links join.
 *
 * A run of one title begins with its first article and ends a fortnight after that, however many follow: a column that
 * is always called the same is a new story every few weeks.
 *
 * The result does not depend on the order of the input.
 */
export function groupStories(articles: readonly Article[]): Story[] {
  const parent = articles.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] as number;
    parent[index] = root;
    return root;
  };
  const join = (a: number, b: number): void => {
    parent[find(a)] = find(b);
  };

  const ownerOf = new Map<string, number>();
  articles.forEach((article, index) => {
    for (const key of pageKeys(article.urls)) {
      const owner = ownerOf.get(key);
      if (owner === undefined) ownerOf.set(key, index);
      else join(index, owner);
    }
  });
  articles.forEach((article, index) => {
    for (const key of pageKeys(article.coverage.map(({ link }) => link))) {
      const owner = ownerOf.get(key);
      if (owner !== undefined) join(index, owner);
    }
  });

  const byTitle = Map.groupBy(articles.keys(), (index) => fold((articles[index] as Article).title));
  for (const namesakes of byTitle.values()) {
    const inTime = namesakes.sort((a, b) => publishedAt(articles, a) - publishedAt(articles, b));
    let [first] = inTime;
    for (const index of inTime) {
      if (first !== undefined && publishedAt(articles, index) - publishedAt(articles, first) <= fortnight)
        join(index, first);
      else first = index;
    }
  }

  const members = Map.groupBy(articles.keys(), find);
  return [...members.values()].map((indexes) => {
    const [lead, ...others] = indexes.map((index) => articles[index] as Article).sort(leadFirst);
    return [lead as Article, ...others];
  });
}

/** The order in which a story's articles would lead: published, then the hottest, then quality, then the newer; ids settle the rest. */
export function leadFirst(a: Article, b: Article): number {
  return (
    Number(b.published) - Number(a.published) ||
    (b.heat ?? -1) - (a.heat ?? -1) ||
    (b.quality ?? -1) - (a.quality ?? -1) ||
    b.publishedAt - a.publishedAt ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The form in which two addresses are the same page: scheme, `www.`, a fragment and a closing slash do not count. */
export function addressKey(url: string): string {
  return url
    .replace(/^https?:\/\/(www\.)?/i, '')
    .replace(/#.*$/, '')
    .replace(/\/$/, '')
    .replace(/^[^/?]+/, (host) => host.toLowerCase());
}

/** The keys by which an index finds the other articles of an article's story; runs of a title are left to {@link groupStories}. */
export function storyKeys(article: Article): { own: string[]; named: string[]; title: string } {
  return {
    own: pageKeys(article.urls),
    named: pageKeys(article.coverage.map(({ link }) => link)),
    title: fold(article.title),
  };
}

/** A site's front page stands for no story: a publisher that always writes it would have but one. */
function pageKeys(urls: readonly string[]): string[] {
  return [...new Set(urls.map(addressKey))].filter((key) => key.includes('/'));
}

function publishedAt(articles: readonly Article[], index: number): number {
  return (articles[index] as Article).publishedAt;
}
