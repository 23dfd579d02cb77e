/** Something that is asked for more often than it is worth doing. */
export interface Paced {
  /** Does it at once, or, if it was done lately, once more when the pause is over. */
  ask(): void;
  /** Nothing is done any more. */
  stop(): void;
}

/**
 * Does something at most once in `pauseMs` milliseconds, and never forgets the last time that it was asked for: after it
 * was asked for, it is done.
 */
export function paced(act: () => void, pauseMs: number): Paced {
  let pause: ReturnType<typeof setTimeout> | undefined;
  let again = false;
  function begin(): void {
    again = false;
    pause = setTimeout(() => {
      pause = undefined;
      if (again) begin();
    }, pauseMs);
    pause.unref();
    act();
  }
  return {
    ask() {
      if (pause === undefined) begin();
      else again = true;
    },
    stop() {
      clearTimeout(pause);
      again = false;
    },
  };
}
