import type { NameCount } from '../desk/ports.ts';
import { fold } from '../news/text.ts';
import type { IndexDatabase } from './index-schema.ts';

/** Topics of published articles, most used first, each in its most used spelling. */
export const topicCounts = (db: IndexDatabase): NameCount[] =>
  count(
    db,
    `SELECT topics.topic AS same, topics.shown AS name, COUNT(*) AS uses
       FROM topics JOIN articles ON articles.key = topics.article
      WHERE articles.published = 1
      GROUP BY same, name`,
  );

/** Providers of published articles, likewise: one for a domain, as names are sometimes wrong and domains are not. */
export const providerCounts = (db: IndexDatabase): NameCount[] =>
  count(
    db,
    `SELECT COALESCE(provider_domain, provider_name) AS same, provider_shown AS name, COUNT(*) AS uses
       FROM articles
      WHERE published = 1 AND provider_shown IS NOT NULL
      GROUP BY same, name`,
  );

function count({ prepare }: IndexDatabase, uses: string): NameCount[] {
  return prepare(`
    SELECT DISTINCT
        FIRST_VALUE(name) OVER (PARTITION BY same ORDER BY uses DESC, name) AS name,
        SUM(uses) OVER (PARTITION BY same) AS count
      FROM (${uses})
     ORDER BY count DESC, name
  `)
    .all()
    .map((row) => ({ name: String(row['name']), count: Number(row['count']) }));
}

/** Those of the names that contain `like`, beginnings first, in their given order otherwise. */
export function namesLike(names: readonly NameCount[], like = '', limit = names.length): NameCount[] {
  const wanted = fold(like);
  const containing = names.filter(({ name }) => fold(name).includes(wanted));
  const [begin, contain] = [true, false].map((begins) =>
    containing.filter(({ name }) => fold(name).startsWith(wanted) === begins),
  );
  return [...(begin ?? []), ...(contain ?? [])].slice(0, limit);
}
