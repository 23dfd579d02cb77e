import { type Channel, channelType, guildOf, isDirect, isThread } from '../state/channel.ts';
import { type Draft, isEmpty } from '../state/draft.ts';
import type { User } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import type { Place } from './access.ts';
import { attach } from './attachments.ts';
import type { Upload } from './body.ts';
import { compose } from './compose.ts';
import type { MessageForm } from './form/forms.ts';
import { Refusal } from './refusal.ts';

/** A message of the bot, from its checked form; refused where the bot lacks a right to something in it, or it is empty. */
export function draftFor(
  state: State,
  { channel, held }: Place,
  {
    form,
    files,
    repliedTo,
  }: { readonly form: MessageForm; readonly files: readonly Upload[]; readonly repliedTo?: User | undefined },
  channelId = channel.id,
): Draft {
  if ((form.embeds ?? []).length > 0 && !has(held, permission.embedLinks)) throw new Refusal(50013);
  if (files.length > 0 && !has(held, permission.attachFiles)) throw new Refusal(50013);
  const draft = compose(state, form, {
    way: 'message',
    guildId: guildOf(channel),
    mayMentionEveryone: has(held, permission.mentionEveryone),
    repliedTo,
    attachments: attach(state, channelId, files, form),
  });
  if (isEmpty(draft)) throw new Refusal(50006);
  return draft;
}

/** Refuses a message to a person who shares no guild with the bot. */
export function refuseStranger(state: State, channel: Channel): void {
  if (!isDirect(channel)) return;
  const [{ id }] = channel.recipients;
  const { botId } = state.identity;
  const shared = state.guilds
    .all()
    .some((guild) => [id, botId].every((userId) => state.guilds.member(guild.id, userId) !== undefined));
  if (!shared) throw new Refusal(50278);
}

/** Refuses to bring more threads of a guild to life than there may be. */
export function refuseTooManyThreads(
  state: State,
  guildId: string,
  parent: { readonly type: number } | undefined,
): void {
  const { activeThreads, activeAnnouncementThreads } = state.limits;
  const all = state.channels.threads(guildId);
  if (all.length < Math.min(activeThreads, activeAnnouncementThreads)) return;
  const active = all.filter(({ thread_metadata }) => !thread_metadata.archived);
  if (active.length >= activeThreads) throw new Refusal(160006);
  const { announcement, announcementThread } = channelType;
  const isAnnouncement = parent?.type === announcement;
  if (isAnnouncement && active.filter(({ type }) => type === announcementThread).length >= activeAnnouncementThreads)
    throw new Refusal(160007);
}

/** Refuses to open a thread again, by a message or by itself, when there are too many already. */
export function refuseRevival(state: State, channel: Channel): void {
  if (isThread(channel) && channel.thread_metadata.archived)
    refuseTooManyThreads(state, channel.guild_id, state.channels.get(channel.parent_id));
}
