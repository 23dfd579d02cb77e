import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { PageChannel, PageCommand, PageGuild, PageMessage, PageUser } from '../contract.ts';
import { type Choice, pickBegun, pickNamed } from './choices.ts';
import type { Callable, CommandData, Draft, Problems } from './command-input.ts';
import {
  addChip,
  autocompleteData,
  beginDraft,
  callables,
  callName,
  pickForChip,
  readDraft,
  removeChip,
} from './command-input.ts';
import { afterPause, type Completion, createCompleter } from './completion.ts';
import { focusOption, onPageKey } from './composer-keys.ts';
import { findBegun, writeNamed } from './composer-typing.ts';
import { viewComposer } from './composer-view.ts';
import type { Intents } from './intents.ts';
import type { Locale } from './locales.ts';
import { type Suggestion, type SuggestionList, suggest } from './suggestions.ts';

const typingPauseMs = 150;
const chatHint = 'A news desk answers commands, not chat. Type / to see what you can ask for.';

/** The line below the messages. It draws into the document itself, so that the page's style sheets apply. */
export class CommandComposer extends LitElement {
  static override properties = {
    commands: { attribute: false },
    guild: { attribute: false },
    channel: { attribute: false },
    bot: { attribute: false },
    viewer: { attribute: false },
    locale: { attribute: false },
    replyTo: { attribute: false },
    intents: { attribute: false },
    text: { state: true },
    draft: { state: true },
    focusedOption: { state: true },
    closed: { state: true },
    chosen: { state: true },
    completion: { state: true },
    problems: { state: true },
    hint: { state: true },
  };

  declare commands: readonly PageCommand[];
  declare guild: PageGuild | undefined;
  declare channel: PageChannel;
  declare bot: PageUser;
  declare viewer: PageUser;
  declare locale: Locale;
  declare replyTo: PageMessage | undefined;
  declare intents: Intents;

  /** What stands behind the chips, or the whole line when no command is being written. */
  declare text: string;
  declare draft: Draft | undefined;
  declare focusedOption: string | undefined;
  declare closed: boolean;
  /** The entry that the arrows moved to; undefined for the preselected one. */
  declare chosen: number | undefined;
  declare completion: Completion<Choice> | undefined;
  declare problems: Problems;
  declare hint: string;

  private focusNext: 'line' | { readonly option: string } | undefined;
  private callables: readonly Callable[] = [];
  private readonly completer = createCompleter(
    (data: CommandData) => this.intents.complete(data),
    (completion) => {
      this.completion = completion;
    },
    afterPause(typingPauseMs),
  );
  private readonly onKey = (event: KeyboardEvent): void => onPageKey(this, event);

