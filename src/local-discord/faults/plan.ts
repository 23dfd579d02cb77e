import { type Fault, type RequestFault, type RequestFaultKind, requestFault, requestFaultKinds } from './fault.ts';
import { isRequestFault } from './kinds.ts';
import { matchesPath, type Rule, type RuleInput, rule, type Storm, storm } from './rule.ts';
import { createSeeded, type Sequence } from './seeded.ts';
import type { SkewedClock } from './skewed-clock.ts';

/** How many rules are remembered after their last use. */
const keptSpent = 50;

/** A rule and what has come of it. A `RegExp` is shown as its text. */
export interface StandingRule {
  readonly id: string;
  readonly match: { readonly method?: string; readonly path?: string; readonly event?: string };
  readonly fault: Fault;
  readonly times: number;
  readonly probability: number;
  /** How often it has happened; the rule is spent when that is `times`. */
  readonly used: number;
  /** Milliseconds since 1970. */
  readonly lastUsedAt?: number;
}

export interface StandingStorm extends Storm {
  readonly used: Readonly<Partial<Record<RequestFaultKind, number>>>;
}

/** Everything that is made to go wrong, as JSON can say it. */
export interface FaultList {
  /** In the order in which they are tried. */
  readonly rules: readonly StandingRule[];
  readonly storm?: StandingStorm;
  readonly skewMs: number;
}

/** What people say shall go wrong. */
export interface FaultPlan {
  /**
   * Makes the next requests or events that match go wrong, unless an earlier rule takes them. Returns the rule's id.
   *
   * @throws ZodError when the rule makes no sense
   */
  add(input: RuleInput): string;
  /** `false` when there is no such rule. */
  remove(id: string): boolean;
  /**
   * Lets faults befall requests by chance; replaces an earlier storm. Rules come first.
   *
   * @throws ZodError when the storm makes no sense
   */
  storm(input: Storm): void;
  calm(): void;
  /** Sets this server's clock apart from the machine's: its ids, timestamps, deadlines and the header `Date`. */
  skew(ms: number): void;
  /** Ends everything: rules, storm and skew. */
  clear(): void;
  list(): FaultList;
  /** Tells of every change and every use. Returns the way to stop listening. */
  subscribe(listener: () => void): () => void;
}

/** What the parts of this server ask before they do what they are for. */
export interface FaultDraw {
  /** `path` is below `/api/v10`. */
  forRequest(request: { readonly method: string; readonly path: string }): RequestFault | undefined;
  /** `event`: the name of the event that is about to be sent. */
  forGateway<T extends Fault>(wants: (fault: Fault) => fault is T, event?: string): T | undefined;
}

export interface FaultPlanOptions {
  readonly clock: SkewedClock;
  /** Chooses for the rules that only happen sometimes. */
  readonly random: Sequence;
}

interface Standing {
  readonly id: string;
  readonly rule: Rule;
  used: number;
  lastUsedAt?: number;
}

interface Raging {
  readonly plan: Storm;
  readonly chance: Sequence;
  readonly used: Map<RequestFaultKind, number>;
}

/** Keeps what shall go wrong, and says of each request and event whether it does. */
export function createFaultPlan({ clock, random }: FaultPlanOptions): FaultPlan & FaultDraw {
  const listeners = new Set<() => void>();
  let rules: readonly Standing[] = [];
  let raging: Raging | undefined;
  let ids = 0;

  function changed(): void {
    for (const listener of listeners) listener();
  }

  function setRules(next: readonly Standing[]): void {
    const spent = next.filter(({ rule: { times }, used }) => used >= times);
    const forgotten = new Set(spent.slice(0, Math.max(0, spent.length - keptSpent)));
    rules = next.filter((standing) => !forgotten.has(standing));
  }

  function byRule<T extends Fault>(wants: (fault: Fault) => fault is T, about: About): T | undefined {
    for (const standing of rules) {
      const { fault, match, times, probability } = standing.rule;
      if (standing.used >= times || !wants(fault) || !fits(match, about)) continue;
      if (probability < 1 && random.next() >= probability) continue;
      standing.used += 1;
      standing.lastUsedAt = clock.now();
      changed();
      return fault;
    }
    return undefined;
  }

  function byStorm({ plan, used }: Raging, drawn: number): RequestFault | undefined {
    let left = drawn;
    const kind = requestFaultKinds.find((one) => {
      left -= plan.rates[one] ?? 0;
      return left < 0;
    });
    if (kind === undefined) return undefined;
    used.set(kind, (used.get(kind) ?? 0) + 1);
    changed();
    return requestFault.parse({ kind });
  }

  return {
    add(input) {
      ids += 1;
      const id = String(ids);
      setRules([...rules, { id, rule: rule.parse(input), used: 0 }]);
      changed();
      return id;
    },
    remove(id) {
      const known = rules.some((standing) => standing.id === id);
      rules = rules.filter((standing) => standing.id !== id);
      if (known) changed();
      return known;
    },
    storm(input) {
      const plan = storm.parse(input);
      raging = { plan, chance: createSeeded(plan.seed), used: new Map() };
      changed();
    },
    calm() {
      raging = undefined;
      changed();
    },
    skew(ms) {
      clock.setSkew(ms);
      changed();
    },
    clear() {
      rules = [];
      raging = undefined;
      clock.setSkew(0);
      changed();
    },
    list: () => ({
      rules: rules.map(shown),
      ...(raging !== undefined && { storm: { ...raging.plan, used: Object.fromEntries(raging.used) } }),
      skewMs: clock.skewMs,
    }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forRequest(request) {
      // Every request takes one number, so that rules do not change what the storm does to the requests after them.
      const drawn = raging?.chance.next() ?? 1;
      return byRule(isRequestFault, request) ?? (raging && byStorm(raging, drawn));
    },
    forGateway: (wants, event) => byRule(wants, event === undefined ? {} : { event }),
  };
}

type About = { readonly method?: string; readonly path?: string; readonly event?: string };

function fits({ method, path, event }: Rule['match'], about: About): boolean {
  return (
    (method === undefined || method === about.method) &&
    (path === undefined || (about.path !== undefined && matchesPath(path, about.path))) &&
    (event === undefined || event === about.event)
  );
}

function shown({ id, rule: { match, fault, times, probability }, used, lastUsedAt }: Standing): StandingRule {
  const { path, ...rest } = match;
  return {
    id,
    match: { ...rest, ...(path !== undefined && { path: String(path) }) },
    fault,
    times,
    probability,
    used,
    ...(lastUsedAt !== undefined && { lastUsedAt }),
  };
}
