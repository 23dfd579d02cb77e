import { backoff } from './backoff.ts';
import type { Clock, Random } from './ports.ts';

/** Channels that did not take a delivery and are left alone for a while: what one met there, the next would meet too. */
export interface Rests {
  /** Lets the channel rest: as long as Discord asks (in milliseconds), else longer with each failure in a row. */
  begin(channelId: string, askedMs?: number): void;
  end(channelId: string): void;
  includes(channelId: string): boolean;
  size(): number;
  /** When the next channel has rested enough, in milliseconds since 1970. */
  nextEnd(): number | undefined;
}

export function createRests({ clock, random }: { clock: Clock; random: Random }): Rests {
  const rests = new Map<string, { until: number; failures: number }>();
  return {
    begin(channelId, askedMs) {
      const failures = (rests.get(channelId)?.failures ?? 0) + 1;
      const until = clock.now() + (askedMs ?? backoff(failures, random.next(), { base: 1_000, cap: 3_600_000 }));
      rests.set(channelId, { until, failures });
    },
    end: (channelId) => void rests.delete(channelId),
    includes: (channelId) => (rests.get(channelId)?.until ?? 0) > clock.now(),
    size: () => rests.size,
    nextEnd() {
      const ends = [...rests.values()].map(({ until }) => until).filter((until) => until > clock.now());
      return ends.length > 0 ? Math.min(...ends) : undefined;
    },
  };
}
