import type { Article } from '../news/article.ts';
import { fortnight, groupStories, type Story } from '../news/story.ts';
import type { IndexDatabase } from './index-schema.ts';

/** No story takes in more articles than this: a title or address that hundreds share says nothing about an event. */
const maxMembers = 200;

/** The articles that `groupStories` would join directly with any of those whose keys are given, as a JSON array. */
const neighbours = `
  SELECT theirs.article AS key
    FROM json_each(:keys) AS given
    JOIN addresses AS mine ON mine.article = given.value
    JOIN addresses AS theirs ON theirs.address = mine.address AND (mine.own OR theirs.own)
  UNION
  SELECT theirs.key
    FROM json_each(:keys) AS given
    JOIN articles AS mine ON mine.key = given.value
    JOIN articles AS theirs ON theirs.title = mine.title
      AND theirs.published_at BETWEEN mine.published_at - :fortnight AND mine.published_at + :fortnight
  LIMIT :limit
`;

/** The stories that these articles belong to, each once. */
export function findStories({ prepare }: IndexDatabase, articleIds: readonly string[]): Story[] {
  const stories: Story[] = [];
  const told = new Set<number>();
  const seeds = prepare('SELECT key, id FROM articles WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id').all(
    JSON.stringify(articleIds),
  );
  for (const seed of seeds) {
    const key = Number(seed['key']);
    if (told.has(key)) continue;
    const members = closure(key);
    for (const member of members) told.add(member);
    const articles = prepare('SELECT json FROM articles WHERE key IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify([...members]))
      .map(({ json }): Article => JSON.parse(String(json)));
    const story = groupStories(articles).find((group) => group.some(({ id }) => id === seed['id']));
    if (story !== undefined) stories.push(story);
  }
  return stories;

  function closure(start: number): Set<number> {
    const members = new Set([start]);
    let frontier = [start];
    while (frontier.length > 0 && members.size < maxMembers) {
      const found = prepare(neighbours)
        .all({ keys: JSON.stringify(frontier), fortnight, limit: maxMembers + frontier.length })
        .map((row) => Number(row['key']));
      frontier = found.filter((key) => !members.has(key)).slice(0, maxMembers - members.size);
      for (const key of frontier) members.add(key);
    }
    return members;
  }
}
