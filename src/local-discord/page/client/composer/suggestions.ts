import type { PageGuild } from '../../contract.ts';
import { type Choice, knownChoices, matchChoices } from './choices.ts';
import { type Callable, callLabel, matchCallables, type Option, optionType } from './command-input.ts';
import type { Completion } from './completion.ts';
import { chipOf, type Draft, isCalled, optionsLeft } from './draft.ts';
import type { Line } from './line.ts';
import { type BegunMention, type Mention, matchMentions, mentionBegun, mentionsOf } from './mentions.ts';
import { type Chip, noFiles } from './option-check.ts';

/** What the list above the composer offers. */
/** `avatarUrl`: of the person that an entry stands for. */
export type Suggestion = { readonly label: string; readonly detail: string; readonly avatarUrl?: string } & (
  | { readonly kind: 'command'; readonly callable: Callable }
  | { readonly kind: 'option'; readonly option: Option }
  | { readonly kind: 'choice'; readonly choice: Choice }
  | { readonly kind: 'mention'; readonly mention: Mention; readonly begun: BegunMention }
);

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
  readonly guild: PageGuild;
  readonly line: Line;
  readonly completion: Completion<Choice> | undefined;
}

/** What to offer for what has been typed; undefined when there is nothing to say. */
export function suggest(input: ComposerInput): SuggestionList | undefined {
  const { draft, option, text } = input.line;
  if (draft === undefined) return text.startsWith('/') ? suggestCommands(input) : suggestMentions(input);
  const chip = chipOf(draft, option);
  return chip === undefined ? suggestOptions(draft, text) : suggestChoices(chip, input);
}

function suggestCommands({ callables, guild, line: { text } }: ComposerInput): SuggestionList {
  const entries = matchCallables(callables, text).map(
    (callable): Suggestion => ({ kind: 'command', label: callLabel(callable), detail: callable.detail, callable }),
  );
  const list = { title: 'Commands', entries, preselected: entries.length === 0 ? -1 : 0 };
  if (!guild.hasBot) return { ...list, note: 'The bot is not a member of this server.' };
  if (callables.length === 0) return { ...list, note: 'The bot has no commands here yet.' };
  return entries.length === 0 ? { ...list, note: 'No command begins like this.' } : list;
}

function suggestMentions({ guild, line: { text, caret } }: ComposerInput): SuggestionList | undefined {
  const begun = mentionBegun(text, caret);
  if (begun === undefined) return undefined;
  const entries = matchMentions(mentionsOf(guild), begun.typed).map(
    (mention): Suggestion => ({
      kind: 'mention',
      label: mention.name,
      detail: mention.hint,
      mention,
      begun,
      ...(mention.avatarUrl !== undefined && { avatarUrl: mention.avatarUrl }),
    }),
  );
  return entries.length === 0 ? undefined : { title: 'Mentions', entries, preselected: 0 };
}

function suggestOptions(draft: Draft, text: string): SuggestionList | undefined {
  const wanted = text.trim().toLowerCase();
  const { callable } = draft;
  const left = optionsLeft(draft).map((option): Suggestion & { readonly option: Option } => ({
    kind: 'option',
    label: option.label,
    detail: option.detail,
    option,
  }));
  const entries = left.filter(({ option: { name, label } }) =>
    [name, label].some((one) => one.toLowerCase().includes(wanted)),
  );
  const title = `${callLabel(callable)}: ${callable.detail}`;
  if (entries.length > 0) {
    const whole = entries.findIndex(({ option }) => isCalled(option, wanted));
    return { title, entries, preselected: wanted === '' ? -1 : Math.max(0, whole) };
  }
  if (wanted === '') return undefined;
  return { title, note: 'There is no such option.', entries: left, preselected: -1 };
}

function suggestChoices({ option, text, picked }: Chip, { guild, completion }: ComposerInput): SuggestionList {
  const none = { title: `${option.label}: ${option.detail}`, entries: [], preselected: -1 };
  if (option.type === optionType.attachment) return { ...none, note: noFiles };
  const known = knownChoices(option, guild);
  if (known === undefined && completion === undefined) return none;
  if (known === undefined && completion?.state === 'asking') return { ...none, note: 'Loading options…' };
  if (known === undefined && completion?.state === 'failed') return { ...none, note: 'Loading options failed.' };
  const answered = completion?.state === 'answered' ? completion.choices : [];
  const choices = known === undefined ? answered : matchChoices(known, picked === undefined ? text : '');
  if (choices.length === 0) return { ...none, note: 'No options match your search.' };
  const entries = choices.map(
    (choice): Suggestion => ({
      kind: 'choice',
      label: choice.name,
      detail: choice.hint ?? '',
      choice,
      ...(choice.avatarUrl !== undefined && { avatarUrl: choice.avatarUrl }),
    }),
  );
  const current = choices.findIndex(({ value }) => value === picked);
  return { ...none, entries, preselected: Math.max(0, current) };
}
