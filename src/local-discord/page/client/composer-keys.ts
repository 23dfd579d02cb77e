import type { PageCommandOption } from '../contract.ts';
import { callName } from './command-input.ts';
import type { CommandComposer } from './composer.ts';

/** Keys anywhere on the page: a slash begins a command, unless something else is being written. */
export function onPageKey(composer: CommandComposer, event: KeyboardEvent): void {
  const inField = event.composedPath()[0] instanceof HTMLInputElement;
  if (event.key !== '/' || inField || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (composer.draft === undefined) composer.write('/');
  focusOption(composer, undefined);
}

/** Keys in the line behind the options, or in the whole line when no command is being written. */
export function onLineKey(composer: CommandComposer, event: KeyboardEvent): void {
  if (onListKey(composer, event)) return;
  const { draft } = composer;
  const atStart = caretAt(event) === 0;
  const last = draft?.chips.at(-1)?.option.name;
  if (event.key === 'Backspace' && atStart && draft !== undefined && composer.text === '') {
    event.preventDefault();
    if (last === undefined) composer.reset(callName(draft.callable));
    else focusOption(composer, last);
  } else if (event.key === 'ArrowLeft' && atStart && last !== undefined) {
    event.preventDefault();
    focusOption(composer, last);
  }
}

/** Keys in an option. */
export function onOptionKey(composer: CommandComposer, option: PageCommandOption, event: KeyboardEvent): void {
  if (onListKey(composer, event) || composer.draft === undefined) return;
  const { chips, callable } = composer.draft;
  const at = chips.findIndex((chip) => chip.option.name === option.name);
  const text = chips[at]?.text ?? '';
  const caret = caretAt(event);
  if (event.key === 'Backspace' && text === '') {
    event.preventDefault();
    if (option.required) composer.reset(callName(callable));
    else composer.removeOption(option.name);
  } else if (event.key === 'ArrowLeft' && caret === 0 && at > 0) {
    event.preventDefault();
    focusOption(composer, chips[at - 1]?.option.name);
  } else if (event.key === 'ArrowRight' && caret === text.length) {
    event.preventDefault();
    focusOption(composer, chips[at + 1]?.option.name);
  }
}

/** What both have in common; says whether the key is used up. */
function onListKey(composer: CommandComposer, event: KeyboardEvent): boolean {
  // While an input method composes a word, its keys are not ours.
  if (event.isComposing) return true;
  const list = composer.list();
  const entries = list?.entries ?? [];
  const entry = entries[composer.active()];
  const firstOption =
    event.key === 'Tab' && !event.shiftKey && composer.focusedOption === undefined && composer.text.trim() === ''
      ? entries[0]
      : undefined;
  const picked = event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey) ? (entry ?? firstOption) : undefined;

  if (picked !== undefined) composer.pick(picked);
  else if (event.key === 'Enter') composer.submit();
  else if (event.key === 'ArrowDown' && entries.length > 0) composer.move(1);
  else if (event.key === 'ArrowUp' && entries.length > 0) composer.move(-1);
  else if (event.key === 'Escape' && list !== undefined) composer.leave();
  else if (event.key === 'Escape') composer.reset('');
  else return false;
  event.preventDefault();
  return true;
}

/** Moves the caret to an option, or behind them all. */
export function focusOption(composer: CommandComposer, name: string | undefined): void {
  const selector = name === undefined ? '.line' : `[data-option="${CSS.escape(name)}"]`;
  composer.querySelector<HTMLElement>(selector)?.focus();
}

function caretAt({ currentTarget }: KeyboardEvent): number | null {
  if (!(currentTarget instanceof HTMLInputElement)) return null;
  return currentTarget.selectionStart === currentTarget.selectionEnd ? currentTarget.selectionStart : null;
}
