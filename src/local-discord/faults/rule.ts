import * as z from 'zod';
import { gatewayFault, requestFault, requestFaultKinds } from './fault.ts';
import { isEventFault, isRequestFault } from './kinds.ts';

/** Below `/api/v10`: `/channels/:channel/messages`, where `:name` stands for any one part. */
const route = z
  .string()
  .max(200)
  .regex(/^\/\S*$/, 'A route begins with / and has no spaces.');

const match = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).exactOptional(),
  /** What comes as JSON can only be a route: a pattern of a stranger could keep this server busy for good. */
  path: z
    .union([route, z.instanceof(RegExp)], 'A path is a route such as /channels/:channel/messages.')
    .exactOptional(),
  /** The name of a gateway event. */
  event: z
    .string()
    .max(64)
    .regex(/^[A-Z_]+$/, 'An event is called like MESSAGE_CREATE.')
    .exactOptional(),
});

/** A fault, what it befalls, and how often. Everything but its `RegExp` survives JSON. */
export const rule = z
  .strictObject({
    match: match.default({}),
    fault: z.discriminatedUnion('kind', [requestFault, gatewayFault]),
    /** How often it happens before it is spent. */
    times: z.int().min(1).max(1_000_000).default(1),
    /** Of each request or event that matches. */
    probability: z.number().gt(0).max(1).default(1),
  })
  .superRefine(({ match: { method, path, event }, fault }, context) => {
    const refuse = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['match', key], message });
    if (event !== undefined && !isEventFault(fault)) refuse('event', `${fault.kind} is not about an event.`);
    if (isRequestFault(fault)) return;
    if (method !== undefined) refuse('method', `${fault.kind} is not about a request.`);
    if (path !== undefined) refuse('path', `${fault.kind} is not about a request.`);
  });

export type Rule = z.infer<typeof rule>;
export type RuleInput = z.input<typeof rule>;

/** Faults that befall requests by chance: the same ones for the same seed and the same requests. */
export const storm = z.strictObject({
  seed: z.int(),
  /** How likely each kind is for a request; together 1 at most. */
  rates: z
    .partialRecord(z.enum(requestFaultKinds), z.number().min(0).max(1))
    .refine((rates) => Object.values(rates).reduce((sum, rate) => sum + rate, 0) <= 1, 'The rates exceed 1 together.'),
});

export type Storm = z.infer<typeof storm>;

/** Whether a path below `/api/v10` is one of a route, or fits a pattern. */
export function matchesPath(wanted: string | RegExp, path: string): boolean {
  // Unlike test, search takes no notice of where a pattern with the flag g or y was left.
  if (typeof wanted !== 'string') return path.search(wanted) !== -1;
  const parts = path.split('/');
  const expected = wanted.split('/');
  return (
    parts.length === expected.length &&
    expected.every((part, place) => (part.startsWith(':') ? parts[place] !== '' : part === parts[place]))
  );
}
