import { checkCase } from './check-case.ts';
import { readCorpus } from './corpus.ts';
import { type FuzzCase, makeCase } from './make-case.ts';
import { createNasty } from './nasty.ts';

export interface Failure extends FuzzCase {
  readonly number: number;
  readonly faults: readonly string[];
}

export interface FuzzReport {
  readonly cases: number;
  /** How many cases came to which verdict. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** The case that took longest, and its best time of a few, in milliseconds. */
  readonly slowest: { readonly number: number; readonly ms: number };
  /** How long what is tested took, without making and checking the cases, in milliseconds. */
  readonly ms: number;
  /** The first case that did what none may do. */
  readonly failure?: Failure;
}

/** Makes and checks the cases of a seed, in order, up to the first that fails. The same for the same seed. */
export function fuzz({ seed, cases, first = 0 }: { seed: number; cases: number; first?: number }): FuzzReport {
  const corpus = readCorpus();
  const nasty = createNasty(seed);
  const verdicts: Record<string, number> = {};
  let longest = { number: first, ms: 0 };
  let ms = 0;
  let failure: Failure | undefined;
  let number = first;
  for (; number < first + cases && failure === undefined; number++) {
    const made = makeCase(seed, number, corpus, nasty);
    const checked = checkCase(made.bytes);
    verdicts[checked.verdict] = (verdicts[checked.verdict] ?? 0) + 1;
    ms += checked.ms;
    if (checked.ms > longest.ms) longest = { number, ms: checked.ms };
    if (checked.faults.length > 0) failure = { ...made, number, faults: checked.faults };
  }
  const { bytes } = makeCase(seed, longest.number, corpus, nasty);
  const again = failure === undefined ? [1, 2, 3].map(() => checkCase(bytes).ms) : [];
  const slowest = { number: longest.number, ms: Math.min(longest.ms, ...again) };
  return { cases: number - first, verdicts, slowest, ms, ...(failure && { failure }) };
}
