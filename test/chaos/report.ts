import Table from 'cli-table3';
import { createTally } from '../support/tally.ts';
import { isFailed, type Verdict } from './run-schedule.ts';

/** What many schedules came to, as a table. */
export function report(verdicts: readonly Verdict[], tookMs: number): string {
  const tally = createTally();
  for (const verdict of verdicts) tally.addAll(verdict.tally.counts());
  const { kills, faults, troubles } = tally.counts();
  const sum = (of: (verdict: Verdict) => number): number => verdicts.reduce((total, one) => total + of(one), 0);
  const longest = Math.max(0, ...verdicts.map((verdict) => verdict.tookMs));
  const table = new Table({ style: { head: [], border: [] }, colWidths: [22, 96], wordWrap: true });
  table.push(
    ['schedules', `${verdicts.length}, of which ${verdicts.filter(isFailed).length} failed`],
    ['starts', `${sum(({ starts }) => starts)}`],
    ['ends', listed(kills)],
    ['requests gone wrong', listed(faults)],
    ['other troubles', listed(troubles)],
    ['cards', `${sum(({ cards }) => cards)}`],
    ['doubled', `${sum(({ doubled }) => doubled.length)}`],
    ['lost', `${sum(({ lost }) => lost.length)}`],
    ['untrue', `${sum(({ untrue }) => untrue.length)}`],
    ['otherwise broken', `${sum(({ broken }) => broken.length)}`],
    ['time', `${(tookMs / 1000).toFixed(1)} s, the longest schedule ${(longest / 1000).toFixed(1)} s`],
  );
  return table.toString();
}

/** A schedule that failed: what is wrong, how it came to it, and how to play it alone. */
export function reportFailure(verdict: Verdict, broken?: string): string {
  const { schedule, doubled, lost, untrue, trace } = verdict;
  const { seed, theme } = schedule;
  const again = [`--seed ${seed}`, '--schedules 1', `--theme "${theme}"`, ...(broken ? [`--broken "${broken}"`] : [])];
  return [
    `Schedule ${seed} (${theme}; ${schedule.places.join(', ')}; ${schedule.watch ? 'watching' : 'not watching'}) failed:`,
    ...[...doubled, ...lost, ...untrue, ...verdict.broken].map((line) => `- ${line}`),
    ...trace,
    `Play it alone, several times if need be, for its timing is real: npm run chaos -- ${again.join(' ')}`,
    '',
  ].join('\n');
}

function listed(counts: Readonly<Record<string, number>> = {}): string {
  const total = Object.values(counts).reduce((sum, times) => sum + times, 0);
  const each = Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, times]) => `${name} ${times}`);
  return `${total}${each.length > 0 ? `: ${each.join(', ')}` : ''}`;
}
