import { parseArticle } from '../../src/articles/parse-article.ts';
import type { Reading } from '../../src/desk/ports.ts';
import { renderCard } from '../../src/discord/cards.ts';
import type { Article, Problem } from '../../src/news/article.ts';
import { tell } from '../../src/news/telling.ts';
import { foreignMarkup } from '../support/foreign-markup.ts';
import { refusals } from '../support/message-check.ts';
import { shapeFaults } from './article-shape.ts';
import { ciphertext } from './make-case.ts';

/** What no file may take, in milliseconds: many times what the slowest takes, and yet no time to wait. */
const longestMs = 1_000;
const now = Date.UTC(2101, 0);

export interface Checked {
  /** What became of the file, in few words. */
  readonly verdict: string;
  /** How long reading and building the card took, in milliseconds. */
  readonly ms: number;
  /** What must not be; none for every file of the world. */
  readonly faults: readonly string[];
}

/** Reads a file as a scan does, builds its card as the publisher does, and looks at everything that comes out. */
export function checkCase(bytes: Uint8Array): Checked {
  const started = performance.now();
  let made: ReturnType<typeof make>;
  try {
    made = make(bytes);
  } catch (error) {
    return {
      verdict: 'thrown',
      ms: performance.now() - started,
      faults: [`throws ${error instanceof Error ? error.stack : error}`],
    };
  }
  const ms = performance.now() - started;
  const faults = [...readingFaults(made.reading), ...made.cards.flatMap(cardFaults)];
  // On a busy machine anything may take long once: what counts is the time of the processor.
  if (ms > longestMs && cpuTime(bytes) > longestMs) faults.push(`takes ${Math.round(cpuTime(bytes))} ms`);
  if (Reflect.ownKeys(Object.prototype).length !== prototypeKeys) faults.push('changes the prototype of objects');
  if ('heatwireRan' in globalThis) faults.push('runs code');
  return { verdict: verdictOf(made.reading), ms, faults };
}

const prototypeKeys = Reflect.ownKeys(Object.prototype).length;

function make(bytes: Uint8Array) {
  const reading = parseArticle({ id: 'fuzz/case', file: 'fuzz/case.md', bytes });
  if (reading.kind !== 'article') return { reading, cards: [] };
  const { article } = reading;
  const sibling: Article = { ...article, id: 'fuzz/sibling', heat: 0, coverage: [] };
  const telling = tell([article, sibling], article, now);
  return { reading, cards: [renderCard(telling, { cardId: 'd'.repeat(90), plain: article.title.length % 4 === 0 })] };
}

/** Processor time of reading a file and of building its card, in milliseconds. */
function cpuTime(bytes: Uint8Array): number {
  const start = process.threadCpuUsage();
  make(bytes);
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000;
}

function readingFaults(reading: Reading): string[] {
  const faults = JSON.stringify(reading).includes(ciphertext.slice(0, 12)) ? ['tells ciphertext'] : [];
  switch (reading.kind) {
    case 'article':
      return [...faults, ...shapeFaults(reading.article).map((fault) => `as an article: ${fault}`)];
    case 'problem':
      if (reading.problems.length === 0 || reading.problems.length > 20) faults.push('has no fit number of problems');
      return [...faults, ...reading.problems.flatMap(problemFaults)];
    case 'passed over':
      return faults;
    case 'unsettled':
      return [...faults, 'is unsettled without anyone having touched it'];
  }
}

function problemFaults({ file, field, holds, wanted }: Problem): string[] {
  const sentence = `${field} holds ${holds}; wanted is ${wanted}`;
  const isClear =
    file === 'fuzz/case.md' &&
    /^(?:[a-zA-Z]+(?:\[\d+\])?(?:\.|$))*$/.test(field) &&
    [holds, wanted].every((words) => words !== '' && words.length <= 160) &&
    !/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u.test(sentence) &&
    sentence.isWellFormed() &&
    !/Error:|Exception|node_modules|\.[jt]s:\d|undefined|\[object/.test(wanted) &&
    wanted !== 'valid YAML';
  return isClear ? [] : [`says ${JSON.stringify(sentence)}`];
}

function cardFaults(card: ReturnType<typeof renderCard>): string[] {
  return [
    ...refusals(card).map((refusal) => `makes a card that is refused: ${refusal}`),
    ...foreignMarkup(card).map((markup) => `makes a card with ${JSON.stringify(markup)}`),
  ];
}

function verdictOf(reading: Reading): string {
  if (reading.kind !== 'problem') return reading.kind;
  const [first] = reading.problems;
  return first?.field ? 'problem in fields' : `problem: ${first?.holds.replace(/ in (?:line )?\S+$/, '')}`;
}
