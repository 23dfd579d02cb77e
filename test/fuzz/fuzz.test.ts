import { describe, expect, it } from 'vitest';
import { checkCase } from './check-case.ts';
import { fuzz } from './fuzz.ts';
import { largeFiles } from './large-files.ts';
import { shrink } from './shrink.ts';

// A case is one file, made by one to four mutations of bytes, lines or YAML, that is read as a scan reads it; when it is an
// article, its card is built. See check-case.ts for what must hold.
describe('100,000 mutated files', () => {
  it.each([1, 2, 3, 4])(
    'of seed %i come to an article that can be shown, or to words for their editors',
    (seed) => {
      const { cases, verdicts, failure } = fuzz({ seed, cases: 25_000 });
      expect(failure).toBeUndefined();
      expect(cases).toBe(25_000);
      // A fuzzer that only ever makes rubbish tests nothing but the first line of the parser.
      for (const verdict of ['article', 'problem in fields', 'problem: invalid YAML'])
        expect(verdicts[verdict], verdict).toBeGreaterThan(2_500);
    },
    180_000,
  );

  it('are the same for the same seed, and each can be made without those before it', () => {
    const [all, again, part] = [
      fuzz({ seed: 9, cases: 60 }),
      fuzz({ seed: 9, cases: 60 }),
      fuzz({ seed: 9, cases: 20, first: 40 }),
    ];
    expect(again.verdicts).toEqual(all.verdicts);
    const before = fuzz({ seed: 9, cases: 40 }).verdicts;
    for (const [verdict, times] of Object.entries(all.verdicts))
      expect((before[verdict] ?? 0) + (part.verdicts[verdict] ?? 0)).toBe(times);
    expect(fuzz({ seed: 10, cases: 60 }).verdicts).not.toEqual(all.verdicts);
  });
});

it.each(largeFiles)('a file as large as may be of %s is read in a moment', (_, bytes) => {
  expect(checkCase(bytes).faults).toEqual([]);
});

it('a failing file is made as small as fails', () => {
  const fails = (bytes: Uint8Array) => Buffer.from(bytes).includes('bad');
  expect(
    Buffer.from(shrink(Buffer.from(`${'x'.repeat(500)}b${'ad'.repeat(9)}${'y'.repeat(300)}`), fails)).toString(),
  ).toBe('bad');
});
