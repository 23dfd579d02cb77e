import { channelFlags, channelType, isForum, type Thread } from '../state/channel.ts';
import { timestampAt } from '../state/draft.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { demand, type Place } from './access.ts';
import { checkThreadForm } from './form/place-form.ts';
import type { ThreadForm } from './form/place-shapes.ts';
import { refuseRevival } from './posting.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { chosenTags } from './tags.ts';

/**
 * Changes a thread as a body says. Who may do what: Discord's documentation, "Editing & Deleting Threads".
 *
 * @param current the thread as it is, to be asked when nothing is waited for any more
 */
export async function changeThread(state: State, body: unknown, current: () => Place<Thread>): Promise<Thread> {
  const checked = await checkThreadForm(body);
  if (!checked.ok) throw refusalOf(checked);
  const { form } = checked;
  const place = current();
  demandRights(state, form, place);
  const { channel: thread, held } = place;
  const { archived, auto_archive_duration } = thread.thread_metadata;
  if (archived && form.archived !== false) throw new Refusal(50083);
  if (archived) refuseRevival(state, thread);

  const now = timestampAt(state.now());
  const parent = state.channels.get(thread.parent_id);
  const after: Thread = {
    ...thread,
    ...(typeof form.name === 'string' && { name: form.name.trim() }),
    ...(form.rate_limit_per_user !== undefined && { rate_limit_per_user: form.rate_limit_per_user ?? 0 }),
    ...(form.applied_tags &&
      parent !== undefined &&
      isForum(parent) && {
        applied_tags: chosenTags(parent, form.applied_tags, held, thread.applied_tags),
      }),
    ...(typeof form.flags === 'number' && { flags: pinnedIn(state, form.flags, thread) }),
    thread_metadata: {
      ...thread.thread_metadata,
      ...(typeof form.archived === 'boolean' &&
        form.archived !== archived && { archived: form.archived, archive_timestamp: now }),
      ...(typeof form.locked === 'boolean' && { locked: form.locked }),
      ...(typeof form.invitable === 'boolean' &&
        thread.type === channelType.privateThread && { invitable: form.invitable }),
      ...(typeof form.auto_archive_duration === 'number' &&
        form.auto_archive_duration !== auto_archive_duration && {
          auto_archive_duration: form.auto_archive_duration,
          archive_timestamp: now,
        }),
    },
  };
  state.channels.update(after);
  return after;
}

const ofItsCreator: readonly string[] = ['name', 'archived', 'auto_archive_duration', 'applied_tags', 'invitable'];

function demandRights(state: State, form: ThreadForm, { channel: thread, held }: Place<Thread>): void {
  if (has(held, permission.manageThreads)) return;
  const { locked, archived } = thread.thread_metadata;
  const named = Object.entries(form).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  demand(held, [permission.sendMessagesInThreads]);
  const onlyOpens = named.every((name) => name === 'archived') && form.archived === false;
  if (onlyOpens && !locked) return;
  if (locked && archived) throw new Refusal(160005);
  const isCreator = thread.owner_id === state.identity.botId;
  if (!isCreator || !named.every((name) => ofItsCreator.includes(name))) throw new Refusal(50013);
}

/** The flags of a thread: only that it is pinned can be changed, in forums, for one post at a time. */
function pinnedIn(state: State, flags: number, thread: Thread): number {
  const { pinned } = channelFlags;
  const parent = state.channels.get(thread.parent_id);
  if (parent === undefined || !isForum(parent)) return thread.flags;
  const pins = (flags & pinned) !== 0;
  if (pins && state.threads.in(parent.id).some((one) => one.id !== thread.id && (one.flags & pinned) !== 0))
    throw new Refusal(30047);
  return pins ? thread.flags | pinned : thread.flags & ~pinned;
}
