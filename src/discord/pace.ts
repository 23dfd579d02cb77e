import type { ResponseLike } from 'discord.js';
import type { Clock } from '../desk/ports.ts';
import { takenAt } from './bucket-headers.ts';

/** https://discord.com/developers/docs/topics/rate-limits#global-rate-limit */
const mostInASecond = 50;
const second = 1_000;
/** What times in whole milliseconds, and a request that is faster than any of late, may be off by. */
const marginMs = 8;
/** So many answers at least, and the latest so many, tell how fast the way to Discord is: the first of a program are slow. */
const enough = 250;
const latest = 500;
/** So many may leave at once, and as many again in each tenth of a second or so: no answer to a person waits for a heap of posts. */
const mostAtOnce = 8;
const refillMs = 130;

/** Sends a request when Discord certainly takes one more; those that were asked for first go first. */
export type Pace = (send: () => Promise<ResponseLike>) => Promise<ResponseLike>;

/**
 * Keeps to Discord's limit of all requests of a bot, to whatever second Discord holds it, and uses all of it. To send 50 in
 * each second by one's own clock would not do: two requests may arrive closer together than they left. So a place in the 50
 * is free again a second after Discord took the request in, by its own clock, which the headers of a bucket tell; after its
 * answer where nothing tells.
 */
export function createPace(clock: Clock): Pace {
  const places = createTokens(mostInASecond);
  const burst = createTokens(mostAtOnce);
  /** How long after a request left Discord took it in, with all that the two clocks differ by: of the latest ones. */
  const ways: number[] = [];

  /** How long a request that has just been answered keeps its place. */
  function keepsPlaceFor(sentAt: number, arrivedAt: number | undefined): number {
    if (arrivedAt === undefined) return second;
    ways.push(arrivedAt - sentAt);
    if (ways.length < enough) return second;
    if (ways.length > latest) ways.shift();
    // The next one is sure to take at least as long as the fastest did.
    const free = arrivedAt + second - Math.min(...ways) + marginMs;
    return Math.max(0, Math.min(second, free - clock.now()));
  }

  return async (send) => {
    await places.take();
    await burst.take();
    void clock.wait(refillMs).then(burst.give);
    const sentAt = clock.now();
    let keptFor = second;
    try {
      const answer = await send();
      keptFor = keepsPlaceFor(sentAt, takenAt(answer.headers));
      return answer;
    } finally {
      void clock.wait(keptFor).then(places.give);
    }
  };
}

function createTokens(free: number) {
  const waiting: (() => void)[] = [];
  return {
    async take(): Promise<void> {
      if (free === 0) return new Promise((resolve) => void waiting.push(resolve));
      free -= 1;
    },
    give(): void {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
