import type { PageCommand } from '../../contract.ts';
import type { PageComponent, PageMessage } from '../../message-contract.ts';
import type { Choice } from '../composer/choices.ts';
import type { Callable, CommandData } from '../composer/command-input.ts';
import type { Locale } from '../locales.ts';
import type { OpenMenu, Theme } from './model.ts';

/** What a person can want of the page; the views call these, the app carries them out. */
export interface Intents {
  openChannel(channelId: string): void;
  /** Opens the conversations; where there is none yet, begins the one with the bot. */
  openDirect(): void;
  /** Shows the message of the open channel that another one points at. */
  jump(messageId: string, from: PageMessage): void;
  /** Filters the posts of a forum by a tag, or no longer. */
  filterPosts(channelId: string, tagId: string): void;
  foldCategory(categoryId: string): void;
  becomePerson(userId: string): void;
  showDrawer(open: boolean): void;
  showPeople(open: boolean): void;
  /** What happens behind the scenes, beside the channel. */
  showPanel(open: boolean): void;
  /** Without one, the open menu goes. */
  showMenu(menu: OpenMenu | undefined): void;
  setTheme(theme: Theme): void;
  setLocale(locale: Locale): void;
  press(message: PageMessage, component: PageComponent, values?: readonly string[]): void;
  /** Puts a reaction to a message, or takes it back. */
  react(message: PageMessage, emoji: string, on: boolean): void;
  /** Begins to rewrite a message; without one, leaves it as it is. */
  edit(message: PageMessage | undefined): void;
  /** Begins to rewrite the latest message that the person wrote here; false when there is none. */
  editLatest(): boolean;
  saveEdit(message: PageMessage, content: string): void;
  remove(message: PageMessage): void;
  pin(message: PageMessage, on: boolean): void;
  /** Begins a reply to a message; without one, puts it away. */
  reply(message: PageMessage | undefined): void;
  /** Writes as the person, as a reply where one is begun; answers why that failed, if it did. */
  sendMessage(channelId: string, content: string): Promise<string | undefined>;
  /** Uses a command of the kind that stands in the menu of a message or a person. */
  useCommand(command: PageCommand, targetId: string): void;
  /** Sends the open form; `components` are what `PageInteraction` says of type 5. */
  submitForm(components: readonly unknown[]): void;
  closeForm(): void;
  dismissMessage(messageId: string): void;
  dismissNotice(noticeId: string): void;
  /** Puts a command into the composer, as a click on its mention does. */
  writeCommand(path: string): void;
  sendCommand(callable: Callable, data: CommandData): void;
  /** The bot's choices for the focused option; undefined when it gives none. */
  complete(data: CommandData): Promise<readonly Choice[] | undefined>;
}
