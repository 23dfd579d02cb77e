import { callLabel, type Option } from './command-input.ts';
import type { CommandComposer } from './composer.ts';
import { chipOf } from './draft.ts';

/** Keys anywhere on the page: a slash begins a command, unless something else is being written. */
export function onPageKey(composer: CommandComposer, event: KeyboardEvent): void {
  const [target] = event.composedPath();
  const elsewhere = target instanceof Element && target.matches('input, textarea, select, [contenteditable], dialog *');
  if (event.key !== '/' || elsewhere || composer.mute !== undefined || composer.closest('[inert]') !== null) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (composer.line.draft === undefined) composer.write('/');
  focusOption(composer, undefined);
}

/** Keys in the line behind the options, or in the whole line when no command is being written. */
export function onLineKey(composer: CommandComposer, event: KeyboardEvent): void {
  const { draft, text } = composer.line;
  if (event.key === 'Enter' && event.shiftKey && draft === undefined) return;
  if (onListKey(composer, event)) return;
  const atStart = caretAt(event) === 0;
  const last = draft?.chips.at(-1)?.option.name;
  if (event.key === 'Backspace' && atStart && draft !== undefined && text === '') {
    event.preventDefault();
    if (last === undefined) composer.reset(callLabel(draft.callable));
    else focusOption(composer, last);
  } else if (event.key === 'ArrowLeft' && atStart && last !== undefined) {
    event.preventDefault();
    focusOption(composer, last);
  } else if (event.key === 'ArrowUp' && draft === undefined && text === '' && composer.intents.editLatest()) {
    event.preventDefault();
  }
}

/** Keys in an option. */
export function onOptionKey(composer: CommandComposer, option: Option, event: KeyboardEvent): void {
  const { draft } = composer.line;
  if (onListKey(composer, event) || draft === undefined) return;
  const at = draft.chips.findIndex((chip) => chip.option.name === option.name);
  const text = chipOf(draft, option.name)?.text ?? '';
  const caret = caretAt(event);
  if (event.key === 'Backspace' && text === '') {
    event.preventDefault();
    const before = draft.chips[at - 1]?.option.name;
    if (!option.required) composer.removeOption(option.name);
    else if (before === undefined) composer.reset(callLabel(draft.callable));
    else focusOption(composer, before);
  } else if (event.key === 'ArrowLeft' && caret === 0 && at > 0) {
    event.preventDefault();
    focusOption(composer, draft.chips[at - 1]?.option.name);
  } else if (event.key === 'ArrowRight' && caret === text.length) {
    event.preventDefault();
    focusOption(composer, draft.chips[at + 1]?.option.name);
  }
}

/** What both have in common; says whether the key is used up. */
function onListKey(composer: CommandComposer, event: KeyboardEvent): boolean {
  // While an input method composes a word, its keys are not ours.
  if (event.isComposing) return true;
  const { draft, option, text } = composer.line;
  const list = composer.list();
  const entries = list?.entries ?? [];
  const entry = entries[composer.active(list)];
  const tab = event.key === 'Tab' && !event.shiftKey;
  const firstOption = tab && draft !== undefined && option === undefined && text.trim() === '' ? entries[0] : undefined;
  const picked = event.key === 'Enter' || tab ? (entry ?? firstOption) : undefined;

  if (picked !== undefined) composer.pick(picked);
  else if (event.key === 'Enter') composer.submit();
  else if (event.key === 'ArrowDown' && entries.length > 0) composer.move(1);
  else if (event.key === 'ArrowUp' && entries.length > 0) composer.move(-1);
  else if (event.key === 'Escape' && list !== undefined) composer.leave();
  else if (event.key === 'Escape' && draft !== undefined) composer.reset('');
  else if (event.key === 'Escape' && composer.replyTo !== undefined) composer.intents.reply(undefined);
  else return false;
  event.preventDefault();
  return true;
}

/** Moves the caret to an option, or behind them all, there to the given place. */
export function focusOption(composer: CommandComposer, name: string | undefined, caret?: number): void {
  const selector = name === undefined ? '.writing' : `[data-option="${CSS.escape(name)}"]`;
  const field = composer.querySelector<HTMLInputElement | HTMLTextAreaElement>(selector);
  field?.focus();
  if (caret !== undefined) field?.setSelectionRange(caret, caret);
}

function caretAt({ currentTarget: field }: KeyboardEvent): number | null {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return null;
  return field.selectionStart === field.selectionEnd ? field.selectionStart : null;
}
