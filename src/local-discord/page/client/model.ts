import type { PageChannel, PageEvent, PageGuild, PageMessage, PageState, PageUser } from '../contract.ts';
import { awaitMessages, type ChannelLog, emptyLog, fetchedLog, tell } from './channel-log.ts';
import type { Locale } from './locales.ts';

/** Discord's message flags that the page knows. */
export const messageFlags = { ephemeral: 1 << 6, loading: 1 << 7 } as const;

/** A line of the viewer's own: a command that is on its way, or that failed. */
export interface Notice {
  readonly id: string;
  readonly channelId: string;
  readonly command: string;
  readonly at: number;
  /** Absent while the bot is thinking. */
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
  /** The message of the open channel that the next one replies to. */
  readonly replyTo?: PageMessage;
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
  /** What the person is replying to; in its own channel only. */
  readonly replyTo?: PageMessage;
  /** Milliseconds since 1970; what relative times are told from. */
  readonly now: number;
}

export type Theme = 'dark' | 'light';

export type Action =
  | { readonly type: 'page'; readonly page: PageState }
  | { readonly type: 'channel'; readonly channelId: string }
  | { readonly type: 'fetching'; readonly channelId: string; readonly request: number }
  | {
      readonly type: 'messages';
      readonly channelId: string;
      readonly request: number;
      readonly messages: readonly PageMessage[];
    }
  | { readonly type: 'not fetched'; readonly channelId: string }
  | { readonly type: 'event'; readonly event: PageEvent }
  | { readonly type: 'notice'; readonly notice: Notice }
  | { readonly type: 'notice failed'; readonly id: string; readonly failure: string }
  | { readonly type: 'notice gone'; readonly id: string }
  | { readonly type: 'dismiss'; readonly messageId: string }
  | { readonly type: 'press'; readonly messageId: string; readonly customId: string }
  | { readonly type: 'pressed'; readonly messageId: string; readonly customId: string; readonly failure?: string }
  | { readonly type: 'not done'; readonly messageId: string; readonly failure: string }
  | { readonly type: 'posts'; readonly channelId: string; readonly posts: readonly PagePost[] }
  | { readonly type: 'fold'; readonly categoryId: string }
  | { readonly type: 'reply'; readonly message: PageMessage | undefined }
  | { readonly type: 'form'; readonly form: OpenForm | undefined }
  | { readonly type: 'form sent'; readonly formId: string; readonly failure?: string }
  | { readonly type: 'menu'; readonly menu: OpenMenu | undefined }
  | { readonly type: 'connection'; readonly connection: Model['connection'] }
  | { readonly type: 'drawer' | 'people' | 'panel'; readonly open: boolean }
  | { readonly type: 'theme'; readonly theme: Theme }
  | { readonly type: 'locale'; readonly locale: Locale }
  | { readonly type: 'reply'; readonly message?: PageMessage }
  | { readonly type: 'tick'; readonly now: number };

