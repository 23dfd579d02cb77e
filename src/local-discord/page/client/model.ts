import type { PageChannel, PageEvent, PageGuild, PageMessage, PageState, PageUser } from '../contract.ts';

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

interface ChannelLog {
  readonly messages: readonly PageMessage[];
  readonly loaded: boolean;
  /** The latest request for the messages, and the events since: they are newer than its answer. */
  readonly awaited?: { readonly request: number; readonly events: readonly PageEvent[] };
}

export type Action =
  | { readonly type: 'page'; readonly page: PageState }
  | { readonly type: 'viewer' }
  | { readonly type: 'channel'; readonly channelId: string }
  | { readonly type: 'fetching'; readonly channelId: string; readonly request: number }
  | {
      readonly type: 'messages';
      readonly channelId: string;
      readonly request: number;
      readonly messages: readonly PageMessage[];
    }
  | { readonly type: 'event'; readonly event: PageEvent }
  | { readonly type: 'notice'; readonly notice: Notice }
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
      return { ...model, page: action.page };
    case 'viewer':
      return {
        ...model,
        people: false,
        channels: {},
        notices: [],
        unread: new Set(),
        pressing: new Set(),
        failedPresses: {},
      };
    case 'channel':
      return { ...model, channelId: action.channelId, unread: without(model.unread, action.channelId), drawer: false };
    case 'fetching':
      return withLog(model, action.channelId, (log) => ({ ...log, awaited: { request: action.request, events: [] } }));
    case 'messages':
      return withLog(model, action.channelId, (log) =>
        log.awaited?.request === action.request
          ? { messages: log.awaited.events.reduce(applyEvent, action.messages), loaded: true }
          : log,
      );
    case 'event':
      return takeEvent(model, action.event);
    case 'notice':
      return { ...model, notices: [...model.notices.filter(({ id }) => id !== action.notice.id), action.notice] };
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
      const pressing = without(model.pressing, pressKey(action.messageId, action.customId));
      if (action.failure === undefined) return { ...model, pressing };
      return { ...model, pressing, failedPresses: { ...model.failedPresses, [action.messageId]: action.failure } };
    }
    case 'connection':
      return { ...model, connection: action.connection };
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

function takeEvent(model: Model, event: PageEvent): Model {
  if (event.t === 'STATE') return model;
  const { channel_id } = event.d;
  const told = withLog(model, channel_id, (log) => ({
    ...log,
    messages: applyEvent(log.messages, event),
    ...(log.awaited && { awaited: { ...log.awaited, events: [...log.awaited.events, event] } }),
  }));
  const elsewhere = event.t === 'MESSAGE_CREATE' && channel_id !== model.channelId;
  return elsewhere ? { ...told, unread: new Set([...model.unread, channel_id]) } : told;
}

function applyEvent(messages: readonly PageMessage[], event: PageEvent): readonly PageMessage[] {
  switch (event.t) {
    case 'MESSAGE_CREATE':
    case 'MESSAGE_UPDATE': {
      const known = messages.some(({ id }) => id === event.d.id);
      if (known) return messages.map((message) => (message.id === event.d.id ? event.d : message));
      return event.t === 'MESSAGE_CREATE' ? [...messages, event.d] : messages;
    }
    case 'MESSAGE_DELETE':
      return messages.filter(({ id }) => id !== event.d.id);
    case 'STATE':
      return messages;
  }
}

function withLog(model: Model, channelId: string, change: (log: ChannelLog) => ChannelLog): Model {
  const log = model.channels[channelId] ?? { messages: [], loaded: false };
  return { ...model, channels: { ...model.channels, [channelId]: change(log) } };
}

function without<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  return new Set([...set].filter((other) => other !== value));
}

/** What the viewer sees of the open channel, oldest first. */
export function shownMessages(model: Model): readonly PageMessage[] {
  const messages = model.channels[model.channelId ?? '']?.messages ?? [];
  return messages.filter(({ id }) => !model.dismissed.has(id));
}

export function isLoaded(model: Model): boolean {
  return model.channels[model.channelId ?? '']?.loaded ?? false;
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