  constructor() {
    super();
    this.commands = [];
    this.text = '';
    this.closed = false;
    this.problems = new Map();
    this.hint = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('commands')) this.callables = callables(this.commands);
    if (changed.has('channel') && changed.get('channel')?.id !== this.channel.id) this.reset('');
  }

  protected override render(): TemplateResult {
    return viewComposer(this, this.list(), this.active());
  }

  protected override updated(): void {
    const next = this.focusNext;
    this.focusNext = undefined;
    if (next !== undefined) focusOption(this, next === 'line' ? undefined : next.option);
    this.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Begins the command with this path, such as `feed add`; a path that several commands share is typed out. */
  begin(path: string): void {
    const found = this.callables.find((callable) => callName(callable) === `/${path}`);
    if (found === undefined) this.reset(`/${path}`);
    else this.take(found);
    this.focusNext ??= 'line';
  }

  /** What is offered now. */
  list(): SuggestionList | undefined {
    if (this.closed) return undefined;
    const { callables, guild, draft, focusedOption: focus, text, completion } = this;
    return suggest({ callables, guild, draft, focus, text, completion });
  }

  active(): number {
    return this.chosen ?? this.list()?.preselected ?? -1;
  }

  /** Writes into an option, or behind them all, or the whole line when no command is being written. */
  write(text: string, option?: string): void {
    this.hint = '';
    this.problems = new Map();
    this.reopen();
    const begun = findBegun(this.callables, text);
    if (this.draft !== undefined) this.writeDraft(this.draft, text, option);
    else if (begun !== undefined) this.take(begun.callable, begun.rest);
    else this.text = text;
  }

  private writeDraft(before: Draft, text: string, option: string | undefined): void {
    const { draft, focus, behind } = writeNamed(before, option, text);
    this.draft = draft;
    if (option === undefined) this.text = behind;
    if (focus !== undefined && focus === option) this.ask(focus);
    else if (focus !== undefined) this.focusNext = { option: focus };
  }

  /** The caret moved to an option, or behind them all. */
  enter(option: string | undefined): void {
    if (option === this.focusedOption && !this.closed) return;
    this.focusedOption = option;
    this.reopen();
    this.stopAsking();
    if (option !== undefined) this.ask(option);
  }

  leave(): void {
    this.closed = true;
    this.stopAsking();
  }

  reopen(): void {
    this.closed = false;
    this.chosen = undefined;
  }

  move(step: 1 | -1): void {
    const count = this.list()?.entries.length ?? 0;
    if (count > 0) this.chosen = this.active() < 0 && step < 0 ? count - 1 : (this.active() + step + count) % count;
  }

  pick(entry: Suggestion): void {
    if (entry.kind === 'command') this.take(entry.callable);
    if (this.draft === undefined) return;
    if (entry.kind === 'option') {
      this.draft = addChip(this.draft, entry.option);
      this.text = '';
      this.focusNext = { option: entry.option.name };
    }
    if (entry.kind === 'choice' && this.focusedOption !== undefined) {
      this.draft = pickForChip(this.draft, this.focusedOption, entry.choice.name, entry.choice.value);
      this.goOn();
    }
  }

  removeOption(name: string): void {
    if (this.draft === undefined) return;
    this.draft = removeChip(this.draft, name);
    this.focusNext = 'line';
  }

  /** Puts the command away; `text` is what remains in the line. */
  reset(text: string): void {
    this.draft = undefined;
    this.focusedOption = undefined;
    this.stopAsking();
    this.write(text);
    if (this.contains(document.activeElement)) this.focusNext = 'line';
  }

  submit(): void {
    const { draft, completion, focusedOption } = this;
    if (draft === undefined) this.hint = this.text.trim() === '' ? '' : chatHint;
    else if (completion?.state !== 'asking') this.submitDraft(draft);
    else this.completer.onAnswer((choices) => this.submitDraft(pickBegun(draft, focusedOption, choices)));
  }

  private submitDraft(draft: Draft): void {
    const named = pickNamed(draft, this.guild);
    const reading = readDraft(named, this.text);
    this.draft = named;
    if (reading.result === 'data') {
      this.reset('');
      this.intents.sendCommand(named.callable, reading.data);
      return;
    }
    this.problems = reading.problems;
    const [first] = reading.problems.keys();
    this.focusNext = first === undefined ? 'line' : { option: first };
  }

  private stopAsking(): void {
    this.completer.cancel();
    this.completion = undefined;
  }

  /** Begins a command; `rest` is what was typed after its name. */
  private take(callable: Callable, rest = ''): void {
    this.draft = beginDraft(callable);
    this.text = '';
    const next = this.goOn();
    if (rest !== '') this.write(rest, next);
  }

  /** On to the next option that must be filled in, or behind them all. */
  private goOn(): string | undefined {
    const next = this.draft?.chips.find(({ text, option }) => text === '' && option.required)?.option.name;
    this.focusNext = next === undefined ? 'line' : { option: next };
    this.reopen();
    return next;
  }

  private ask(name: string): void {
    const chip = this.draft?.chips.find(({ option }) => option.name === name);
    if (this.draft !== undefined && chip?.option.autocomplete) this.completer.ask(autocompleteData(this.draft, name));
  }
}
