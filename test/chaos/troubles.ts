import type { GatewayFaultKind, RequestFault, RequestFaultKind } from '../../src/local-discord/faults/fault.ts';
import { requestFault } from '../../src/local-discord/faults/fault.ts';
import type { Dice } from '../support/dice.ts';

/** Done, but the program is not told so. */
export const lostAnswers = [
  '500-after',
  '502-after',
  '504-after',
  'drop',
  'reset-after',
  'hang-after',
  'stall',
  'broken-json',
  'wrong-content-type',
] as const satisfies RequestFaultKind[];

/** Not done. */
export const refusals = [
  '500-before',
  '502-before',
  '503-before',
  '504-before',
  'reset-before',
  'hang-before',
  '429-user',
  '429-global',
  '429-shared',
  '429-cloudflare',
  '403-cloudflare',
  '403-40333',
  '401',
] as const satisfies RequestFaultKind[];

/** Done, and the program is told so, but not as usual. */
export const oddAnswers = ['slow', 'headers-missing', 'headers-wrong'] as const satisfies RequestFaultKind[];

/** What befalls the gateway: a close, op 7, op 9, or one of the local Discord's faults. */
export const gatewayTroubles = [
  'drop',
  'reconnect',
  'invalidate, resumable',
  'invalidate',
  'gateway-refuse',
  'gateway-slow-ready',
  'gateway-lose-event',
  'gateway-delay-event',
] as const satisfies (GatewayFaultKind | string)[];
export type GatewayTrouble = (typeof gatewayTroubles)[number];

/** Gives a fault its particulars: waits of the length that Discord asks for, in seconds of its clock. */
export function drawFault(dice: Dice, kind: RequestFaultKind): RequestFault {
  switch (kind) {
    case '429-user':
    case '429-global':
      return requestFault.parse({ kind, retryAfter: dice.pick([0.3, 2, 20]) });
    case '429-shared':
      return requestFault.parse({ kind, retryAfter: dice.pick([3, 60, 1163.097]), header: 1 });
    case 'slow':
      return requestFault.parse({ kind, delayMs: dice.pick([200, 2_000, 15_000]) });
    case 'headers-wrong':
      return requestFault.parse({ kind, remaining: dice.pick([0, 99]) });
    default:
      return requestFault.parse({ kind });
  }
}
