import type { ThreadMember } from '../state/channel.ts';
import { channelPayload } from '../state/channel-payload.ts';
import { guildPayload } from '../state/guild-payload.ts';
import type { Member } from '../state/model.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';
import { intent } from './intents.ts';
import type { Session } from './session.ts';

export function readyPayload(
  state: State,
  { id, shard }: Pick<Session, 'id' | 'shard'>,
  { guildIds, url, sharded }: { readonly guildIds: readonly string[]; readonly url: string; readonly sharded: boolean },
) {
  return {
    v: 10,
    user: { ...state.bot(), verified: true, mfa_enabled: true, email: null, flags: 0 },
    guilds: guildIds.map((guildId) => ({ id: guildId, unavailable: true })),
    session_id: id,
    session_type: 'normal',
    resume_gateway_url: url,
    ...(sharded && { shard }),
    application: { id: state.identity.botId, flags: state.application.flags },
    private_channels: [],
    relationships: [],
    user_settings: {},
    geo_ordered_rtc_regions: [],
    _trace: [],
  };
}

/** A guild as it is described to a bot that has just connected, or has just been invited. */
export function guildCreatePayload(
  state: State,
  guildId: string,
  { intents, largeThreshold }: Pick<Session, 'intents' | 'largeThreshold'>,
) {
  const { botId } = state.identity;
  const members = state.guilds.members(guildId);
  const large = members.length > largeThreshold;
  const isTold =
    (intents & intent.guildPresences) === 0
      ? ({ user }: Member) => user.id === botId
      : ({ user, roles, nick }: Member) => !large || user.id === botId || roles.length > 0 || nick !== null;
  return {
    ...guildPayload(state, guildId),
    joined_at: state.guilds.member(guildId, botId)?.joined_at ?? null,
    large,
    unavailable: false,
    member_count: members.length,
    members: members.filter(isTold),
    channels: state.channels.of(guildId).map((channel) => channelPayload(state, channel, botId)),
    threads: activeThreads(state, guildId).map((thread) => {
      const { join_timestamp, flags } = state.threads.member(thread.id, botId) ?? {};
      return join_timestamp === undefined ? thread : { ...thread, member: { join_timestamp, flags } };
    }),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The threads of channels that the bot may look into from now on. Discord's documentation, "Thread List Sync". */
export function threadListSyncPayload(state: State, guildId: string, channelIds: readonly string[]) {
  const threads = activeThreads(state, guildId).filter(({ parent_id }) => channelIds.includes(parent_id));
  return {
    guild_id: guildId,
    channel_ids: channelIds,
    threads,
    members: threads.flatMap(({ id }): readonly ThreadMember[] => {
      const own = state.threads.member(id, state.identity.botId);
      return own === undefined ? [] : [own];
    }),
  };
}

/** Those that are not archived and that the bot can see. */
function activeThreads(state: State, guildId: string) {
  return state.channels
    .threads(guildId)
    .filter(({ thread_metadata }) => !thread_metadata.archived)
    .filter((thread) => has(state.permissions(state.identity.botId, thread), permission.viewChannel))
    .map((thread) => ({ ...thread, last_message_id: state.messages.latest(thread.id) ?? null }));
}
