/** What can go wrong with one request to Discord. */
export const requestFaults = [
  /** It arrives, and its answer does not. */
  'answer lost',
  /** It does not arrive. */
  'request lost',
  /** It arrives after everybody has given up waiting. */
  'late',
  /** Its answer takes long. */
  'slow',
  '429',
  '500 before',
  '500 after',
  '502',
  /** Discord says that rights are missing, which may be so or not. */
  'denied',
] as const;
/** `refused`: Discord will never take it; `stop`: the token is not valid. */
export type RequestFault = (typeof requestFaults)[number] | 'refused' | 'stop';

export const readFaults = ['later', 'unreadable', 'slow'] as const;
export type ReadFault = (typeof readFaults)[number] | 'stop';

/** The bot's own picture of its rights is missing, or out of date. */
export const inspectFaults = ['unknown', 'out of date'] as const;
export type InspectFault = (typeof inspectFaults)[number];

/** What can go wrong where. */
interface FaultKinds {
  post: RequestFault;
  edit: RequestFault;
  withdraw: RequestFault;
  notify: RequestFault;
  readBack: ReadFault;
  inspect: InspectFault;
}
export type FaultPlace = keyof FaultKinds;
export type Fault =
  | { readonly at: 'post' | 'edit' | 'withdraw' | 'notify'; readonly kind: RequestFault }
  | { readonly at: 'readBack'; readonly kind: ReadFault }
  | { readonly at: 'inspect'; readonly kind: InspectFault };

/** Faults that the next requests will meet, each once. */
export interface FaultQueue {
  add(fault: Fault): void;
  next<Place extends FaultPlace>(at: Place): FaultKinds[Place] | undefined;
  clear(): void;
}

export function createFaultQueue(onMet: (at: FaultPlace, kind: string) => void): FaultQueue {
  const empty = (): { [Place in FaultPlace]: FaultKinds[Place][] } => ({
    ...{ post: [], edit: [], withdraw: [], notify: [], readBack: [], inspect: [] },
  });
  let waiting = empty();
  return {
    add({ at, kind }) {
      const sameKind: string[] = waiting[at];
      sameKind.push(kind);
    },
    next(at) {
      const kind = waiting[at].shift();
      if (kind !== undefined) onMet(at, kind);
      return kind;
    },
    clear() {
      waiting = empty();
    },
  };
}
