import type {
  PanelEvent,
  PanelFaults,
  PanelPayload,
  PanelRequest,
  PanelSession,
  PanelVitals,
} from '../../panel/contract.ts';

/** What the panel has been told so far. */
export interface PanelFeed {
  readonly vitals?: PanelVitals;
  /** Resident memory as it was told lately, in bytes, oldest first. */
  readonly memory: readonly number[];
  readonly sessions: readonly PanelSession[];
  /** Latest first, and so are requests. */
  readonly payloads: readonly PanelPayload[];
  readonly requests: readonly PanelRequest[];
  readonly faults?: PanelFaults;
  /** Counts what may have changed permissions. */
  readonly permissionChanges: number;
}

/** As many as the server keeps. */
const kept = 200;
/** As many as the drawing of the memory shows: two minutes. */
const keptMemory = 60;

export const emptyFeed: PanelFeed = { memory: [], sessions: [], payloads: [], requests: [], permissionChanges: 0 };

/** What a new connection tells replaces what an earlier one told, but for numbers that go on. */
export function beginFeed({ vitals, memory, permissionChanges }: PanelFeed): PanelFeed {
  return { ...emptyFeed, ...(vitals && { vitals }), memory, permissionChanges: permissionChanges + 1 };
}

/** Pure. */
export function takePanelEvent(feed: PanelFeed, event: PanelEvent): PanelFeed {
  switch (event.t) {
    case 'VITALS':
      return { ...feed, vitals: event.d, memory: [...feed.memory, event.d.memory].slice(-keptMemory) };
    case 'SESSIONS':
      return { ...feed, sessions: event.d };
    case 'PAYLOADS':
      return { ...feed, payloads: [...event.d.toReversed(), ...feed.payloads].slice(0, kept) };
    case 'REQUESTS':
      return { ...feed, requests: [...event.d.toReversed(), ...feed.requests].slice(0, kept) };
    case 'FAULTS':
      return { ...feed, faults: event.d };
    case 'PERMISSIONS':
      return { ...feed, permissionChanges: feed.permissionChanges + 1 };
  }
}
