import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { checkCase } from './check-case.ts';
import { type Failure, fuzz } from './fuzz.ts';
import { shrink } from './shrink.ts';

const usage = `Usage: npm run fuzz -- [--seed S] [--cases N] [--first N]
       npm run fuzz -- FILE…
Makes article files from those of test/fuzz/corpus, reads them, builds their cards, and checks what comes out.
A case that fails is saved, and as small as it could be made; with FILE such cases are tried again.
`;
const folder = 'fuzz-failures';

/** Saves a failing file as it was and made smaller. */
function save(seed: number, { bytes, number }: Failure): string {
  mkdirSync(folder, { recursive: true });
  const place = `${folder}/${seed}-${number}`;
  writeFileSync(`${place}.md`, bytes);
  writeFileSync(
    `${place}.small.md`,
    shrink(bytes, (smaller) => checkCase(smaller).faults.length > 0),
  );
  return place;
}

function run(seed: number, cases: number, first: number): number {
  const started = performance.now();
  const report = fuzz({ seed, cases, first });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const { slowest, failure } = report;
  const verdicts = Object.entries(report.verdicts).sort(([, a], [, b]) => b - a);
  for (const [verdict, times] of verdicts) process.stdout.write(`${String(times).padStart(9)}  ${verdict}\n`);
  process.stdout.write(
    `seed ${seed}: ${report.cases} cases from ${first} on in ${seconds} s, ${(report.ms / 1000).toFixed(1)} s of it in the program` +
      `${slowest ? `; slowest: case ${slowest.number}, ${slowest.ms.toFixed(1)} ms` : ''}\n`,
  );
  if (failure === undefined) return 0;
  const place = save(seed, failure);
  process.stdout.write(`Case ${failure.number} (${failure.origin.join(', ')}) fails; saved as ${place}.md:\n`);
  for (const fault of failure.faults) process.stdout.write(`  ${fault}\n`);
  process.stdout.write(`Again: npm run fuzz -- --seed ${seed} --first ${failure.number} --cases 1\n`);
  return 1;
}

function tryAgain(file: string): number {
  const { verdict, ms, faults } = checkCase(readFileSync(file));
  process.stdout.write(`${file}: ${verdict}, ${ms.toFixed(1)} ms\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  return faults.length > 0 ? 1 : 0;
}

/** What the command line asks for; nothing when it cannot be understood. */
function commandLine() {
  const number = { type: 'string' } as const;
  try {
    const options = { seed: number, cases: number, first: number };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const { seed = '1', cases = '100000', first = '0' } = values;
    const asked = { seed: Number(seed), cases: Number(cases), first: Number(first) };
    return Object.values(asked).every(Number.isSafeInteger) ? { ...asked, files: positionals } : undefined;
  } catch {
    return undefined;
  }
}

function main(): number {
  const asked = commandLine();
  if (asked === undefined) {
    process.stdout.write(usage);
    return 2;
  }
  const { seed, cases, first, files } = asked;
  return files.length > 0 ? Math.max(...files.map(tryAgain)) : run(seed, cases, first);
}

process.exitCode = main();
