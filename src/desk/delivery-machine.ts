import { backoff } from './backoff.ts';
import type { Delivery, Settlement } from './delivery-ports.ts';
import type { Outcome } from './transport-port.ts';

/**
 * The life of an outbox row, the only place that says what may follow what. docs/delivery.md explains it, with this very
 * table; a test compares the two.
 *
 * A row is written before anything is sent for it, and is `sending` before the request leaves. What happened to the
 * request is an event; an event that a row's state does not know has come too late, and changes nothing.
 */
export const transitions = {
  pending: { claimed: 'sending', overtaken: 'dropped', outlived: 'dropped' },
  sending: {
    delivered: 'sent',
    gone: 'sent',
    postponed: 'pending',
    blocked: 'held',
    doubtful: 'unconfirmed',
    refused: 'dead',
    overtaken: 'dropped',
  },
  held: { claimed: 'sending', overtaken: 'dropped', outlived: 'dropped' },
  unconfirmed: {
    delivered: 'sent',
    postponed: 'pending',
    blocked: 'held',
    doubtful: 'unconfirmed',
    refused: 'dead',
    overtaken: 'dropped',
  },
  sent: {},
  dead: {},
  dropped: {},
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type DeliveryState = keyof typeof transitions;
export type DeliveryEvent = { [State in DeliveryState]: keyof (typeof transitions)[State] }[DeliveryState];

/** The state after an event; `undefined` when the event cannot happen (any more) to a row in this state. */
export function nextState(state: DeliveryState, event: DeliveryEvent): DeliveryState | undefined {
  const known: Partial<Record<DeliveryEvent, DeliveryState>> = transitions[state];
  return known[event];
}

/** The states of rows to which an event can happen. */
export function statesBefore(event: DeliveryEvent): DeliveryState[] {
  return (Object.keys(transitions) as DeliveryState[]).filter((state) => nextState(state, event) !== undefined);
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** An edit or a withdrawal that failed for so long becomes a dead letter. Posts end earlier, with their use. */
const changeGivenUpAfter = 30 * day;
/** So long a channel is looked into again and again for a message that may be there. */
const doubtGivenUpAfter = 30 * day;

/** What is known after an attempt: an answer, or that there may be a message which cannot be looked for. */
export type Finding =
  | Exclude<Outcome, { result: 'unanswered' | 'stop' }>
  | { readonly result: 'doubtful'; readonly reason: string };

/** The event that a finding is for a delivery; `now` in milliseconds since 1970, `random` in [0, 1). */
export function settlementOf(delivery: Delivery, finding: Finding, now: number, random: number): Settlement {
  const { kind, attempts, firstClaimedAt, claimedAt } = delivery;
  const after = (base: number): number => now + backoff(attempts, random, { base, cap: hour });
  switch (finding.result) {
    case 'delivered':
      return { event: 'delivered', messageId: finding.messageId };
    case 'gone':
      return { event: 'gone' };
    case 'refused':
      return { event: 'refused', reason: finding.reason };
    case 'doubtful':
      if (now - claimedAt > doubtGivenUpAfter) return { event: 'refused', reason: `Unconfirmed: ${finding.reason}` };
      return { event: 'doubtful', notBefore: now + hour, reason: finding.reason };
    case 'blocked':
    case 'later': {
      const { reason } = finding;
      if (kind !== 'post' && now - firstClaimedAt > changeGivenUpAfter) return { event: 'refused', reason };
      if (finding.result === 'blocked') {
        const { obstacle } = finding;
        return { event: 'blocked', notBefore: after(minute), reason, obstacle };
      }
      return { event: 'postponed', notBefore: Math.max(after(1_000), now + (finding.afterMs ?? 0)), reason };
    }
  }
}
