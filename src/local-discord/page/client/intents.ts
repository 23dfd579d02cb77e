import type { PageComponent, PageMessage } from '../contract.ts';
import type { Choice } from './choices.ts';
import type { Callable, CommandData } from './command-input.ts';
import type { Theme } from './model.ts';

/** What a person can want of the page; the views call these, the app carries them out. */
export interface Intents {
  openChannel(channelId: string): void;
  becomePerson(userId: string): void;
  showDrawer(open: boolean): void;
  showPeople(open: boolean): void;
  setTheme(theme: Theme): void;
  press(message: PageMessage, component: PageComponent, values?: readonly string[]): void;
  dismissMessage(messageId: string): void;
  dismissNotice(noticeId: string): void;
  /** Puts a command into the composer, as a click on its mention does. */
  writeCommand(path: string): void;
  sendCommand(callable: Callable, data: CommandData): void;
  /** The bot's choices for the focused option; undefined when it gives none. */
  complete(data: CommandData): Promise<readonly Choice[] | undefined>;
}
