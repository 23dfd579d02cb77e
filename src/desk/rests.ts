import { backoff } from './backoff.ts';
import type { Outcome } from './delivery-ports.ts';
import type { Clock, Random } from './ports.ts';

const hour = 3_600_000;

/** Channels that did not take a delivery and are left alone for a while: what one met there, the next would meet too. */
export interface Rests {
  /** Until when the channel rests now, in milliseconds since 1970; each failure in a row makes it longer. */
  begin(channelId: string, outcome?: Outcome): number;
  end(channelId: string): void;
  includes(channelId: string): boolean;
  /** When the next channel has rested enough. */
  nextEnd(): number | undefined;
}

export function createRests({ clock, random }: { clock: Clock; random: Random }): Rests {
  const rests = new Map<string, { until: number; failures: number }>();
  return {
    begin(channelId, outcome) {
      const failures = (rests.get(channelId)?.failures ?? 0) + 1;
      const asked = outcome?.result === 'later' ? outcome.afterMs : undefined;
      const base = outcome?.result === 'blocked' ? 60_000 : 1_000;
      const until = clock.now() + (asked ?? backoff(failures, random.next(), { base, cap: hour }));
      rests.set(channelId, { until, failures });
      return until;
    },
    end: (channelId) => void rests.delete(channelId),
    includes: (channelId) => (rests.get(channelId)?.until ?? 0) > clock.now(),
    nextEnd() {
      const ends = [...rests.values()].map(({ until }) => until).filter((until) => until > clock.now());
      return ends.length > 0 ? Math.min(...ends) : undefined;
    },
  };
}
