import * as z from 'zod';
import type { FaultPlan } from './plan.ts';
import { rule, storm } from './rule.ts';

/** What is done at once to the gateway's connections: to that of one session, by its id or the beginning that the panel shows, or to all. */
export interface GatewayInterruptions {
  /** Closes every connection, with any code that the protocol has for a server. */
  drop(code?: number, session?: string): void;
  /** Asks every client to reconnect and resume: op 7. */
  reconnect(session?: string): void;
  /** Tells every client that its session is over: op 9. It can be resumed if `resumable`. */
  invalidate(resumable: boolean, session?: string): void;
}

const tenYears = 10 * 365 * 24 * 3_600_000;

const session = z.string().max(100).exactOptional();

/** What can be said about faults in JSON. */
const instruction = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('add'), rule }),
  z.strictObject({ do: z.literal('remove'), id: z.string() }),
  z.strictObject({ do: z.literal('storm'), storm }),
  z.strictObject({ do: z.literal(['calm', 'clear']) }),
  z.strictObject({ do: z.literal('reconnect'), session }),
  z.strictObject({ do: z.literal('skew'), ms: z.int().min(-tenYears).max(tenYears) }),
  z.strictObject({
    do: z.literal('drop'),
    /** RFC 6455: 1000 is a goodbye, 3000 to 4999 are free; 1005, 1006 and 1015 are never sent. */
    code: z.union([z.literal([1000, 1001, 1011, 1012]), z.int().min(3000).max(4999)]).default(4000),
    session,
  }),
  z.strictObject({ do: z.literal('invalidate'), resumable: z.boolean().default(false), session }),
]);

export type Obeyed =
  | { readonly result: 'done'; readonly id?: string }
  | { readonly result: 'refused'; readonly reason: string };

/** Everything that can be made to go wrong, by code or in JSON. */
export interface FaultControl extends FaultPlan, GatewayInterruptions {
  /** Does what JSON from outside says. `id`: of the rule that was added. */
  obey(json: unknown): Obeyed;
}

export function createFaultControl(plan: FaultPlan, gateway: GatewayInterruptions): FaultControl {
  function carryOut(order: z.output<typeof instruction>): Obeyed {
    switch (order.do) {
      case 'add':
        return { result: 'done', id: plan.add(order.rule) };
      case 'remove':
        return plan.remove(order.id) ? done : { result: 'refused', reason: `There is no rule ${order.id}.` };
      case 'storm':
        plan.storm(order.storm);
        return done;
      case 'skew':
        plan.skew(order.ms);
        return done;
      case 'drop':
        gateway.drop(order.code, order.session);
        return done;
      case 'invalidate':
        gateway.invalidate(order.resumable, order.session);
        return done;
      case 'calm':
        plan.calm();
        return done;
      case 'clear':
        plan.clear();
        return done;
      case 'reconnect':
        gateway.reconnect(order.session);
        return done;
    }
  }

  return {
    ...plan,
    drop: gateway.drop,
    reconnect: gateway.reconnect,
    invalidate: gateway.invalidate,
    obey(json) {
      const order = instruction.safeParse(json);
      return order.success ? carryOut(order.data) : { result: 'refused', reason: z.prettifyError(order.error) };
    },
  };
}

const done: Obeyed = { result: 'done' };
