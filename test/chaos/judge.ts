import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import { type StoryState, titleOf } from './news.ts';
import type { Place } from './stage.ts';
import type { SeenCard, Witness } from './witness.ts';

/** What is wrong, in sentences for people. */
export interface Findings {
  readonly doubled: readonly string[];
  readonly lost: readonly string[];
  /** A card that does not say what its story says, or should not be there any more. */
  readonly untrue: readonly string[];
}

/**
 * Compares what a channel shows with what its feed wants: each published story that is hot enough once, with its present
 * text, and nothing else.
 *
 * @param stories all of them, as they were written last
 * @param cards the feed's messages, by the story that each was posted for
 */
export function judgePlace(
  { name, minHeat }: Pick<Place, 'name' | 'minHeat'>,
  stories: readonly StoryState[],
  cards: ReadonlyMap<number, readonly PageMessage[]>,
): Findings {
  const doubled: string[] = [];
  const lost: string[] = [];
  const untrue: string[] = [];
  for (const state of stories) {
    const { story, version, published, heat } = state;
    const shown = cards.get(story) ?? [];
    const wanted = published && heat >= minHeat;
    const [card] = shown;
    if (shown.length > 1) doubled.push(`${name}: ${shown.length} cards of story ${story}`);
    if (wanted && card === undefined) lost.push(`${name}: no card of story ${story}`);
    if (!wanted && card !== undefined) untrue.push(`${name}: a card of story ${story}, which is not wanted`);
    if (wanted && card !== undefined && !says(card, state))
      untrue.push(
        `${name}: the card of story ${story} says "${card.embeds[0]?.title ?? 'nothing'}", not version ${version}`,
      );
  }
  return { doubled, lost, untrue };
}

function says({ embeds: [embed] }: PageMessage, state: StoryState): boolean {
  return embed?.title === titleOf(state) && embed.description?.includes(`version ${state.version} of story`) === true;
}

/**
 * Cards that came to be although nobody wanted them: a story has one card, and one more for each time that it was withdrawn.
 *
 * @param withdrawals how often each story was
 */
export function countedTwice(cards: readonly SeenCard[], withdrawals: ReadonlyMap<number, number>): string[] {
  const byPlace = Map.groupBy(cards, ({ channelId, story }) => `story ${story} in channel ${channelId}`);
  return [...byPlace].flatMap(([what, same]) => {
    const most = 1 + (withdrawals.get(same[0]?.story ?? 0) ?? 0);
    return same.length > most ? [`${same.length} cards of ${what}, where ${most} would do`] : [];
  });
}

/** Foreign messages that are not as they were. */
export function touched(before: Witness['guarded'], now: readonly PageMessage[]): string[] {
  const present = new Map(now.map((message) => [message.id, JSON.stringify(message)]));
  return before
    .filter((message) => present.get(message.id) !== JSON.stringify(message))
    .map(({ id, channel_id }) => `The foreign message ${id} in channel ${channel_id} is not as it was.`);
}
