import { decideStory } from './decide.ts';
import type { Decision, Store } from './delivery-ports.ts';
import type { ArticleIndex, Clock, Position, Random } from './ports.ts';

/** Changes taken up in one transaction: bounds memory, and how long answers to people wait. */
const batch = 100;

/**
 * Decides on everything that changed in the index since the last time, and on every article whose publish time has come.
 * What was worked off becomes durable together with what was decided, so a crash repeats a batch or nothing.
 *
 * @returns how many decisions were made
 */
export async function workOff(ports: {
  index: ArticleIndex;
  store: Store;
  clock: Clock;
  random: Random;
  /** Ends it after the batch that is under way; the next time goes on from there. */
  stopping: AbortSignal;
}): Promise<number> {
  const { index, store, clock, stopping } = ports;
  const now = clock.now();
  const progress = await store.progress();
  let position: Position | undefined = progress?.position;
  let due = progress === undefined ? [] : await index.comingDue(progress.dueUntil, now);
  let made = 0;
  for (;;) {
    const changes = await index.changes(position, batch);
    const decisions = await decideArticles(ports, [...due, ...changes.articleIds], now);
    await store.decide(decisions, { position: changes.position, dueUntil: now });
    if (changes.articleIds.length < batch) return made + decisions.length;
    made += decisions.length;
    position = changes.position;
    due = [];
    await clock.breathe();
    if (stopping.aborted) return made;
  }
}

async function decideArticles(
  { index, store, random }: { index: ArticleIndex; store: Store; random: Random },
  articleIds: readonly string[],
  now: number,
): Promise<Decision[]> {
  if (articleIds.length === 0) return [];
  const feeds = await store.feeds();
  if (feeds.length === 0 && Object.values(await store.totals()).every((rows) => rows === 0)) return [];
  const stories = await index.storiesOf([...new Set(articleIds)]);
  const { told, cards } = await store.standing(stories.flatMap((story) => story.map(({ id }) => id)));

  const toldByArticle = Map.groupBy(told, ({ articleId }) => articleId);
  const cardById = new Map(cards.map((card) => [card.cardId, card]));
  return stories.flatMap((story) => {
    const toldOfStory = story.flatMap(({ id }) => toldByArticle.get(id) ?? []);
    const cardIds = new Set(toldOfStory.flatMap(({ cardId }) => cardId ?? []));
    const cardsOfStory = [...cardIds].flatMap((cardId) => cardById.get(cardId) ?? []);
    return decideStory(story, { feeds, told: toldOfStory, cards: cardsOfStory, now }, () => random.id());
  });
}
