import { decideStory, type Situation } from './decide.ts';
import type { Card, Decision, Store, Told } from './delivery-ports.ts';
import type { ArticleIndex, Clock, Position, Random } from './ports.ts';

/** Changes taken up together: bounds memory. */
const batch = 100;
/** Pairs of a story and a feed that are decided on together: bounds memory, and how long answers to people wait. */
const pairsTogether = 20_000;
/** Channels that were told before, and are looked into together: likewise. */
const channelsTogether = 500;
/** Decisions that one transaction writes: bounds how long answers to people wait. */
const decisionsTogether = 100;

interface Standing {
  readonly told: readonly Told[];
  readonly cards: readonly Card[];
}

/**
 * Decides on everything that changed in the index since the last time, and on every article whose publish time has come.
 * Only the last decisions of a batch say that it was worked off: a crash repeats it, and what was decided by then is seen
 * to be decided.
 *
 * @returns how many decisions were made
 */
export async function workOff(ports: {
  index: ArticleIndex;
  store: Store;
  clock: Clock;
  random: Random;
  /** Ends it after the decisions that are being written; the next time goes on from there. */
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
    let decisions: Decision[] = [];
    for await (const more of decideArticles(ports, [...due, ...changes.articleIds], now)) {
      decisions = decisions.concat(more);
      made += more.length;
      while (decisions.length > decisionsTogether) {
        await store.decide(decisions.splice(0, decisionsTogether));
        await clock.breathe();
        if (stopping.aborted) return made - decisions.length;
      }
    }
    await store.decide(decisions, { position: changes.position, dueUntil: now });
    if (changes.articleIds.length < batch) return made;
    position = changes.position;
    due = [];
    await clock.breathe();
    if (stopping.aborted) return made;
  }
}

async function* decideArticles(
  { index, store, clock, random }: { index: ArticleIndex; store: Store; clock: Clock; random: Random },
  articleIds: readonly string[],
  now: number,
): AsyncGenerator<Decision[]> {
  if (articleIds.length === 0) return;
  const feeds = await store.feedIndex();
  if (feeds.size === 0 && Object.values(await store.totals()).every((rows) => rows === 0)) return;
  // Feeds may just have been read anew.
  await clock.breathe();
  const all = await index.storiesOf([...new Set(articleIds)]);
  const together = Math.max(1, Math.floor(pairsTogether / Math.max(1, feeds.size)));
  for (let start = 0; start < all.length; start += together) {
    const stories = all.slice(start, start + together);
    const memberIds = stories.flatMap((story) => story.map(({ id }) => id));
    const decide = ({ told, cards }: Standing, concerns: Situation['concerns']): Decision[] => {
      const toldByArticle = Map.groupBy(told, ({ articleId }) => articleId);
      const cardById = new Map(cards.map((card) => [card.cardId, card]));
      return stories.flatMap((story) => {
        const toldOfStory = story.flatMap(({ id }) => toldByArticle.get(id) ?? []);
        const cardIds = new Set(toldOfStory.flatMap(({ cardId }) => cardId ?? []));
        const cardsOfStory = [...cardIds].flatMap((cardId) => cardById.get(cardId) ?? []);
        const situation = { feeds, concerns, told: toldOfStory, cards: cardsOfStory, now };
        return decideStory(story, situation, () => random.id());
      });
    };

    const channels = new Set((await store.told(memberIds)).map(({ channelId }) => channelId));
    yield decide({ told: [], cards: [] }, (channelId) => !channels.has(channelId));
    // What stands in a channel is asked for anew: what was told a moment ago may be untold by now, and is told again then.
    const inOrder = [...channels];
    for (let first = 0; first < inOrder.length; first += channelsTogether) {
      await clock.breathe();
      const some = new Set(inOrder.slice(first, first + channelsTogether));
      yield decide(await store.standing(memberIds, [...some]), (channelId) => some.has(channelId));
    }
  }
}
