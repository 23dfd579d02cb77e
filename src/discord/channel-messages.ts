import { type APIMessage, SnowflakeUtil } from 'discord.js';

/** Discord's largest page of messages. */
const pageSize = 100;

/** A page of a channel's messages; after the last one nothing was written. */
export interface MessagePage {
  readonly messages: readonly APIMessage[];
  readonly isLast: boolean;
}

/**
 * Reads a channel page by page, from a moment on (milliseconds since 1970, by Discord's clock), oldest messages first.
 *
 * @param ask answers `GET /channels/:id/messages` with this query
 * @throws whatever `ask` throws, or that its answer is no list of messages
 */
export async function* messagesSince(
  ask: (query: URLSearchParams) => Promise<unknown>,
  since: number,
  maxPages: number,
): AsyncGenerator<MessagePage> {
  let after = smallestIdAt(since);
  for (let page = 0; page < maxPages; page++) {
    const messages = await ask(new URLSearchParams({ after, limit: String(pageSize) }));
    if (!isMessages(messages)) throw new Error('The answer is not a list of messages');
    const isLast = messages.length < pageSize;
    yield { messages, isLast };
    if (isLast) return;
    after = messages.map(({ id }) => id).reduce(laterId);
  }
}

/** What is said when `maxPages` were read and there are more. */
export function tooMany(maxPages: number): string {
  return `More than ${pageSize * maxPages} messages came after it.`;
}

export function isMessage(answer: unknown): answer is APIMessage {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string';
}

function isMessages(answer: unknown): answer is readonly APIMessage[] {
  return Array.isArray(answer) && answer.every(isMessage);
}

/** The smallest id that a message of this moment can have. */
function smallestIdAt(timestamp: number): string {
  return SnowflakeUtil.generate({ timestamp, increment: 0n, workerId: 0n, processId: 0n }).toString();
}

function laterId(a: string, b: string): string {
  return BigInt(a) > BigInt(b) ? a : b;
}
