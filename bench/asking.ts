import { setTimeout } from 'node:timers/promises';
import type { PageInteraction, PageInteractionResult } from '../src/local-discord/page/contract.ts';
import { createDice, type Dice } from '../test/support/dice.ts';
import { publishers, topics, vocabulary } from './archive.ts';

/** What people ask for, by the figure that it counts for. */
export const kinds = ['topic', 'search', 'autocomplete', 'topics'] as const;
export type Kind = (typeof kinds)[number];

/** One question and how long it took from the person to the bot's first answer, in milliseconds. */
export interface Asked {
  readonly kind: Kind;
  readonly ms: number;
}

/** Somebody in a channel of a local Discord. */
export interface Asker {
  /** The local Discord's page. */
  readonly url: string;
  readonly channelId: string;
  /** Absent for the owner. */
  readonly viewer?: string;
}

export interface Question {
  readonly kind: Kind;
  readonly type: 2 | 4;
  readonly name: string;
  readonly options?: readonly { readonly name: string; readonly value: string; readonly focused?: true }[];
}

const news = (kind: Kind, name: string, value: string): Question => ({
  ...{ kind, type: 2, name: 'news', options: [{ name, value }] },
});
const completing = (name: string, value: string): Question => ({
  ...{ kind: 'autocomplete', type: 4, name: 'news', options: [{ name, value, focused: true }] },
});

const [name = '', rarer = '', rarest = ''] = [0, 30, 300].map((place) => topics[place]);
const word = (place: number): string => vocabulary[place] ?? '';

/** Common and rare names and words, several words, and words that are being typed. */
export const questions: Readonly<Record<Kind, readonly Question[]>> = {
  topic: [name, rarer, rarest].map((topic) => news('topic', 'topic', topic)),
  search: [word(0), word(30), word(3_000), word(15_000), `${word(20)} ${word(100)}`, word(400).slice(0, 4)].map(
    (words) => news('search', 'search', words),
  ),
  autocomplete: [
    ...['', 'a', 'sec', rarest.slice(0, 6)].map((typed) => completing('topic', typed)),
    ...['', 'm', publishers[80]?.name.slice(0, 5) ?? ''].map((typed) => completing('provider', typed)),
  ],
  topics: [{ kind: 'topics', type: 2, name: 'topics' }],
};

/**
 * Asks questions of all kinds, equally many of each and at least one, until `signal` aborts, and waits for the answers that are due by then. Each is asked
 * at its time, whether those before it are answered or not.
 *
 * @throws when one is not answered
 */
export async function askSteadily(
  asker: Asker,
  { perSecond, seed, signal }: { readonly perSecond: number; readonly seed: number; readonly signal: AbortSignal },
): Promise<Asked[]> {
  const dice = createDice(seed);
  const asked: Promise<Asked>[] = [];
  const start = performance.now();
  let left: Kind[] = [];
  while (!signal.aborted || asked.length < kinds.length) {
    if (left.length === 0) left = [...kinds];
    const kind = dice.pick(left);
    left = left.filter((other) => other !== kind);
    const answer = ask(asker, questionOf(kind, dice));
    // A failure is told once all are in.
    answer.catch(() => {});
    asked.push(answer);
    const pause = start + (asked.length * 1000) / perSecond - performance.now();
    await setTimeout(Math.max(0, pause), undefined, { signal }).catch(() => {});
  }
  return Promise.all(asked);
}

/** A question of this kind, by chance. */
export function questionOf(kind: Kind, dice: Dice): Question {
  return dice.pick(questions[kind]);
}

/** Asks one question; its time ends as the bot's first answer has reached Discord and Discord tells the person. */
export async function ask({ url, channelId, viewer }: Asker, question: Question): Promise<Asked> {
  const { kind, type, name, options = [] } = question;
  const body: PageInteraction = {
    ...{ type, channel_id: channelId, data: { name, options: options.map((option) => ({ type: 3, ...option })) } },
    ...(viewer !== undefined && { viewer }),
  };
  const start = performance.now();
  const response = await fetch(`${url}/local/interactions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const outcome = (await response.json()) as PageInteractionResult;
  const ms = performance.now() - start;
  if (outcome.result === 'failed') throw new Error(`${JSON.stringify(question)}: ${outcome.reason}`);
  return { kind, ms };
}
