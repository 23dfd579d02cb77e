import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { brokenBuildNames, isBrokenBuild } from './broken-builds.ts';
import { type Report, runSchedules } from './run-schedules.ts';

const usage = `npm run simulate -- [--seed 1] [--schedules 1000] [--threads N] [--broken NAME]
Broken builds: ${brokenBuildNames.join(', ')}`;

function readArguments() {
  try {
    return parseArgs({
      options: {
        seed: { type: 'string', default: '1' },
        schedules: { type: 'string', default: '1000' },
        threads: { type: 'string', default: String(availableParallelism()) },
        broken: { type: 'string' },
      },
    }).values;
  } catch {
    return undefined;
  }
}

const given = readArguments();
const [seed, schedules, threads] = [given?.seed, given?.schedules, given?.threads].map(Number);
const broken = given?.broken;
if (!isCount(seed) || !isCount(schedules) || !isCount(threads) || (broken !== undefined && !isBrokenBuild(broken))) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}

const startedAt = performance.now();
const report = await runSchedules({ from: seed, count: schedules, ...(broken && { broken }) }, threads);
const seconds = (performance.now() - startedAt) / 1000;

const [first] = report.failures;
if (first !== undefined) {
  const { violations, trace, shrunk = trace } = first;
  process.stdout.write(`${trace.join('\n')}\n\n`);
  if (shrunk.length < trace.length) process.stdout.write(`The same, smaller:\n${shrunk.join('\n')}\n\n`);
  process.stdout.write(`Seed ${first.seed}: ${violations.map(({ kind, says }) => `${kind}: ${says}`).join('; ')}\n`);
  process.stdout.write(
    `Failing seeds: ${report.failures
      .map((failure) => failure.seed)
      .slice(0, 50)
      .join(', ')}\n`,
  );
}
process.stdout.write(`${tableOf(report, seconds)}\n`);
process.exitCode = first === undefined ? 0 : 1;

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isInteger(value) && value > 0;
}

function tableOf({ schedules: done, failures, counts }: Report, duration: number): string {
  const table = new Table({ style: { head: [], border: [] } });
  const found = (kind: string): number =>
    failures.filter(({ violations }) => violations.some((one) => one.kind === kind)).length;
  const { done: what = {}, ...kinds } = counts;
  table.push(
    { schedules: `${done} in ${duration.toFixed(1)} s, ${(done / duration).toFixed(0)} a second` },
    { 'schedules with a story doubled': String(found('doubled')) },
    { 'schedules with a story lost': String(found('lost')) },
    { 'schedules with anything else wrong': String(found('other')) },
    ...Object.entries(what).map(([name, times]) => ({ [name]: String(times) })),
    ...['crashes', 'faults', 'actions', 'excused'].map((kind) => ({ [kind]: listOf(kinds[kind] ?? {}) })),
  );
  return table.toString();
}

function listOf(names: Readonly<Record<string, number>>): string {
  const total = Object.values(names).reduce((sum, times) => sum + times, 0);
  const each = Object.entries(names).sort(([, a], [, b]) => b - a);
  return [`${total} in all`, ...each.map(([name, times]) => `${times} × ${name}`)].join('\n');
}
