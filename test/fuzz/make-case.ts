import type { Corpus } from './corpus.ts';
import { createDice, some } from './dice.ts';
import { byteMutations, lineMutations, type Means } from './mutations.ts';
import type { Nasty } from './nasty.ts';

/** What stands in `secured` of every case that can have it; no reading may hold it. */
export const ciphertext = 'bm9ib2R5IG1heSBzZWUgdGhpcw==;aXY=';

/** One file to read: a specimen with one to four mutations. */
export interface FuzzCase {
  readonly bytes: Uint8Array;
  /** The specimen's name, then the mutations'. */
  readonly origin: readonly string[];
}

const lineNames = some(Object.keys(lineMutations), 'line gone');
const byteNames = some(Object.keys(byteMutations), 'cut off');

/** How many mutations of lines, and of bytes, a case has. Most cases have to stay what YAML can read. */
const shares: [[number, number], ...[number, number][]] = [
  [1, 0],
  [1, 0],
  [1, 0],
  [2, 0],
  [2, 0],
  [3, 0],
  [4, 0],
  [0, 1],
  [0, 2],
  [1, 1],
];

/** The case of this number, made of nothing but what is given. */
export function makeCase(seed: number, number: number, corpus: Corpus, nasty: Nasty): FuzzCase {
  const dice = createDice(seed, number);
  const means: Means = { dice, nasty, corpus };
  const { name, bytes: original, lines: originalLines } = dice.pick(dice.chance(0.6) ? corpus.articles : corpus.files);
  const origin = [name];

  let bytes = original;
  const [ofLines, ofBytes] = dice.pick(shares);
  if (ofLines > 0) {
    const lines = [...originalLines];
    for (let mutation = 0; mutation < ofLines; mutation++) {
      const chosen = dice.pick(lineNames);
      origin.push(chosen);
      lineMutations[chosen]?.(lines, means);
    }
    bytes = Buffer.from(withCiphertext(lines).join('\n'));
  }
  for (let mutation = 0; mutation < ofBytes; mutation++) {
    const chosen = dice.pick(byteNames);
    origin.push(chosen);
    bytes = byteMutations[chosen]?.(bytes, means) ?? bytes;
  }
  return { bytes, origin };
}

/** Right below the opening line, where no quotation mark before it can make it part of another value. */
function withCiphertext(lines: readonly string[]): readonly string[] {
  return lines[0] === '---' ? ['---', `secured: "${ciphertext}"`, ...lines.slice(1)] : lines;
}
