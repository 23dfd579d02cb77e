import type { Fault, GatewayFaultKind, RequestFault, RequestFaultKind } from './fault.ts';

interface Kind {
  /** For people. */
  readonly says: string;
}

interface RequestKind extends Kind {
  /** Whether the request has been carried out when it goes wrong: a message is there although nobody was told so. */
  readonly carriedOut: boolean;
}

export const requestKinds: Readonly<Record<RequestFaultKind, RequestKind>> = {
  '500-before': { carriedOut: false, says: '500 with JSON' },
  '502-before': { carriedOut: false, says: '502 with HTML' },
  '503-before': { carriedOut: false, says: '503, code 130000: overloaded' },
  '504-before': { carriedOut: false, says: '504 with HTML' },
  '500-after': { carriedOut: true, says: '500 with JSON, although it was done' },
  '502-after': { carriedOut: true, says: '502 with HTML, although it was done' },
  '504-after': { carriedOut: true, says: '504 with HTML, although it was done' },
  drop: { carriedOut: true, says: 'the connection is closed in place of the answer' },
  'reset-before': { carriedOut: false, says: 'the connection is reset, nothing was done' },
  'reset-after': { carriedOut: true, says: 'the connection is reset in place of the answer' },
  'hang-before': { carriedOut: false, says: 'no answer, nothing was done' },
  'hang-after': { carriedOut: true, says: 'no answer, although it was done' },
  stall: { carriedOut: true, says: 'headers and half the body, then silence' },
  slow: { carriedOut: true, says: 'the answer comes late' },
  'headers-wrong': { carriedOut: true, says: 'X-RateLimit-Remaining is wrong' },
  'headers-missing': { carriedOut: true, says: 'no rate limit headers' },
  '429-user': { carriedOut: false, says: '429 of a route' },
  '429-global': { carriedOut: false, says: '429 of everything' },
  '429-shared': { carriedOut: false, says: '429, code 20028: the header asks for less patience than the body' },
  '429-cloudflare': { carriedOut: false, says: '429 with HTML (error 1015), without any header that helps' },
  '403-cloudflare': { carriedOut: false, says: '403 with HTML: blocked' },
  '403-40333': { carriedOut: false, says: '403, code 40333: internal network error' },
  '401': { carriedOut: false, says: '401, as if the token were wrong' },
  'broken-json': { carriedOut: true, says: '200 with half of the JSON' },
  'wrong-content-type': { carriedOut: true, says: 'the right JSON, called HTML' },
};

export const gatewayKinds: Readonly<Record<GatewayFaultKind, Kind>> = {
  'gateway-refuse': { says: 'a new connection is refused with 503' },
  'gateway-slow-ready': { says: 'READY comes late' },
  'gateway-ignore-heartbeat': { says: 'a heartbeat is not answered' },
  'gateway-lose-event': { says: 'an event is numbered, but never sent, not even on resume' },
  'gateway-delay-event': { says: 'an event comes late' },
};

export function isRequestFault(fault: Fault): fault is RequestFault {
  return fault.kind in requestKinds;
}

/** Whether a fault is about events, so that a rule can name one. */
export function isEventFault({ kind }: Fault): boolean {
  return kind === 'gateway-lose-event' || kind === 'gateway-delay-event';
}
