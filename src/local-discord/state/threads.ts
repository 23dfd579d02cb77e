import type { Thread, ThreadMember } from './channel.ts';
import { openCollection } from './collection.ts';
import type { Database } from './database.ts';
import { timestampAt } from './draft.ts';
import type { Events } from './events.ts';
import { type Message, messageType } from './model.ts';
import { timeOf } from './snowflake.ts';

/** The threads of channels and who is in them. Every thread is given as it is now: archived, if nothing happened in it. */
export interface Threads {
  get(id: string): Thread | undefined;
  of(guildId: string): readonly Thread[];
  /** Those of one channel. */
  in(parentId: string): readonly Thread[];
  members(threadId: string): readonly ThreadMember[];
  member(threadId: string, userId: string): ThreadMember | undefined;

  put(thread: Thread): void;
  delete(id: string): void;
  /** Nothing happens when they are in it already. */
  join(threadId: string, userId: string): void;
  /** Nothing happens when they are not in it. */
  leave(threadId: string, userId: string): void;
  /** What a message does to the thread that it is posted in: it is counted, opens the thread, and lets its author in. */
  receive(message: Message): void;
  /** The opposite of counting. */
  lose(message: Pick<Message, 'id' | 'channel_id' | 'type'>): void;
}

interface Life {
  /** Milliseconds since 1970. */
  now(): number;
  /** The id of the last message that was posted in a channel. */
  latest(channelId: string): string | undefined;
  /** Whether an author is a user; a webhook is nobody who could be in a thread. */
  isUser(id: string): boolean;
}

export function openThreads(database: Database, events: Events, life: Life): Threads {
  const threads = openCollection<Thread>(database, 'thread');
  const members = openCollection<ThreadMember>(database, 'thread-member');
  const byParent = new Map<string, Set<string>>();
  for (const thread of threads.all()) index(thread);
  database.onRollback(() => {
    byParent.clear();
    for (const thread of threads.all()) index(thread);
  });

  function index({ id, parent_id }: Thread): void {
    byParent.set(parent_id, (byParent.get(parent_id) ?? new Set()).add(id));
  }
  const key = (threadId: string, userId: string): string => `${threadId}/${userId}`;
  const settled = (thread: Thread): Thread => asOf(thread, life.now(), life.latest(thread.id));
  function get(id: string): Thread | undefined {
    const thread = threads.get(id);
    return thread && settled(thread);
  }
  function put(thread: Thread): void {
    threads.put(thread.id, thread, thread.guild_id);
    index(thread);
  }
  function changed(threadId: string, change: { added?: ThreadMember; removed?: string }): void {
    const thread = get(threadId);
    if (thread === undefined) return;
    const { guild_id } = thread;
    const member_count = members.of(threadId).length;
    put({ ...thread, member_count });
    events.publish({
      t: 'THREAD_MEMBERS_UPDATE',
      d: {
        id: threadId,
        guild_id,
        member_count,
        ...(change.added && { added_members: [change.added] }),
        ...(change.removed !== undefined && { removed_member_ids: [change.removed] }),
      },
    });
  }
  function join(threadId: string, userId: string): void {
    if (members.get(key(threadId, userId)) !== undefined) return;
    const added = { id: threadId, user_id: userId, join_timestamp: timestampAt(life.now()), flags: 0 };
    members.put(key(threadId, userId), added, threadId);
    changed(threadId, { added });
  }

  return {
    get,
    of: (guildId) => threads.of(guildId).map(settled),
    in: (parentId) => [...(byParent.get(parentId) ?? [])].flatMap((id) => get(id) ?? []),
    members: (threadId) => members.of(threadId),
    member: (threadId, userId) => members.get(key(threadId, userId)),
    put,
    delete(id) {
      const thread = threads.get(id);
      if (thread === undefined) return;
      threads.delete(id);
      const siblings = byParent.get(thread.parent_id);
      siblings?.delete(id);
      if (siblings?.size === 0) byParent.delete(thread.parent_id);
      for (const { user_id } of members.of(id)) members.delete(key(id, user_id));
    },
    join,
    leave(threadId, userId) {
      if (members.delete(key(threadId, userId))) changed(threadId, { removed: userId });
    },
    receive(message) {
      const thread = get(message.channel_id);
      if (thread === undefined) return;
      const { archived } = thread.thread_metadata;
      const one = counts(thread, message);
      const after: Thread = {
        ...thread,
        message_count: thread.message_count + one,
        total_message_sent: thread.total_message_sent + one,
        ...(archived && {
          thread_metadata: {
            ...thread.thread_metadata,
            archived: false,
            archive_timestamp: timestampAt(life.now()),
          },
        }),
      };
      put(after);
      if (archived) events.publish({ t: 'THREAD_UPDATE', d: after });
      if (life.isUser(message.author.id)) join(thread.id, message.author.id);
    },
    lose(message) {
      const thread = get(message.channel_id);
      if (thread === undefined) return;
      put({ ...thread, message_count: Math.max(0, thread.message_count - counts(thread, message)) });
    },
  };
}

/** How much a message counts: the one that a post begins with, and the one that only points to it, do not. */
function counts(thread: Thread, { id, type }: Pick<Message, 'id' | 'type'>): 0 | 1 {
  return id === thread.id || type === messageType.threadStarter ? 0 : 1;
}

const msPerMinute = 60_000;

/**
 * A thread as it is at a moment: archived, when nothing happened in it for as long as it says. Discord's documentation,
 * "Active & Archived Threads": what happens is a message, being opened again, and a change of that duration.
 *
 * @param now milliseconds since 1970
 * @param latest the id of its last message
 */
export function asOf(thread: Thread, now: number, latest: string | undefined): Thread {
  const { archived, archive_timestamp, auto_archive_duration } = thread.thread_metadata;
  if (archived) return thread;
  const active = Math.max(Date.parse(archive_timestamp), latest === undefined ? 0 : timeOf(latest));
  const end = active + auto_archive_duration * msPerMinute;
  if (now < end) return thread;
  return {
    ...thread,
    thread_metadata: { ...thread.thread_metadata, archived: true, archive_timestamp: timestampAt(end) },
  };
}
