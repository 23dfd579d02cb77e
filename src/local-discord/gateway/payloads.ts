import * as z from 'zod';
import { guildPayload } from '../state/guild-payload.ts';
import { has, permission } from '../state/permissions.ts';
import type { State } from '../state/state.ts';

/** What a client may send. `d` of a heartbeat is the last sequence number that it saw. */
export const clientPayload = z.discriminatedUnion('op', [
  z.object({ op: z.literal(1), d: z.int().nullish() }),
  z.object({
    op: z.literal(2),
    d: z.object({
      token: z.string(),
      intents: z.int().min(0),
      properties: z.looseObject({}),
      compress: z.boolean().optional(),
      large_threshold: z.int().optional(),
      shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
      presence: z.unknown().optional(),
    }),
  }),
  z.object({ op: z.literal(3), d: z.looseObject({}) }),
  z.object({ op: z.literal(6), d: z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) }) }),
]);

export type ClientPayload = z.infer<typeof clientPayload>;
export type Identify = Extract<ClientPayload, { op: 2 }>['d'];
export type Resume = Extract<ClientPayload, { op: 6 }>['d'];

/** Close codes of Discord's gateway: its documentation, "Opcodes and Status Codes". */
export const closeCode = {
  unknownError: 4000,
  unknownOpcode: 4001,
  decodeError: 4002,
  notAuthenticated: 4003,
  authenticationFailed: 4004,
  alreadyAuthenticated: 4005,
  invalidSequence: 4007,
  sessionTimedOut: 4009,
  invalidShard: 4010,
  invalidVersion: 4012,
  invalidIntents: 4013,
};

/** Gateway intents that this server has events for, and the greatest bit set there is. */
export const intent = { guilds: 1 << 0, guildMembers: 1 << 1, guildMessages: 1 << 9, all: (1 << 26) - 1 };

export function readyPayload(
  state: State,
  {
    id,
    guildIds,
    url,
    shard,
  }: {
    readonly id: string;
    readonly guildIds: readonly string[];
    readonly url: string;
    readonly shard: readonly [number, number];
  },
) {
  const { botId } = state.identity;
  return {
    v: 10,
    user: { ...state.bot(), verified: true, mfa_enabled: true, email: null, flags: 0 },
    guilds: guildIds.map((guildId) => ({ id: guildId, unavailable: true })),
    session_id: id,
    session_type: 'normal',
    resume_gateway_url: url,
    shard,
    application: { id: botId, flags: 0 },
    private_channels: [],
    relationships: [],
    user_settings: {},
    geo_ordered_rtc_regions: [],
    _trace: [],
  };
}

/** A guild as it is described to a bot that has just connected, or has just been invited. */
export function guildCreatePayload(state: State, guildId: string) {
  const bot = state.guilds.member(guildId, state.identity.botId);
  return {
    ...guildPayload(state, guildId),
    joined_at: bot?.joined_at ?? null,
    large: false,
    unavailable: false,
    member_count: state.guilds.members(guildId).length,
    members: bot === undefined ? [] : [bot],
    channels: state.channels.of(guildId),
    threads: threadsFor(state, guildId),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** The active threads that the bot can see, with its own membership. */
function threadsFor(state: State, guildId: string) {
  const { botId } = state.identity;
  return state.channels
    .threads(guildId)
    .filter(({ thread_metadata }) => !thread_metadata.archived)
    .filter((thread) => has(state.permissions(botId, thread), permission.viewChannel))
    .map((thread) => {
      const { join_timestamp, flags } = state.threads.member(thread.id, botId) ?? {};
      return join_timestamp === undefined ? thread : { ...thread, member: { join_timestamp, flags } };
    });
}
