import type { PageGuild } from '../../contract.ts';
import { readChat } from './chat.ts';
import { pickNamed } from './choices.ts';
import type { Callable, CommandData } from './command-input.ts';
import { addChip, beginDraft, chipOf, type Draft, type Problems, pickForChip, readDraft, removeChip } from './draft.ts';
import { type BegunMention, encodeMentions, type Mention, mentionsOf } from './mentions.ts';
import type { Suggestion } from './suggestions.ts';
import { findBegun, writeNamed } from './typing.ts';

/** What stands in the composer. */
export interface Line {
  /** The whole line, or what stands behind the options of a command. */
  readonly text: string;
  /** Where the caret was when the text was last typed in. */
  readonly caret: number;
  /** The command that is being written. */
  readonly draft: Draft | undefined;
  /** The option that the caret is in; undefined behind them all. */
  readonly option: string | undefined;
  readonly problems: Problems;
}

/** What a person's doing leads to; with a goal, the caret goes to an option, or to a place behind them all. */
export interface Step {
  readonly line: Line;
  readonly goal?: Goal;
}

export interface Goal {
  readonly option?: string;
  readonly caret?: number;
}

export function plainLine(text: string): Line {
  return { text, caret: text.length, draft: undefined, option: undefined, problems: new Map() };
}

/** Writes into an option, or behind them all, or the whole line when no command is being written. */
export function writeLine(
  line: Line,
  callables: readonly Callable[],
  text: string,
  option?: string,
  caret = text.length,
): Step {
  const known = { ...line, problems: withoutProblem(line.problems, option), caret };
  if (line.draft !== undefined) return writeDraft(known, line.draft, text, option);
  const begun = findBegun(callables, text);
  return begun === undefined ? { line: { ...known, text } } : takeCommand(begun.callable, begun.rest);
}

function writeDraft(line: Line, before: Draft, text: string, option: string | undefined): Step {
  const { draft, focus, behind } = writeNamed(before, option, text.replaceAll('\n', ' '));
  const written = { ...line, draft, text: option === undefined ? behind : line.text };
  return focus === undefined || focus === option ? { line: written } : { line: written, goal: { option: focus } };
}

/** Begins a command; `rest` is what was typed after its name. */
export function takeCommand(callable: Callable, rest = ''): Step {
  const draft = beginDraft(callable);
  const step = goOn({ ...plainLine(''), draft }, draft);
  if (rest === '') return step;
  const written = writeDraft(step.line, draft, rest, step.goal.option);
  return { ...step, ...written };
}

/** On to the next option that must be filled in, or behind them all. */
function goOn(line: Line, draft: Draft): Step & { readonly goal: Goal } {
  const next = draft.chips.find(({ text, option }) => text === '' && option.required)?.option.name;
  return { line: { ...line, draft }, goal: next === undefined ? {} : { option: next } };
}

/** The caret moved to an option, or behind them all; the option that it was in before is checked. */
export function enterOption(line: Line, option: string | undefined, guild: PageGuild): Line {
  const { draft, option: left, problems } = line;
  const filled =
    draft !== undefined && left !== undefined && left !== option && chipOf(draft, left)?.text.trim() !== '';
  if (!filled) return { ...line, option };
  const named = pickNamed(draft, guild);
  const reading = readDraft(named);
  const problem = reading.result === 'problems' ? reading.problems.get(left) : undefined;
  return {
    ...line,
    draft: named,
    option,
    problems: problem === undefined ? problems : new Map([...problems, [left, problem]]),
  };
}

export function removeOption(line: Line, draft: Draft, name: string): Step {
  return { line: { ...line, draft: removeChip(draft, name), problems: withoutProblem(line.problems, name) }, goal: {} };
}

/** Takes what was picked from the list. */
export function pickEntry(line: Line, entry: Suggestion): Step {
  const { draft, option } = line;
  if (entry.kind === 'command') return takeCommand(entry.callable);
  if (entry.kind === 'mention') return insert(line, entry.mention, entry.begun);
  if (draft === undefined) return { line };
  if (entry.kind === 'option')
    return {
      line: {
        ...line,
        draft: addChip(draft, entry.option),
        text: '',
        problems: withoutProblem(line.problems, undefined),
      },
      goal: { option: entry.option.name },
    };
  if (option === undefined) return { line };
  const { name, value } = entry.choice;
  return goOn({ ...line, problems: withoutProblem(line.problems, option) }, pickForChip(draft, option, name, value));
}

function insert(line: Line, { name }: Mention, { start, typed }: BegunMention): Step {
  const before = `${line.text.slice(0, start)}${name} `;
  const text = before + line.text.slice(start + typed.length).trimStart();
  return { line: { ...line, text, caret: before.length }, goal: { caret: before.length } };
}

/** What becomes of a line that is sent. */
export type Sending =
  | { readonly result: 'command'; readonly callable: Callable; readonly data: CommandData }
  | { readonly result: 'message'; readonly content: string }
  | { readonly result: 'refused'; readonly step: Step };

export function sendLine(line: Line, guild: PageGuild): Sending {
  if (line.draft === undefined) return sendChat(line, guild);
  const draft = pickNamed(line.draft, guild);
  const reading = readDraft(draft, line.text);
  if (reading.result === 'data') return { result: 'command', callable: draft.callable, data: reading.data };
  const [first] = reading.problems.keys();
  const goal = first === undefined ? {} : { option: first };
  return { result: 'refused', step: { line: { ...line, draft, problems: reading.problems }, goal } };
}

function sendChat(line: Line, guild: PageGuild): Sending {
  const reading = readChat(encodeMentions(line.text, mentionsOf(guild)));
  if (reading.result === 'content') return { result: 'message', content: reading.content };
  const problems = reading.result === 'problem' ? new Map([[undefined, reading.problem]]) : line.problems;
  return { result: 'refused', step: { line: { ...line, problems } } };
}

/** Gives back a message that could not be sent, so that nothing that was written is lost. */
export function giveBack(line: Line, text: string, failure: string): Line {
  if (line.draft === undefined && line.text === '')
    return { ...plainLine(text), problems: new Map([[undefined, failure]]) };
  return { ...line, problems: new Map([...line.problems, [undefined, `“${text}” was not sent. ${failure}`]]) };
}

function withoutProblem(problems: Problems, name: string | undefined): Problems {
  return new Map([...problems].filter(([other]) => other !== name));
}