export function emptyModel(theme: Theme, now: number): Model {
  return {
    channels: {},
    posts: {},
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

/** The only way the model changes. Pure. */
export function reduce(model: Model, action: Action): Model {
  switch (action.type) {
    case 'page':
      return takePage(model, action.page);
    case 'channel':
      return takeChannel(model, action.channelId);
    case 'fetching':
      return {
        ...model,
        channels: {
          ...model.channels,
          [action.channelId]: awaitMessages(model.channels[action.channelId] ?? emptyLog, action.request),
        },
      };
    case 'messages':
      return changeLog(model, action.channelId, (log) =>
        log.awaited?.request === action.request ? fetchedLog(action.messages, log.awaited.events) : log,
      );
    case 'not fetched':
      return { ...model, channels: pick(model.channels, (id) => id !== action.channelId) };
    case 'event':
      return takeEvent(model, action.event);
    case 'notice':
      return { ...model, notices: [...model.notices, action.notice] };
    case 'notice failed':
      return {
        ...model,
        notices: model.notices.map((notice) =>
          notice.id === action.id ? { ...notice, failure: action.failure } : notice,
        ),
      };
    case 'notice gone':
      return { ...model, notices: model.notices.filter(({ id }) => id !== action.id) };
    case 'dismiss':
      return { ...model, dismissed: new Set([...model.dismissed, action.messageId]) };
    case 'press': {
      const { [action.messageId]: _, ...failedPresses } = model.failedPresses;
      const key = pressKey(action.messageId, action.customId);
      return { ...model, failedPresses, pressing: new Set([...model.pressing, key]) };
    }
    case 'pressed': {
      const key = pressKey(action.messageId, action.customId);
      // The answer to a press of the person one was before.
      if (!model.pressing.has(key)) return model;
      const pressing = without(model.pressing, key);
      if (action.failure === undefined) return { ...model, pressing };
      return { ...model, pressing, failedPresses: { ...model.failedPresses, [action.messageId]: action.failure } };
    }
    case 'not done':
      return { ...model, failedPresses: { ...model.failedPresses, [action.messageId]: action.failure } };
    case 'posts':
      return { ...model, posts: { ...model.posts, [action.channelId]: action.posts } };
    case 'fold': {
      const { folded } = model;
      const { categoryId } = action;
      return {
        ...model,
        folded: folded.has(categoryId) ? without(folded, categoryId) : new Set([...folded, categoryId]),
      };
    }
    case 'reply':
      return put(model, 'replyTo', action.message);
    case 'form':
      return put(model, 'form', action.form);
    case 'form sent':
      return takeSent(model, action.formId, action.failure);
    case 'menu':
      return put(model, 'menu', action.menu);
    case 'connection':
      return takeConnection(model, action.connection);
    case 'drawer':
      return { ...model, drawer: action.open, people: false };
    case 'people':
      return { ...model, people: action.open };
    case 'panel':
      return { ...model, panel: action.open };
    case 'theme':
      return { ...model, theme: action.theme };
    case 'locale':
      return { ...model, locale: action.locale };
    case 'reply':
      return reply(model, action.message);
    case 'tick':
      return { ...model, now: action.now };
  }
}

function reply({ replyTo: _, ...model }: Model, message: PageMessage | undefined): Model {
  return message === undefined ? model : { ...model, replyTo: message };
}

/** What belongs to the person one was before goes, and so do channels that are no longer there: nothing of them is told. */
function takePage(model: Model, page: PageState): Model {
  if (model.page !== undefined && model.page.viewer.id !== page.viewer.id)
    return {
      ...withoutOpen(model),
      page,
      channels: {},
      posts: {},
      unread: new Set(),
      notices: [],
      pressing: new Set(),
      failedPresses: {},
    };
  const listed = (id: string): boolean => placeOf(page, id) !== undefined;
  return {
    ...model,
    page,
    channels: pick(model.channels, listed),
    posts: pick(model.posts, listed),
    unread: new Set([...model.unread].filter(listed)),
  };
}

function takeChannel(model: Model, channelId: string): Model {
  const { replyTo: _, menu: __, ...rest } = model;
  return { ...rest, channelId, unread: without(model.unread, channelId), drawer: false };
}

/** Without what lies open over the page or is begun. */
function withoutOpen({ replyTo: _, form: __, menu: ___, ...model }: Model): Model {
  return model;
}

/** A form that was not taken stays, with the reason; one that was put away meanwhile stays away. */
function takeSent(model: Model, formId: string, failure: string | undefined): Model {
  const { form, ...rest } = model;
  if (form?.modal.id !== formId) return model;
  return failure === undefined ? rest : { ...rest, form: { ...form, busy: false, failure } };
}

/** A new connection does not tell what was missed before it: only the open channel is fetched again at once. */
function takeConnection(model: Model, connection: Model['connection']): Model {
  if (connection !== 'live') return { ...model, connection };
  return { ...model, connection, posts: {}, channels: pick(model.channels, (id) => id === model.channelId) };
}

function takeEvent(model: Model, event: PageEvent): Model {
  if (event.t === 'STATE') return model;
  const { channel_id } = event.d;
  const gone = event.t === 'MESSAGE_DELETE' && event.d.id === model.replyTo?.id;
  const told = changeLog(gone ? reply(model, undefined) : model, channel_id, (log) => tell(log, event));
  const elsewhere = event.t === 'MESSAGE_CREATE' && channel_id !== model.channelId;
  return elsewhere ? { ...told, unread: new Set([...model.unread, channel_id]) } : told;
}

function changeLog(model: Model, channelId: string, change: (log: ChannelLog) => ChannelLog): Model {
  const log = model.channels[channelId];
  return log === undefined ? model : { ...model, channels: { ...model.channels, [channelId]: change(log) } };
}

function put<K extends 'replyTo' | 'form' | 'menu'>(model: Model, key: K, value: Model[K] | undefined): Model {
  const { [key]: _, ...rest } = model;
  return value === undefined ? (rest as Model) : { ...model, [key]: value };
}

function pick<T>(record: Readonly<Record<string, T>>, wanted: (key: string) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => wanted(key)));
}

function without<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  return new Set([...set].filter((other) => other !== value));
}

/** What the viewer sees of the open channel, oldest first. */
export function shownMessages(model: Model): readonly PageMessage[] {
  const messages = model.channels[model.channelId ?? '']?.messages ?? [];
  return messages.filter(({ id }) => !model.dismissed.has(id));
}

/** Whether the open channel begins with its first message here. */
export function showsBeginning(model: Model): boolean {
  return model.channels[model.channelId ?? '']?.whole ?? false;
}

export function openChannel({ page, channelId }: Model): Place | undefined {
  return page && placeOf(page, channelId);
}
