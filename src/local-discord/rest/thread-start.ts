import { channelType, type GuildChannel, type Thread } from '../state/channel.ts';
import { timestampAt } from '../state/draft.ts';
import type { State } from '../state/state.ts';
import type { NewThreadForm } from './form/place-shapes.ts';

interface Beginning {
  readonly id: string;
  readonly type: Thread['type'];
  readonly ownerId: string;
}

const dayInMinutes = 1440;

/** A thread as it is when it begins, without anyone in it. */
export function newThread(
  state: State,
  parent: GuildChannel,
  form: Omit<NewThreadForm, 'type'>,
  { id, type, ownerId }: Beginning,
): Thread {
  const now = timestampAt(state.now());
  return {
    id,
    guild_id: parent.guild_id,
    type,
    name: form.name.trim(),
    parent_id: parent.id,
    owner_id: ownerId,
    thread_metadata: {
      archived: false,
      auto_archive_duration: form.auto_archive_duration ?? parent.default_auto_archive_duration ?? dayInMinutes,
      archive_timestamp: now,
      locked: false,
      create_timestamp: now,
      ...(type === channelType.privateThread && { invitable: form.invitable ?? true }),
    },
    message_count: 0,
    total_message_sent: 0,
    member_count: 0,
    rate_limit_per_user: form.rate_limit_per_user ?? parent.default_thread_rate_limit_per_user ?? 0,
    flags: 0,
  };
}

/** The type of a public thread in a channel. */
export function publicTypeIn({ type }: GuildChannel): 10 | 11 {
  return type === channelType.announcement ? channelType.announcementThread : channelType.publicThread;
}
