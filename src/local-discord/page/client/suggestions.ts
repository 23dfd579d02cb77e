import type { PageCommandOption, PageGuild } from '../contract.ts';
import { type Choice, knownChoices, matchChoices } from './choices.ts';
import {
  type Callable,
  type Chip,
  callName,
  type Draft,
  isClosedList,
  matchCallables,
  optionsLeft,
} from './command-input.ts';
import type { Completion } from './completion.ts';

/** What the list above the composer offers. */
export type Suggestion =
  | { readonly kind: 'command'; readonly label: string; readonly detail: string; readonly callable: Callable }
  | { readonly kind: 'option'; readonly label: string; readonly detail: string; readonly option: PageCommandOption }
  | { readonly kind: 'choice'; readonly label: string; readonly detail: string; readonly choice: Choice };

export interface SuggestionList {
  readonly title: string;
  /** Said when there is nothing to pick. */
  readonly note?: string;
  readonly entries: readonly Suggestion[];
  /** The entry that Enter takes when the arrows were not used; -1 for none. */
  readonly preselected: number;
}

export interface ComposerInput {
  readonly callables: readonly Callable[];
  readonly guild: PageGuild | undefined;
  readonly draft: Draft | undefined;
  /** The option being filled in; undefined when the caret stands behind them all. */
  readonly focus: string | undefined;
  readonly text: string;
  readonly completion: Completion<Choice> | undefined;
}

/** What to offer for what has been typed; undefined when there is nothing to say. */
export function suggest(input: ComposerInput): SuggestionList | undefined {
  const { draft, focus, text } = input;
  if (draft === undefined) return text.startsWith('/') ? suggestCommands(input.callables, text) : undefined;
  const chip = draft.chips.find(({ option }) => option.name === focus);
  return chip === undefined ? suggestOptions(draft, text) : suggestChoices(chip, input);
}

function suggestCommands(callables: readonly Callable[], text: string): SuggestionList {
  const entries = matchCallables(callables, text).map(
    (callable): Suggestion => ({ kind: 'command', label: callName(callable), detail: callable.description, callable }),
  );
  if (callables.length === 0)
    return { title: 'Commands', note: 'The bot has no commands here yet.', entries, preselected: -1 };
  if (entries.length === 0)
    return { title: 'Commands', note: 'No command begins like this.', entries, preselected: -1 };
  return { title: 'Commands', entries, preselected: 0 };
}

function suggestOptions(draft: Draft, text: string): SuggestionList | undefined {
  const wanted = text.trim().toLowerCase();
  const left = optionsLeft(draft).map(
    (option): Suggestion => ({ kind: 'option', label: option.name, detail: option.description, option }),
  );
  const entries = left.filter(({ label }) => label.toLowerCase().includes(wanted));
  if (entries.length > 0) return { title: 'Options', entries, preselected: wanted === '' ? -1 : 0 };
  if (wanted === '') return undefined;
  return { title: 'Options', note: 'There is no such option.', entries: left, preselected: -1 };
}

function suggestChoices(chip: Chip, { guild, completion }: ComposerInput): SuggestionList {
  const { option, text, picked } = chip;
  const title = `${option.name}: ${option.description}`;
  const none = { title, entries: [], preselected: -1 };
  const known = knownChoices(option, guild);
  if (known === undefined && completion === undefined) return none;
  if (known === undefined && completion?.state === 'asking') return { ...none, note: 'Loading options…' };
  if (known === undefined && completion?.state === 'failed') return { ...none, note: 'Loading options failed.' };
  const answered = completion?.state === 'answered' ? completion.choices : [];
  const choices = known === undefined ? answered : matchChoices(known, picked === undefined ? text : '');
  if (choices.length === 0)
    return isClosedList(option) || text !== '' ? { ...none, note: 'No options match your search.' } : none;
  const entries = choices.map(
    (choice): Suggestion => ({ kind: 'choice', label: choice.name, detail: choice.hint ?? '', choice }),
  );
  const current = choices.findIndex(({ value }) => value === picked);
  return { title, entries, preselected: Math.max(0, current) };
}
