import type { ArticleSource, Reading } from '../../src/desk/ports.ts';
import type { Article } from '../../src/news/article.ts';

/** A, B and C may turn out to be one story; D and E stay by themselves. */
export const articleNames = ['a', 'b', 'c', 'd', 'e'] as const;
export type ArticleName = (typeof articleNames)[number];

/** What a schedule says of an article. There are few values, so that articles often return to what they were. */
export interface Draft {
  readonly heat: number;
  readonly published: boolean;
  /** Which of its titles it has. */
  readonly wording: number;
  readonly topic: string;
  /** When it is dated for, in milliseconds from the moment of writing. */
  readonly inMs: number;
}

/** The publisher's folder, with everything that there ever was in it. */
export interface Newsroom {
  /** As the program sees it. */
  readonly source: ArticleSource;
  write(name: ArticleName, draft: Draft): void;
  remove(name: ArticleName): void;
  /** From now on this article is of one story with the others that joined. There is no way back. */
  join(name: ArticleName): void;
  article(id: string): Article | undefined;
  /** The articles that are of one story with this one, itself among them; none when there is no such file. */
  storyOf(id: string): readonly Article[];
  all(): readonly Article[];
  /** Grows with every change. */
  version(): number;
  /** When the article was last there without being published, in milliseconds since 1970. */
  lastUnpublished(id: string): number;
  /** Whether an article was ever removed that is, or would be, of one story with this one. */
  lostOfStory(id: string): boolean;
  wasEver(article: Article): boolean;
}

/** No two titles have a word in common: a card leaves out coverage that says the same. */
const titles: Record<ArticleName, string> = {
  a: 'Anchor adrift',
  b: 'Bakers boycott',
  c: 'Comet close',
  d: 'Dam dented',
  e: 'Elk escapes',
};
const commonUrl = 'https://common.example/event';

export function createNewsroom(now: () => number): Newsroom {
  const files = new Map<string, { article: Article; stamp: number }>();
  const joined = new Set<string>();
  const drafts = new Map<ArticleName, { draft: Draft; publishedAt: number }>();
  const unpublishedUntil = new Map<string, number>();
  const removed = new Set<string>();
  const versions = new Set<string>();
  let version = 0;

  function put(name: ArticleName): void {
    const known = drafts.get(name);
    if (known === undefined) return;
    const { draft, publishedAt } = known;
    noteUnpublished(name);
    const link = `https://${name}.example/news`;
    const article: Article = {
      id: name,
      title: `${titles[name]} ${name}${draft.wording}`,
      publishedAt,
      link,
      type: 'article',
      heat: draft.heat,
      published: draft.published,
      provider: { domain: `${name}.example` },
      topics: [draft.topic],
      pictures: [],
      coverage: [],
      urls: joined.has(name) ? [link, commonUrl] : [link],
    };
    files.set(name, { article, stamp: ++version });
    versions.add(JSON.stringify(article));
  }

  function noteUnpublished(name: string): void {
    if (files.get(name)?.article.published === false) unpublishedUntil.set(name, now());
  }

  const article = (id: string): Article | undefined => files.get(id)?.article;
  const all = (): readonly Article[] => [...files.values()].map((file) => file.article);

  return {
    source: {
      async *list() {
        for (const [file, { stamp }] of files) yield { file, stamp: String(stamp) };
      },
      async read(file): Promise<Reading> {
        const found = article(file);
        return found === undefined ? { kind: 'unsettled' } : { kind: 'article', article: found };
      },
      look: async () => undefined,
      watch: () => ({ close() {} }),
    },
    write(name, draft) {
      drafts.set(name, { draft, publishedAt: Math.floor(now() + draft.inMs) });
      put(name);
    },
    remove(name) {
      if (!files.has(name)) return;
      noteUnpublished(name);
      files.delete(name);
      removed.add(name);
      version++;
    },
    join(name) {
      joined.add(name);
      if (files.has(name)) put(name);
    },
    article,
    storyOf(id) {
      const own = article(id);
      if (own === undefined) return [];
      return joined.has(id) ? all().filter((other) => joined.has(other.id)) : [own];
    },
    all,
    version: () => version,
    lastUnpublished: (id) =>
      article(id)?.published === false ? now() : (unpublishedUntil.get(id) ?? Number.NEGATIVE_INFINITY),
    lostOfStory: (id) => [...removed].some((gone) => gone === id || (joined.has(gone) && joined.has(id))),
    wasEver: (candidate) => versions.has(JSON.stringify(candidate)),
  };
}
