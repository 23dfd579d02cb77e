import type { PageChannel, PageEvent, PageGuild, PageMessage, PageState, PageUser } from '../contract.ts';
import { awaitMessages, type ChannelLog, emptyLog, fetchedLog, tell } from './channel-log.ts';

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

export interface Model {
  readonly page?: PageState;
  readonly channelId?: string;
  readonly channels: Readonly<Record<string, ChannelLog>>;
  readonly unread: ReadonlySet<string>;
  readonly notices: readonly Notice[];
  /** Ephemeral messages that the viewer has put away. */
  readonly dismissed: ReadonlySet<string>;
  /** Components whose press is not answered yet: {@link pressKey}. */
  readonly pressing: ReadonlySet<string>;
  /** Messages whose last press failed, and why. */
  readonly failedPresses: Readonly<Record<string, string>>;
  readonly connection: 'connecting' | 'live' | 'lost';
  /** What lies open: on a narrow screen the channels, or the list of people to become. */
  readonly drawer: boolean;
  readonly people: boolean;
  readonly theme: Theme;
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
  | { readonly type: 'connection'; readonly connection: Model['connection'] }
  | { readonly type: 'drawer' | 'people'; readonly open: boolean }
  | { readonly type: 'theme'; readonly theme: Theme }
  | { readonly type: 'tick'; readonly now: number };

export function emptyModel(theme: Theme, now: number): Model {
  return {
    channels: {},
    unread: new Set(),
    notices: [],
    dismissed: new Set(),
    pressing: new Set(),
    failedPresses: {},
    connection: 'connecting',
    drawer: false,
    people: false,
    theme,
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
      return { ...model, channelId: action.channelId, unread: without(model.unread, action.channelId), drawer: false };
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
    case 'connection':
      return takeConnection(model, action.connection);
    case 'drawer':
      return { ...model, drawer: action.open, people: false };
    case 'people':
      return { ...model, people: action.open };
    case 'theme':
      return { ...model, theme: action.theme };
    case 'tick':
      return { ...model, now: action.now };
  }
}

/** What belongs to the person one was before goes, and so do channels that are no longer there: nothing of them is told. */
function takePage(model: Model, page: PageState): Model {
  if (model.page !== undefined && model.page.viewer.id !== page.viewer.id)
    return {
      ...model,
      page,
      channels: {},
      unread: new Set(),
      notices: [],
      pressing: new Set(),
      failedPresses: {},
    };
  const listed = new Set(page.guilds.flatMap(({ channels }) => channels.map(({ id }) => id)));
  return {
    ...model,
    page,
    channels: pick(model.channels, (id) => listed.has(id)),
    unread: new Set([...model.unread].filter((id) => listed.has(id))),
  };
}

/** A new connection does not tell what was missed before it: only the open channel is fetched again at once. */
function takeConnection(model: Model, connection: Model['connection']): Model {
  if (connection !== 'live') return { ...model, connection };
  return { ...model, connection, channels: pick(model.channels, (id) => id === model.channelId) };
}

function takeEvent(model: Model, event: PageEvent): Model {
  if (event.t === 'STATE') return model;
  const { channel_id } = event.d;
  const told = changeLog(model, channel_id, (log) => tell(log, event));
  const elsewhere = event.t === 'MESSAGE_CREATE' && channel_id !== model.channelId;
  return elsewhere ? { ...told, unread: new Set([...model.unread, channel_id]) } : told;
}

function changeLog(model: Model, channelId: string, change: (log: ChannelLog) => ChannelLog): Model {
  const log = model.channels[channelId];
  return log === undefined ? model : { ...model, channels: { ...model.channels, [channelId]: change(log) } };
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

export function openChannel(model: Model): { readonly guild: PageGuild; readonly channel: PageChannel } | undefined {
  for (const guild of model.page?.guilds ?? []) {
    const channel = guild.channels.find(({ id }) => id === model.channelId);
    if (channel !== undefined) return { guild, channel };
  }
  return undefined;
}

/** Text and announcement channels in the order in which Discord lists them, with the category they stand under. */
export function channelGroups(
  guild: PageGuild,
): readonly { readonly category?: PageChannel; readonly channels: readonly PageChannel[] }[] {
  const inOrder = [...guild.channels].sort((a, b) => a.position - b.position);
  const below = (parent: string | null): PageChannel[] =>
    inOrder.filter(({ type, parent_id }) => (type === 0 || type === 5) && parent_id === parent);
  const categories = inOrder.filter(({ type }) => type === 4);
  return [
    { channels: below(null) },
    ...categories.map((category) => ({ category, channels: below(category.id) })),
  ].filter(({ channels }) => channels.length > 0);
}

/** The channel to open first: the wanted one if it exists, else the first in the list. */
export function firstChannel(page: PageState, wanted: string | undefined): string | undefined {
  const all = page.guilds.flatMap((guild) => channelGroups(guild).flatMap(({ channels }) => channels));
  return (all.find(({ id }) => id === wanted) ?? all[0])?.id;
}

export function findUser(page: PageState, id: string): PageUser | undefined {
  const everyone = [page.bot, page.viewer, ...page.people, ...page.guilds.flatMap(({ members }) => members)];
  return everyone.find((user) => user.id === id);
}
