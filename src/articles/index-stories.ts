import type { Article } from '../news/article.ts';
import { fortnight, groupStories, type Story } from '../news/story.ts';
import type { IndexDatabase } from './index-schema.ts';

/** No story takes in more articles than this: a title or address that hundreds share says nothing about an event. */
const maxMembers = 200;
/** Nor articles of more text than this, as JSON in UTF-16 units: hundreds of real ones have less. */
const maxStoryText = 1024 * 1024;

/**
 * The articles that `groupStories` would join directly with any of those whose keys are given, as a JSON array. Of a
 * title it finds whole runs, as a run without its first article would be another one. Those that are asked about come
 * first: of a story that is cut short, one part then tells them all, instead of a part for each. The limit is a sum because
 * SQLite would plan all of this anew for each value of a limit that it can read off.
 */
const neighbours = `
  WITH RECURSIVE
    mine AS (
      SELECT key, title, published_at FROM articles WHERE key IN (SELECT value FROM json_each(:keys))
    ),
    runs (title, latest, first) AS (
      SELECT title, MAX(published_at), (SELECT MIN(published_at) FROM articles WHERE title = mine.title)
        FROM mine GROUP BY title
      UNION ALL
      SELECT title, latest,
          (SELECT MIN(published_at) FROM articles WHERE title = runs.title AND published_at > runs.first + :fortnight)
        FROM runs WHERE first + :fortnight < latest
    )
  SELECT key FROM (
    SELECT theirs.article AS key
      FROM mine
      JOIN addresses AS named ON named.article = mine.key
      JOIN addresses AS theirs ON theirs.address = named.address AND theirs.own = 1
    UNION
    SELECT theirs.article
      FROM mine
      JOIN addresses AS named ON named.article = mine.key AND named.own = 1
      JOIN addresses AS theirs ON theirs.address = named.address AND theirs.own = 0
    UNION
    SELECT theirs.key
      FROM mine
      JOIN runs ON runs.title = mine.title AND mine.published_at BETWEEN runs.first AND runs.first + :fortnight
      JOIN articles AS theirs ON theirs.title = runs.title
        AND theirs.published_at BETWEEN runs.first AND runs.first + :fortnight
  )
  ORDER BY key NOT IN (SELECT value FROM json_each(:asked)), key
  LIMIT :members + :frontier
`;

/**
 * Which of some articles have no neighbours, as most have none. One whose title another one has is not among them, however
 * far apart the two are.
 */
const alone = `
  SELECT key FROM articles AS mine
   WHERE key IN (SELECT value FROM json_each(?))
     AND NOT EXISTS (SELECT 1 FROM articles AS theirs WHERE theirs.title = mine.title AND theirs.key <> mine.key)
     AND NOT EXISTS (
       SELECT 1 FROM addresses AS named JOIN addresses AS theirs ON theirs.address = named.address AND theirs.own = 1
        WHERE named.article = mine.key AND theirs.article <> mine.key
     )
     AND NOT EXISTS (
       SELECT 1 FROM addresses AS named JOIN addresses AS theirs ON theirs.address = named.address AND theirs.own = 0
        WHERE named.article = mine.key AND named.own = 1 AND theirs.article <> mine.key
     )
`;

/** The stories that these articles belong to, each once. */
export function findStories({ prepare }: IndexDatabase, articleIds: readonly string[]): Story[] {
  const stories: Story[] = [];
  const told = new Set<string>();
  // Stories that were cut short may share hundreds of articles: each is held once.
  const read = new Map<number, { readonly article: Article; readonly length: number }>();
  const seeds = prepare('SELECT key, id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id').all(
    JSON.stringify(articleIds),
  );
  const keys = JSON.stringify(seeds.map(({ key }) => key));
  const lonely = new Set(
    prepare(alone)
      .all(keys)
      .map(({ key }) => key),
  );
  for (const seed of seeds) {
    if (told.has(String(seed['id']))) continue;
    if (lonely.has(seed['key'])) {
      stories.push([articleAt(Number(seed['key'])).article]);
      continue;
    }
    const asked = seeds.filter(({ id }) => !told.has(String(id))).map(({ key }) => key);
    const story = groupStories(articlesOf(closure(Number(seed['key']), JSON.stringify(asked)))).find((group) =>
      group.some(({ id }) => id === seed['id']),
    );
    if (story === undefined) continue;
    // A closure that was cut short may fall into several stories, of which this is one.
    for (const { id } of story) told.add(id);
    stories.push(story);
  }
  return stories;

  /** The first of these, as many as a story may have: the one that it is about, then its neighbours. */
  function articlesOf(keys: Iterable<number>): Article[] {
    const articles: Article[] = [];
    let text = 0;
    for (const key of keys) {
      const { article, length } = articleAt(key);
      text += length;
      if (articles.length > 0 && text > maxStoryText) break;
      articles.push(article);
    }
    return articles;
  }

  function articleAt(key: number): { readonly article: Article; readonly length: number } {
    const known = read.get(key);
    if (known !== undefined) return known;
    const json = String(prepare('SELECT json FROM contents WHERE key = ?').get(key)?.['json']);
    const article: Article = JSON.parse(json);
    const found = { article, length: json.length };
    read.set(key, found);
    return found;
  }

  function closure(start: number, asked: string): Set<number> {
    const members = new Set([start]);
    let frontier = [start];
    while (frontier.length > 0 && members.size < maxMembers) {
      const found = prepare(neighbours)
        .all({ keys: JSON.stringify(frontier), asked, fortnight, members: maxMembers, frontier: frontier.length })
        .map((row) => Number(row['key']));
      frontier = found.filter((key) => !members.has(key)).slice(0, maxMembers - members.size);
      for (const key of frontier) members.add(key);
    }
    return members;
  }
}
