import type { PageComponent, PageMessage } from '../contract.ts';
import type { Choice } from './choices.ts';
import type { Callable, CommandData } from './command-input.ts';
import type { Locale } from './locales.ts';
import type { Theme } from './model.ts';

/** What a person can want of the page; the views call these, the app carries them out. */
export interface Intents {
  openChannel(channelId: string): void;
  becomePerson(userId: string): void;
  showDrawer(open: boolean): void;
  showPeople(open: boolean): void;
  setTheme(theme: Theme): void;
  setLocale(locale: Locale): void;
  press(message: PageMessage, component: PageComponent, values?: readonly string[]): void;
  dismissMessage(messageId: string): void;
  dismissNotice(noticeId: string): void;
  /** Begins a reply to a message; without one, puts it away. */
  reply(message: PageMessage | undefined): void;
  /** Writes as the person, as a reply where one is begun; answers why that failed, if it did. */
  sendMessage(channelId: string, content: string): Promise<string | undefined>;
  /** Puts a command into the composer, as a click on its mention does. */
  writeCommand(path: string): void;
  sendCommand(callable: Callable, data: CommandData): void;
  /** The bot's choices for the focused option; undefined when it gives none. */
  complete(data: CommandData): Promise<readonly Choice[] | undefined>;
}
