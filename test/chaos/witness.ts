import type { PageMessage } from '../../src/local-discord/page/message-contract.ts';
import type { Around } from '../support/local-discord.ts';
import { storyAt } from './news.ts';
import type { Moment } from './schedule.ts';

/** A card that Discord has or had. */
export interface SeenCard {
  readonly channelId: string;
  readonly messageId: string;
  readonly story: number;
}

/** Sees what becomes of the channels' messages at every request, not only in the end. */
export interface Witness {
  readonly around: Around;
  /**
   * Calls `strike` at this moment of the next request that changes messages, before anything else happens; `starting` is
   * when any request comes.
   */
  aim(moment: Moment, strike: () => void): void;
  /** From now on these messages must stay as they are. */
  guard(messages: readonly PageMessage[]): void;
  /** Every card that ever was. */
  readonly cards: readonly SeenCard[];
  /** What must never happen, and did: two cards of a story side by side, or a foreign message touched. */
  readonly doubled: readonly string[];
  readonly foreign: readonly string[];
  readonly guarded: readonly PageMessage[];
}

/** @param read all messages of a channel */
export function createWitness(
  read: (channelId: string) => Promise<readonly PageMessage[]>,
  trace: (line: string) => void,
): Witness {
  const cards = new Map<string, SeenCard>();
  const doubled = new Set<string>();
  const foreign: string[] = [];
  const guarded: PageMessage[] = [];
  let aimed: { moment: Moment; strike(): void } | undefined;

  function reach(moment: Moment): void {
    if (aimed?.moment !== moment) return;
    const { strike } = aimed;
    aimed = undefined;
    strike();
  }

  /** A message is created and deleted by requests alone, so whoever looks after each of them misses none. */
  async function look(channelId: string): Promise<void> {
    const present = cardsAmong(await read(channelId), channelId);
    for (const card of present) {
      if (!cards.has(card.messageId)) trace(`  card of story ${card.story} appears as ${card.messageId}`);
      cards.set(card.messageId, card);
    }
    for (const [story, same] of Map.groupBy(present, (card) => card.story))
      if (same.length > 1) doubled.add(`Channel ${channelId} has ${same.length} cards of story ${story} at once.`);
  }

  return {
    async around({ method, path }, next) {
      reach('starting');
      const [, channelId, messageId] = /\/channels\/(\d+)\/messages(?:\/(\d+))?$/.exec(path) ?? [];
      if (channelId === undefined || method === 'GET') return next();
      if (messageId !== undefined && guarded.some(({ id }) => id === messageId))
        foreign.push(`${method} of the foreign message ${messageId}.`);
      reach('left');
      const answer = next();
      reach('left in vain');
      const response = await answer;
      await look(channelId);
      reach('committed');
      // The answer is written after this returns.
      if (aimed?.moment === 'answered') setTimeout(reach, 1, 'answered');
      return response;
    },
    aim(moment, strike) {
      aimed = { moment, strike };
    },
    guard: (messages) => void guarded.push(...messages),
    get cards() {
      return [...cards.values()];
    },
    get doubled() {
      return [...doubled];
    },
    foreign,
    guarded,
  };
}

/** The cards among a channel's messages: those whose link leads to a story, unless they were there before. */
export function cardsAmong(messages: readonly PageMessage[], channelId: string): SeenCard[] {
  return messages.flatMap(({ id, embeds, components }) => {
    const story = storyAt(embeds[0]?.url);
    return story === undefined || components.length === 0 ? [] : [{ channelId, messageId: id, story }];
  });
}
