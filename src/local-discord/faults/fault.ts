import * as z from 'zod';

const delayMs = z.int().min(0).max(600_000).default(5_000);
const seconds = z.number().min(0).max(86_400);

/** An answer that was made up, in place of the true one. */
const answerFault = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal([
      '500-before',
      '502-before',
      '503-before',
      '504-before',
      '500-after',
      '502-after',
      '504-after',
      '429-cloudflare',
      '403-cloudflare',
      '403-40333',
      '401',
    ]),
  }),
  z.strictObject({ kind: z.literal(['429-user', '429-global']), retryAfter: seconds.default(1) }),
  /** `header`: the seconds in `Retry-After`, which are not those of the body. */
  z.strictObject({ kind: z.literal('429-shared'), retryAfter: seconds.default(1163.097), header: seconds.default(1) }),
]);

/** The true answer, but not quite. */
const alteration = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal(['headers-missing', 'broken-json', 'wrong-content-type']) }),
  /** `remaining`: what the header says; as many as the limit where absent. */
  z.strictObject({ kind: z.literal('headers-wrong'), remaining: z.int().min(0).max(1_000).exactOptional() }),
]);

/** No answer, half of one, or a late one. */
const connectionFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal(['drop', 'reset-before', 'reset-after', 'hang-before', 'hang-after', 'stall']) }),
  z.strictObject({ kind: z.literal('slow'), delayMs }),
]);

/** What can become of a request to the API. What each kind means stands in `kinds.ts`. */
export const requestFault = z.discriminatedUnion('kind', [answerFault, alteration, connectionFault]);

/** What can become of the gateway's connections and events. */
export const gatewayFault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gateway-refuse') }),
  z.strictObject({ kind: z.literal('gateway-slow-ready'), delayMs }),
  z.strictObject({ kind: z.literal('gateway-ignore-heartbeat') }),
  z.strictObject({ kind: z.literal('gateway-lose-event') }),
  z.strictObject({ kind: z.literal('gateway-delay-event'), delayMs }),
]);

export type AnswerFault = z.infer<typeof answerFault>;
export type Alteration = z.infer<typeof alteration>;
export type RequestFault = z.infer<typeof requestFault>;
export type RequestFaultKind = RequestFault['kind'];
export type GatewayFault = z.infer<typeof gatewayFault>;
export type GatewayFaultKind = GatewayFault['kind'];
export type Fault = RequestFault | GatewayFault;

export const requestFaultKinds: readonly RequestFaultKind[] = [answerFault, alteration, connectionFault]
  .flatMap(({ options }): { shape: { kind: { values: Set<RequestFaultKind> } } }[] => [...options])
  .flatMap(({ shape }) => [...shape.kind.values]);
