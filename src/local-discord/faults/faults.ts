import { setTimeout } from 'node:timers/promises';
import { createGatewayFaults, type GatewayFaults } from './gateway-faults.ts';
import { createRequestFaults, type RequestFaults, type Wait } from './middleware.ts';
import { createFaultPlan, type FaultPlan } from './plan.ts';
import { createSeeded, type Sequence } from './seeded.ts';
import type { SkewedClock } from './skewed-clock.ts';

export interface FaultOptions {
  readonly clock: SkewedClock;
  /** Chooses for the rules that only happen sometimes; the same in every run where absent. */
  readonly random?: Sequence;
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  readonly wait?: Wait;
}

/** What a Discord is made to do wrong: {@link plan} says what, the others do it. */
export interface Faults {
  readonly plan: FaultPlan;
  /** For the API alone, before its rate limits. */
  readonly middleware: RequestFaults['middleware'];
  readonly gateway: GatewayFaults;
  /** Ends whatever was made to wait. */
  close(): void;
}

export function createFaults({ clock, random = createSeeded(1), wait = waitOnTimer }: FaultOptions): Faults {
  const plan = createFaultPlan({ clock, random });
  const requests = createRequestFaults(plan, clock, wait);
  const gateway = createGatewayFaults(plan, wait);
  return {
    plan,
    middleware: requests.middleware,
    gateway,
    close() {
      requests.close();
      gateway.close();
    },
  };
}

const waitOnTimer: Wait = (ms, signal) =>
  // What rejects is the signal.
  setTimeout(ms, undefined, { signal }).catch(() => undefined);
