import type { PageEvent } from '../../contract.ts';
import type { PageMessage } from '../../message-contract.ts';

/** How many messages of a channel are kept: as many as the server gives. */
const keptMessages = 100;

/** What the page knows of a channel that has been opened. */
export interface ChannelLog {
  /** The latest, oldest first. */
  readonly messages: readonly PageMessage[];
  /** Whether they have been fetched. */
  readonly loaded: boolean;
  /** Whether the channel had nothing before them. */
  readonly whole: boolean;
  /** The latest request for the messages, and the events since: they are newer than its answer. */
  readonly awaited?: { readonly request: number; readonly events: readonly PageEvent[] };
}

export const emptyLog: ChannelLog = { messages: [], loaded: false, whole: false };

export function awaitMessages(log: ChannelLog, request: number): ChannelLog {
  return { ...log, awaited: { request, events: [] } };
}

/** What the server has answered, and what happened since it was asked. */
export function fetchedLog(messages: readonly PageMessage[], events: readonly PageEvent[]): ChannelLog {
  return applyEvents({ messages, loaded: true, whole: messages.length < keptMessages }, events);
}

/** What happens in the channel. */
export function tell(log: ChannelLog, event: PageEvent): ChannelLog {
  const told = applyEvents(log, [event]);
  if (log.awaited === undefined) return told;
  return { ...told, awaited: { ...log.awaited, events: [...log.awaited.events, event] } };
}

function applyEvents(log: ChannelLog, events: readonly PageEvent[]): ChannelLog {
  const messages = events.reduce(applyEvent, log.messages);
  return { ...log, messages: messages.slice(-keptMessages), whole: log.whole && messages.length <= keptMessages };
}

function applyEvent(messages: readonly PageMessage[], event: PageEvent): readonly PageMessage[] {
  switch (event.t) {
    case 'MESSAGE_CREATE':
      return messages.some(({ id }) => id === event.d.id) ? replace(messages, event.d) : [...messages, event.d];
    case 'MESSAGE_UPDATE':
      return replace(messages, event.d);
    case 'MESSAGE_DELETE':
      return messages.filter(({ id }) => id !== event.d.id).map((message) => refer(message, event.d.id, null));
    case 'STATE':
      return messages;
  }
}

/** The replies to a message may be there although it is not itself. */
function replace(messages: readonly PageMessage[], changed: PageMessage): readonly PageMessage[] {
  return messages.map((message) => (message.id === changed.id ? changed : refer(message, changed.id, changed)));
}

/** What is shown of a message in its replies is what has become of it. */
function refer(message: PageMessage, id: string, referenced: PageMessage | null): PageMessage {
  return message.referenced_message?.id === id ? { ...message, referenced_message: referenced } : message;
}
