import type { PageModal, PagePost, PageState, PageUser } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import type { Locale } from '../locales.ts';
import type { ChannelLog } from './channel-log.ts';
import { type Place, placeOf } from './places.ts';
import type { ThreadCounts } from './thread-counts.ts';

/** A line of the viewer's own: a command that is on its way, or that failed. */
export interface Notice {
  readonly id: string;
  readonly channelId: string;
  /** As it is shown, such as `/news`. */
  readonly command: string;
  readonly at: number;
  /** The latest message of the channel when the command was sent; absent when that was not known. */
  readonly after?: string;
  /** Absent while the bot has not answered. */
  readonly failure?: string;
}

/** A form that lies over the page until it is sent or put away. */
export interface OpenForm {
  readonly modal: PageModal;
  readonly channelId: string;
  /** Whether it is on its way. */
  readonly busy: boolean;
  /** Why it was not taken. */
  readonly failure?: string;
}

/** A menu that lies open, and where, in CSS pixels of the window. */
export interface OpenMenu {
  readonly about:
    | { readonly kind: 'message' | 'emoji'; readonly message: PageMessage }
    | { readonly kind: 'user'; readonly user: PageUser };
  readonly at: { readonly x: number; readonly y: number };
}

export interface Model {
  readonly page?: PageState;
  readonly channelId?: string;
  readonly channels: Readonly<Record<string, ChannelLog>>;
  /** The posts of the forums that have been opened. */
  readonly posts: Readonly<Record<string, readonly PagePost[]>>;
  readonly threadCounts: ThreadCounts;
  /** The tags by which the posts of a forum are filtered. */
  readonly tags: Readonly<Record<string, ReadonlySet<string>>>;
  /** The categories that are folded away. */
  readonly folded: ReadonlySet<string>;
  readonly unread: ReadonlySet<string>;
  readonly notices: readonly Notice[];
  /** Ephemeral messages that the viewer has put away. */
  readonly dismissed: ReadonlySet<string>;
  /** Components whose press is not answered yet: {@link pressKey}. */
  readonly pressing: ReadonlySet<string>;
  /** Messages whose last press failed, and why. */
  readonly failedPresses: Readonly<Record<string, string>>;
  /** What the person is replying to; in its own channel only. */
  readonly replyTo?: PageMessage;
  /** The message that the person is rewriting. */
  readonly editing?: string;
  readonly form?: OpenForm;
  readonly menu?: OpenMenu;
  readonly connection: 'connecting' | 'live' | 'lost';
  /** What lies open: on a narrow screen the channels, or the list of people to become. */
  readonly drawer: boolean;
  readonly people: boolean;
  /** Whether what happens behind the scenes is shown beside the channel. */
  readonly panel: boolean;
  readonly theme: Theme;
  readonly locale: Locale;
  /** Milliseconds since 1970; what relative times are told from. */
  readonly now: number;
}

export type Theme = 'dark' | 'light';

export function emptyModel(theme: Theme, now: number): Model {
  return {
    channels: {},
    posts: {},
    threadCounts: {},
    tags: {},
    folded: new Set(),
    unread: new Set(),
    notices: [],
    dismissed: new Set(),
    pressing: new Set(),
    failedPresses: {},
    connection: 'connecting',
    drawer: false,
    people: false,
    panel: false,
    theme,
    locale: 'en-US',
    now,
  };
}

export function pressKey(messageId: string, customId: string): string {
  return `${messageId}/${customId}`;
}

/** What the viewer sees of the open channel, oldest first. */
export function shownMessages(model: Model): readonly PageMessage[] {
  const messages = model.channels[model.channelId ?? '']?.messages ?? [];
  return messages.filter(({ id }) => !model.dismissed.has(id));
}

/** The notices by the message that came first after them; those that nothing came after stand at undefined. */
export function noticesAbove(
  notices: readonly Notice[],
  messages: readonly PageMessage[],
): ReadonlyMap<string | undefined, readonly Notice[]> {
  return Map.groupBy(notices, ({ after }) =>
    after === undefined ? undefined : messages.find(({ id }) => BigInt(id) > BigInt(after))?.id,
  );
}

/** Whether the open channel begins with its first message here. */
export function showsBeginning(model: Model): boolean {
  return model.channels[model.channelId ?? '']?.whole ?? false;
}

export function openChannel({ page, channelId }: Model): Place | undefined {
  return page && placeOf(page, channelId);
}
