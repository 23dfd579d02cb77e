import { createArticleWriter } from './articles/article-writer.ts';
import type { ArticleIndex, Clock, Position, Random } from './desk/ports.ts';
import type { ArticleDesk } from './local-discord/page/panel/article-desk.ts';
import type { Article } from './news/article.ts';

/** How many articles are shown: of the hottest, of the newest, and of those that changed last. */
const most = 40;
const mostNames = 100;

/** The program's own articles, for the local Discord's page: what the index knows, and files below the roots. */
export function createArticleDesk({
  index,
  roots,
  clock,
  random,
}: {
  index: Pick<ArticleIndex, 'changes' | 'find' | 'query' | 'topics'>;
  roots: readonly string[];
  clock: Pick<Clock, 'now'>;
  random: Pick<Random, 'id'>;
}): ArticleDesk {
  const writer = createArticleWriter({ roots, clock, random });

  let reached: Position | undefined;
  let latest: readonly string[] = [];

  /** Ids of the articles that changed last. All are asked for once, then what is new: a page asks again and again. */
  async function latestChanges(): Promise<readonly string[]> {
    const { articleIds, position } = await index.changes(reached, Number.MAX_SAFE_INTEGER);
    reached = position;
    const changed = new Set(articleIds);
    latest = [...latest.filter((id) => !changed.has(id)), ...articleIds].slice(-most);
    return latest;
  }

  async function list(): Promise<Article[]> {
    const page = { offset: 0, limit: most };
    // Queries find what is published; drafts are among the latest changes only.
    const found = [
      ...(await Promise.all((await latestChanges()).map((id) => index.find(id)))).filter(
        (article) => article !== undefined,
      ),
      ...(await index.query({ sort: 'hottest' }, page)).items,
      ...(await index.query({ sort: 'newest' }, page)).items,
    ];
    const each = new Map(found.map((article) => [article.id, article]));
    return [...each.values()].sort((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1));
  }

  return {
    async write({ provider: name, ...draft }) {
      if (name === undefined) return writer.write(draft);
      const known = (await list()).find(({ provider }) => provider?.name === name)?.provider?.domain;
      return writer.write({ ...draft, provider: { name, ...(known !== undefined && { domain: known }) } });
    },
    change: writer.change,
    async list() {
      const articles = await list();
      const providers = articles.flatMap(({ provider }) => provider?.name ?? []);
      const pictures = articles.flatMap((article) => article.pictures.map(({ url }) => url));
      return {
        articles: articles.map(({ id, title, published, publishedAt, heat, provider, topics }) => ({
          id,
          title,
          published,
          publishedAt,
          topics,
          ...(heat !== undefined && { heat }),
          ...(provider?.name !== undefined && { provider: provider.name }),
        })),
        topics: (await index.topics(undefined, mostNames)).map(({ name }) => name),
        providers: [...new Set(providers)].sort(),
        pictures: [...new Set(pictures)].slice(0, mostNames),
      };
    },
  };
}
