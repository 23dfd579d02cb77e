import { createSeeded } from '../src/local-discord/faults/seeded.ts';

/** Numbers in [0, 1), the same for the same parameters, however alike those are. */
export function createThrows(...numbers: readonly number[]): () => number {
  let seed = 0x9e3779b9;
  for (const number of numbers) seed = Math.imul(seed ^ number, 0x85ebca6b) ^ (seed >>> 13);
  return createSeeded(seed).next;
}

/** One of a list by Zipf's law: the tenth item comes a tenth as often as the first. */
export function byUse<T>(from: readonly T[], throwOf: () => number): T {
  return from[Math.floor((from.length + 1) ** throwOf()) - 1] as T;
}

const onsets = 'b c d f g h j k l m n p r s t v w z br ch cl dr fl gr pl pr sh st th tr'.split(' ');
const rhymes = 'a e i o u an ar el en er in is on or um ay ee ill ock'.split(' ');
const syllables = onsets.flatMap((onset) => rhymes.map((rhyme) => onset + rhyme));

/** The words of the articles, most used first: short ones and long ones, each written in one way only. */
export const vocabulary: readonly string[] = invented(20_000);

function invented(count: number): string[] {
  const throwOf = createThrows(count);
  const words = new Set<string>();
  while (words.size < count) {
    const length = 1 + Math.min(3, Math.floor(words.size ** 0.3 * (0.2 + throwOf() * 0.2)));
    words.add(Array.from({ length }, () => syllables[Math.floor(throwOf() * syllables.length)]).join(''));
  }
  return [...words];
}

const fields = [
  ...[
    'AI',
    'Security',
    'Cloud',
    'Machine Learning',
    'C++',
    'C#',
    '.NET',
    'Node.js',
    'Kubernetes',
    'ASP.NET Core',
    'F#',
  ],
  ...['Power Apps', 'Robotics', 'Space', 'Energy', 'Health', 'Games', 'Data Science', 'Web 3.0', 'Self-driving Cars'],
];

/** The topics of the articles, most used first. */
export const topics: readonly string[] = [
  ...fields,
  ...vocabulary.slice(1_000, 1_016).flatMap((maker) => fields.map((field) => `${capital(maker)} ${field}`)),
];

export interface Publisher {
  readonly name: string;
  readonly domain: string;
}

/** Who published the articles, most used first. */
export const publishers: readonly Publisher[] = vocabulary.slice(2_000, 2_160).map((word, place) => ({
  name: `${capital(word)} ${['Today', 'Week', 'Wire', 'Magazine', 'News'][place % 5]}`,
  domain: `${word}${place % 3 === 0 ? 'news' : ''}.example`,
}));

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
