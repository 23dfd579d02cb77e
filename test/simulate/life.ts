import type { Clock } from '../../src/desk/ports.ts';
import type { Scheduler } from './scheduler.ts';

/** One run of the program, from its start to its end or its crash. */
export interface Life {
  /** From then on nothing that it asks for is carried out, and nobody answers it. */
  over(): boolean;
  /** A point at which the process may be killed; whether it is dead now. */
  passes(place: string): boolean;
  /** Kills it at the point that comes after so many others. */
  killAfter(points: number): void;
  /** Kills it now. */
  kill(place: string): void;
  /** Nothing kills it any more. */
  spare(): void;
  end(): void;
}

/** @param onCrash called at the point where it is killed */
export function createLife(onCrash: (place: string) => void): Life {
  let over = false;
  let pointsLeft = Number.POSITIVE_INFINITY;
  let spared = false;
  function kill(place: string): void {
    if (over || spared) return;
    over = true;
    onCrash(place);
  }
  return {
    over: () => over,
    passes(place) {
      if (pointsLeft-- <= 0) kill(place);
      return over;
    },
    kill,
    killAfter(points) {
      pointsLeft = Math.min(pointsLeft, points);
    },
    spare() {
      spared = true;
    },
    end() {
      over = true;
    },
  };
}

/** The answer that a dead process gets. A new one each time: one for all would hold on to everybody who waits. */
function never<T>(): Promise<T> {
  return new Promise<T>(() => {});
}

/**
 * A port, all of whose methods answer with promises, as one life sees it: it may end before a call is made, and after
 * it was carried out, before the answer is there.
 *
 * @param linger takes some time, or none: calls made together end in another order than they were made in
 */
export function mortal<T extends object>(
  name: string,
  port: T,
  life: Life,
  linger: () => Promise<void> | undefined,
): T {
  const methods = new Map<PropertyKey, unknown>();
  const wrap = (key: PropertyKey, method: (...args: unknown[]) => unknown) => {
    const place = `${name}.${String(key)}`;
    return async (...args: unknown[]): Promise<unknown> => {
      if (life.passes(`before ${place}`)) return never();
      await linger();
      if (life.over()) return never();
      try {
        const answer = await Reflect.apply(method, port, args);
        if (life.passes(`after ${place}`)) return never();
        await linger();
        return life.over() ? never() : answer;
      } catch (error) {
        if (life.over()) return never();
        throw error;
      }
    };
  };
  return new Proxy(port, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      const known = methods.get(key) ?? wrap(key, (...args) => Reflect.apply(value, target, args));
      methods.set(key, known);
      return known;
    },
  });
}

/** The clock of one life: it may be wrong, by `offset` milliseconds, but what it waits for is true. */
export function mortalClock(scheduler: Scheduler, life: Life, offset: () => number): Clock {
  const wait = (ms: number, place: string, signal?: AbortSignal): Promise<void> => {
    if (life.passes(`before ${place}`)) return never();
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = (): void => {
        callOff();
        signal?.removeEventListener('abort', done);
        if (!life.over() && !life.passes(`after ${place}`)) resolve();
      };
      const callOff = scheduler.after(ms, done);
      signal?.addEventListener('abort', done);
    });
  };
  return {
    now: () => Math.floor(scheduler.now() + offset()),
    wait: (ms, signal) => wait(ms, 'clock.wait', signal),
    breathe: () => wait(0, 'clock.breathe'),
  };
}
