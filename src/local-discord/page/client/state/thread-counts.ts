import type { PageEvent, PageState } from '../../contract.ts';
import { isThread, placeOf } from './places.ts';

/** How many messages a thread has by now, and the latest of them. */
export interface ThreadCount {
  readonly count: number;
  readonly last: string;
}

/** What has been written in threads since the page was fetched, by the threads' ids. */
export type ThreadCounts = Readonly<Record<string, ThreadCount>>;

/** The counts after something happened. A message is counted once, although the page may already have counted it. */
export function countEvent(counts: ThreadCounts, page: PageState | undefined, event: PageEvent): ThreadCounts {
  if (page === undefined || event.t === 'STATE' || event.t === 'MESSAGE_UPDATE') return counts;
  const { channel_id: id } = event.d;
  const channel = placeOf(page, id)?.channel;
  if (channel?.thread === undefined || !isThread(channel)) return counts;
  const { count, last } = counts[id] ?? fetched(channel.thread);
  if (event.t === 'MESSAGE_DELETE') return { ...counts, [id]: { count: Math.max(0, count - 1), last } };
  return BigInt(event.d.id) > BigInt(last) ? { ...counts, [id]: { count: count + 1, last: event.d.id } } : counts;
}

/** The counts that are still newer than a page that was just fetched. */
export function newerCounts(counts: ThreadCounts, page: PageState): ThreadCounts {
  return Object.fromEntries(
    Object.entries(counts).filter(([id, { last }]) => {
      const thread = placeOf(page, id)?.channel.thread;
      return thread !== undefined && BigInt(last) > BigInt(fetched(thread).last);
    }),
  );
}

function fetched(thread: { readonly message_count: number; readonly last_message_id: string | null }): ThreadCount {
  return { count: thread.message_count, last: thread.last_message_id ?? '0' };
}
