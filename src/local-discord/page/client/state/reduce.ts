import type { PageEvent, PagePost, PageState } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';
import type { Locale } from '../locales.ts';
import { awaitMessages, type ChannelLog, emptyLog, fetchedLog, tell } from './channel-log.ts';
import { type Model, type Notice, type OpenForm, type OpenMenu, pressKey, type Theme } from './model.ts';
import { placeOf } from './places.ts';
import { countEvent, newerCounts } from './thread-counts.ts';

/** Whatever happens to the page. */
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
  | { readonly type: 'filter'; readonly channelId: string; readonly tagId: string }
  | { readonly type: 'fold'; readonly categoryId: string }
  | { readonly type: 'form'; readonly form: OpenForm | undefined }
  | { readonly type: 'form sent'; readonly formId: string; readonly failure?: string }
  | { readonly type: 'menu'; readonly menu: OpenMenu | undefined }
  | { readonly type: 'connection'; readonly connection: Model['connection'] }
  | { readonly type: 'drawer' | 'people' | 'panel'; readonly open: boolean }
  | { readonly type: 'theme'; readonly theme: Theme }
  | { readonly type: 'locale'; readonly locale: Locale }
  | { readonly type: 'reply'; readonly message?: PageMessage }
  /** Without a message, the one that is being rewritten stays as it is. */
  | { readonly type: 'edit'; readonly messageId?: string }
  | { readonly type: 'tick'; readonly now: number };

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
    case 'filter': {
      const { [action.channelId]: tags = new Set<string>() } = model.tags;
      return { ...model, tags: { ...model.tags, [action.channelId]: flipped(tags, action.tagId) } };
    }
    case 'fold':
      return { ...model, folded: flipped(model.folded, action.categoryId) };
    case 'edit':
      return takeEditing(model, action.messageId);
    case 'form':
      return takeForm(model, action.form);
    case 'form sent':
      return takeSent(model, action.formId, action.failure);
    case 'menu':
      return takeMenu(model, action.menu);
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
      threadCounts: {},
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
    threadCounts: newerCounts(model.threadCounts, page),
    unread: new Set([...model.unread].filter(listed)),
  };
}

function takeChannel(model: Model, channelId: string): Model {
  const { menu: _, editing: __, ...rest } = model;
  return { ...rest, channelId, unread: without(model.unread, channelId), drawer: false };
}

/** Without what lies open over the page or is begun. */
function withoutOpen({ replyTo: _, editing: __, form: ___, menu: ____, ...model }: Model): Model {
  return model;
}

function takeEditing({ editing: _, ...model }: Model, messageId: string | undefined): Model {
  return { ...model, ...(messageId !== undefined && { editing: messageId }) };
}

function takeForm({ form: _, ...model }: Model, form: OpenForm | undefined): Model {
  return { ...model, ...(form && { form }) };
}

function takeMenu({ menu: _, ...model }: Model, menu: OpenMenu | undefined): Model {
  return { ...model, ...(menu && { menu }) };
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
  const counted = { ...model, threadCounts: countEvent(model.threadCounts, model.page, event) };
  const told = changeLog(gone ? reply(counted, undefined) : counted, channel_id, (log) => tell(log, event));
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

function flipped<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  return set.has(value) ? without(set, value) : new Set([...set, value]);
}
