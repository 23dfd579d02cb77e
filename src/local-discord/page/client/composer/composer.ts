import { LitElement, type PropertyValues, type TemplateResult } from 'lit';
import type { PageChannel, PageGuild, PageUser } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import type { Locale } from '../locales.ts';
import type { Intents } from '../state/intents.ts';
import { whyMute } from './chat.ts';
import { type Choice, pickBegun } from './choices.ts';
import { type Callable, type CommandData, callables, callName } from './command-input.ts';
import { afterPause, type Completion, createCompleter } from './completion.ts';
import { autocompleteData, chipOf } from './draft.ts';
import { focusOption, onPageKey } from './keys.ts';
import {
  enterOption,
  type Goal,
  giveBack,
  type Line,
  pickEntry,
  plainLine,
  removeOption,
  type Step,
  sendLine,
  takeCommand,
  writeLine,
} from './line.ts';
import { type Suggestion, type SuggestionList, suggest } from './suggestions.ts';
import { viewComposer } from './view.ts';

const typingPauseMs = 150;

/** The line below the messages. It draws into the document itself, so that the page's style sheets apply. */
export class CommandComposer extends LitElement {
  static override properties = {
    guild: { attribute: false },
    channel: { attribute: false },
    bot: { attribute: false },
    locale: { attribute: false },
    replyTo: { attribute: false },
    intents: { attribute: false },
    line: { state: true },
    closed: { state: true },
    chosen: { state: true },
    completion: { state: true },
  };

  declare guild: PageGuild;
  declare channel: PageChannel;
  declare bot: PageUser;
  declare locale: Locale;
  declare replyTo: PageMessage | undefined;
  declare intents: Intents;

  declare line: Line;
  /** Whether the list was put away. */
  declare closed: boolean;
  /** The entry that the arrows moved to; undefined for the preselected one. */
  declare chosen: number | undefined;
  declare completion: Completion<Choice> | undefined;

  /** What was being written in other channels, by their ids. */
  private readonly kept = new Map<string, Line>();
  private goal: Goal | undefined;
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
    this.line = plainLine('');
    this.closed = false;
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
    if (changed.has('guild') || changed.has('locale')) this.callables = callables(this.guild.commands, this.locale);
    const before = changed.get('channel');
    if (before !== undefined && before.id !== this.channel.id) this.changeChannel(before.id);
  }

  /** A message that was begun stays with its channel; a command belongs to what is there. */
  private changeChannel(before: string): void {
    this.kept.set(before, this.line.draft === undefined ? this.line : plainLine(''));
    this.line = this.kept.get(this.channel.id) ?? plainLine('');
    this.reopen();
    this.stopAsking();
    if (this.contains(document.activeElement)) this.goal = {};
  }

  protected override render(): TemplateResult {
    const list = this.list();
    return viewComposer(this, list, this.active(list));
  }

  protected override updated(): void {
    const { goal } = this;
    this.goal = undefined;
    if (goal !== undefined) focusOption(this, goal.option, goal.caret);
    this.querySelector('[role="option"][aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  get mute(): string | undefined {
    return whyMute(this.channel);
  }

  /** Begins the command with this path, such as `feed add`; a path that several commands share is typed out. */
  begin(path: string): void {
    if (this.mute !== undefined) return;
    const found = this.callables.find((callable) => callName(callable) === `/${path}`);
    this.take(found === undefined ? { line: plainLine(`/${path}`), goal: {} } : takeCommand(found));
  }

  /** What is offered now. */
  list(): SuggestionList | undefined {
    const { callables, guild, line, completion } = this;
    return this.closed ? undefined : suggest({ callables, guild, line, completion });
  }

  active(list = this.list()): number {
    return this.chosen ?? list?.preselected ?? -1;
  }

  /** Writes into an option, or behind them all, or the whole line when no command is being written. */
  write(text: string, option?: string, caret?: number): void {
    const step = writeLine(this.line, this.callables, text, option, caret);
    this.take(step);
    if (step.goal === undefined && option !== undefined) this.ask(option);
  }

  /** The caret moved to an option, or behind them all. */
  enter(option: string | undefined): void {
    if (option === this.line.option && !this.closed) return;
    this.stopAsking();
    this.take({ line: enterOption(this.line, option, this.guild) });
    if (option !== undefined) this.ask(option);
  }

  leave(): void {
    this.closed = true;
    this.stopAsking();
  }

  move(step: 1 | -1): void {
    const list = this.list();
    const [at, count] = [this.active(list), list?.entries.length ?? 0];
    if (count > 0) this.chosen = at < 0 && step < 0 ? count - 1 : (at + step + count) % count;
  }

  /** The pointer is on an entry. */
  choose(index: number): void {
    this.chosen = index;
  }

  pick(entry: Suggestion): void {
    this.take(pickEntry(this.line, entry));
  }

  removeOption(option: string): void {
    const { draft } = this.line;
    if (draft !== undefined) this.take(removeOption(this.line, draft, option));
  }

  /** Puts the command away; `text` is what remains in the line. */
  reset(text: string): void {
    this.stopAsking();
    const line = plainLine(text);
    this.take(this.contains(document.activeElement) ? { line, goal: {} } : { line });
  }

  submit(): void {
    const { line, completion } = this;
    if (line.draft === undefined || completion?.state !== 'asking') this.send(line);
    else this.completer.onAnswer((choices) => this.send(withFirst(line, choices)));
  }

  private send(line: Line): void {
    const sending = sendLine(line, this.guild);
    if (sending.result === 'refused') {
      this.take(sending.step);
      return;
    }
    this.reset('');
    if (sending.result === 'command') this.intents.sendCommand(sending.callable, sending.data);
    else void this.sendMessage(line.text, sending.content);
  }

  private async sendMessage(text: string, content: string): Promise<void> {
    const { id } = this.channel;
    const failure = await this.intents.sendMessage(id, content);
    if (failure === undefined) return;
    if (id === this.channel.id) this.line = giveBack(this.line, text, failure);
    else this.kept.set(id, giveBack(this.kept.get(id) ?? plainLine(''), text, failure));
  }

  private take({ line, goal }: Step): void {
    this.line = line;
    this.reopen();
    if (goal !== undefined) this.goal = goal;
  }

  private reopen(): void {
    this.closed = false;
    this.chosen = undefined;
  }

  private stopAsking(): void {
    this.completer.cancel();
    this.completion = undefined;
  }

  private ask(option: string): void {
    const { draft } = this.line;
    if (draft !== undefined && chipOf(draft, option)?.option.autocomplete)
      this.completer.ask(autocompleteData(draft, option));
  }
}

/** With the bot's first choice for the option that was being typed, if that is what was begun. */
function withFirst(line: Line, choices: readonly Choice[]): Line {
  return line.draft === undefined ? line : { ...line, draft: pickBegun(line.draft, line.option, choices) };
}
