import { backoff } from './backoff.ts';
import type { Clock, Random } from './ports.ts';

/** Channels that did not take a delivery and are left alone for a while: what one met there, the next would meet too. */
export interface Rests {
  /** Lets the channel rest: as long as Discord asks (in milliseconds), else longer with each failure in a row. */
  begin(channelId: string, askedMs?: number): void;
  /** Lets the channel rest for so many milliseconds, though nothing failed there. */
  pause(channelId: string, ms: number): void;
  end(channelId: string): void;
  includes(channelId: string): boolean;
  size(): number;
  /** When the next channel has rested enough, in milliseconds since 1970. */
  nextEnd(): number | undefined;
}

interface Rest {
  readonly from: number;
  readonly until: number;
  /** In a row. */
  readonly failures: number;
}

export function createRests({ clock, random }: { clock: Clock; random: Random }): Rests {
  const rests = new Map<string, Rest>();

  function begin(channelId: string, ms: number, failures: number): void {
    const from = clock.now();
    rests.set(channelId, { from, until: from + ms, failures });
  }

  /** A rest that seems to lie ahead is over: the clock was set back, and nobody knows how long it has lasted. */
  function isOn({ from, until }: Rest, now: number): boolean {
    return from <= now && now < until;
  }

  /** Those that go on; one without a failure leaves nothing to be remembered. */
  function present(): Rest[] {
    const now = clock.now();
    for (const [channelId, rest] of rests) if (rest.failures === 0 && !isOn(rest, now)) rests.delete(channelId);
    return [...rests.values()].filter((rest) => isOn(rest, now));
  }

  return {
    begin(channelId, askedMs) {
      const failures = (rests.get(channelId)?.failures ?? 0) + 1;
      begin(channelId, askedMs ?? backoff(failures, random.next(), { base: 1_000, cap: 3_600_000 }), failures);
    },
    pause: (channelId, ms) => begin(channelId, ms, 0),
    end: (channelId) => void rests.delete(channelId),
    includes(channelId) {
      const rest = rests.get(channelId);
      return rest !== undefined && isOn(rest, clock.now());
    },
    size: () => present().length,
    nextEnd: () =>
      present().reduce<number | undefined>((first, { until }) => Math.min(first ?? until, until), undefined),
  };
}
