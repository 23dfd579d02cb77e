import { type Callable, callLabel, callName, type Option } from './command-input.ts';
import { addChip, type Draft, isCalled, optionsLeft, writeChip } from './draft.ts';

interface Begun {
  readonly callable: Callable;
  readonly rest: string;
}

/** What can be called by the name that the line begins with, in either language, and what was typed behind it. */
export function findBegun(callables: readonly Callable[], line: string): Begun | undefined {
  for (const nameOf of [callLabel, callName]) {
    const callable = callables.find((one) => line.toLowerCase().startsWith(`${nameOf(one).toLowerCase()} `));
    if (callable !== undefined) return { callable, rest: line.slice(nameOf(callable).length + 1) };
  }
  return undefined;
}

/** What typing leads to. */
interface Written {
  readonly draft: Draft;
  /** The option that the caret is in now; undefined behind them all. */
  readonly focus: string | undefined;
  /** What stays behind the options. */
  readonly behind: string;
}

interface Named {
  readonly option: Option;
  readonly before: string;
  readonly after: string;
}

/**
 * Writes into an option, or behind them all where `focus` is undefined. As in Discord, the name of an option that is
 * still empty, with a colon, begins that option; spaces after the colon are not part of its text.
 */
export function writeNamed(draft: Draft, focus: string | undefined, typed: string): Written {
  const named = findNamed(draft, focus, typed);
  const text = named?.before ?? typed;
  const behind = focus === undefined ? text : '';
  const written = focus === undefined ? draft : writeChip(draft, focus, text.trimStart());
  if (named === undefined) return { draft: written, focus, behind };
  const { option, after } = named;
  const begun = optionsLeft(written).includes(option) ? addChip(written, option) : written;
  return { ...writeNamed(begun, option.name, after), behind };
}

/** The first option that the text begins, and the text on both sides of it. */
function findNamed({ callable, chips }: Draft, focus: string | undefined, typed: string): Named | undefined {
  const filled = new Set(chips.filter(({ text }) => text.trim() !== '').map(({ option }) => option.name));
  for (const { 0: match, 1: name = '', index } of typed.matchAll(/(?<!\S)([^\s:]+):\s*/g)) {
    const option = callable.options.find((candidate) => isCalled(candidate, name));
    const free = option !== undefined && (option.name === focus ? index === 0 : !filled.has(option.name));
    if (free) return { option, before: typed.slice(0, index).trimEnd(), after: typed.slice(index + match.length) };
  }
  return undefined;
}
