import * as z from 'zod';

const snowflake = z.string().regex(/^\d{1,20}$/);

/** What a client may send. `d` of a heartbeat is the last sequence number that it saw. */
export const clientPayload = z.discriminatedUnion('op', [
  z.object({ op: z.literal(1), d: z.int().nullish() }),
  z.object({
    op: z.literal(2),
    d: z.object({
      token: z.string(),
      /** Without them, or with others than there are, a client is told so by a close code of their own. */
      intents: z.number().optional(),
      properties: z.looseObject({}),
      compress: z.boolean().optional(),
      large_threshold: z.int().optional(),
      shard: z.tuple([z.int(), z.int()]).optional(),
      presence: z.unknown().optional(),
    }),
  }),
  z.object({ op: z.literal(3), d: z.looseObject({}) }),
  z.object({ op: z.literal(4), d: z.looseObject({}) }),
  z.object({ op: z.literal(6), d: z.object({ token: z.string(), session_id: z.string(), seq: z.int().min(0) }) }),
  z.object({
    op: z.literal(8),
    d: z.object({
      // One guild, or an array that holds one.
      guild_id: z.union([snowflake, z.tuple([snowflake]).transform(([id]) => id)]),
      query: z.string().optional(),
      limit: z.int().min(0).optional(),
      presences: z.boolean().optional(),
      user_ids: z.union([snowflake.transform((id) => [id]), z.array(snowflake)]).optional(),
      nonce: z.string().optional(),
    }),
  }),
  z.object({ op: z.literal(31), d: z.object({ guild_ids: z.array(snowflake) }) }),
]);

export type ClientPayload = z.infer<typeof clientPayload>;
export type Identify = Extract<ClientPayload, { op: 2 }>['d'];
export type Resume = Extract<ClientPayload, { op: 6 }>['d'];
export type MembersRequest = Extract<ClientPayload, { op: 8 }>['d'];

/** Whether this op is one that clients may send. */
export function isClientOp(op: unknown): boolean {
  return clientPayload.options.some(({ shape }) => shape.op.value === op);
}

/** Close codes of Discord's gateway, and its words for them. Discord's documentation, "Opcodes and Status Codes". */
export const close = {
  unknownError: { code: 4000, reason: 'Unknown error.' },
  unknownOpcode: { code: 4001, reason: 'Unknown opcode.' },
  decodeError: { code: 4002, reason: 'Error while decoding payload.' },
  notAuthenticated: { code: 4003, reason: 'Not authenticated.' },
  authenticationFailed: { code: 4004, reason: 'Authentication failed.' },
  alreadyAuthenticated: { code: 4005, reason: 'Already authenticated.' },
  invalidSequence: { code: 4007, reason: 'Invalid seq.' },
  rateLimited: { code: 4008, reason: 'Rate limited.' },
  sessionTimedOut: { code: 4009, reason: 'Session timed out.' },
  invalidShard: { code: 4010, reason: 'Invalid shard.' },
  shardingRequired: { code: 4011, reason: 'Sharding required.' },
  invalidVersion: { code: 4012, reason: 'Invalid API version.' },
  invalidIntents: { code: 4013, reason: 'Invalid intent(s).' },
  disallowedIntents: { code: 4014, reason: 'Disallowed intent(s).' },
} as const satisfies Readonly<Record<string, CloseFrame>>;

/** How a connection is ended. */
export interface CloseFrame {
  readonly code: number;
  readonly reason: string;
}
