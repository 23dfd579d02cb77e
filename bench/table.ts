import Table from 'cli-table3';
import type { Aim, Figure, Result } from './bench.ts';

/**
 * The results as a table for people.
 *
 * @param earlier those of another version, to be shown beside these
 */
export function tableOf(results: readonly Result[], earlier?: readonly Pick<Result, 'name' | 'value'>[]): string {
  const head = ['bench', 'work', 'reached', 'yardstick', 'its figure', 'ratio', 'aim', 'verdict'];
  const widths = [22, 34, null, 24, null, null, null, null];
  const table = new Table({
    head: [...head, ...(earlier ? ['earlier'] : [])],
    colWidths: [...widths, ...(earlier ? [null] : [])],
    wordWrap: true,
    style: { head: [], border: [] },
  });
  for (const { name, work, value, yardstick, yardstickValue, ratio, aims, unit, met } of results)
    table.push([
      name,
      work,
      shown(value, unit),
      yardstick ?? '–',
      yardstickValue === undefined ? '–' : shown(yardstickValue, unit),
      ratio === undefined ? '–' : `${rounded(ratio)}×`,
      aims.map((aim) => aimOf(aim, unit)).join(', ') || '–',
      met === undefined ? '' : met ? 'met' : 'not met',
      ...(earlier ? [beside(value, earlier.find((one) => one.name === name)?.value, unit)] : []),
    ]);
  return table.toString();
}

function aimOf({ of, is, limit }: Aim, unit: Figure['unit']): string {
  return `${is === 'at most' ? '≤' : '≥'} ${of === 'ratio' ? `${limit}×` : shown(limit, unit)}`;
}

function beside(value: number, earlier: number | undefined, unit: Figure['unit']): string {
  if (earlier === undefined) return '–';
  // What is counted may be none, and an exponent below none.
  return unit === 'n' ? shown(earlier, unit) : `${shown(earlier, unit)} (now ${rounded(value / earlier)}×)`;
}

function shown(value: number, unit: Figure['unit']): string {
  return unit === 'n' ? rounded(value) : `${rounded(value)} ${unit}`;
}

/** To three digits that count, and no fractions of large numbers. */
function rounded(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
