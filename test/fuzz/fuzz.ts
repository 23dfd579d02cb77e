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
  /** The case that takes longest, in milliseconds. */
  readonly slowest?: { readonly number: number; readonly ms: number };
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
  const times: { readonly number: number; readonly ms: number }[] = [];
  let failure: Failure | undefined;
  let number = first;
  for (; number < first + cases && failure === undefined; number++) {
    const made = makeCase(seed, number, corpus, nasty);
    const checked = checkCase(made.bytes);
    verdicts[checked.verdict] = (verdicts[checked.verdict] ?? 0) + 1;
    times.push({ number, ms: checked.ms });
    if (checked.faults.length > 0) failure = { ...made, number, faults: checked.faults };
  }
  const ms = times.reduce((sum, time) => sum + time.ms, 0);
  const report = { cases: number - first, verdicts, ms };
  if (failure !== undefined) return { ...report, failure };

  // Most that took long did so because the machine was busy: their best time of a few tells.
  const longest = times.sort((a, b) => b.ms - a.ms).slice(0, 200);
  const again = longest.map((time) => {
    const { bytes } = makeCase(seed, time.number, corpus, nasty);
    return { number: time.number, ms: Math.min(...[1, 2, 3].map(() => checkCase(bytes).ms)) };
  });
  const [slowest] = again.sort((a, b) => b.ms - a.ms);
  return { ...report, ...(slowest && { slowest }) };
}
