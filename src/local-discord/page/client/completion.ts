/** What the list for an option shows while the bot is asked. */
export type Completion<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly choices: readonly T[] }
  | { readonly state: 'failed' };

/** Asks after a pause in typing, and lets only the answer to the latest question through. */
export interface Completer<Q> {
  ask(question: Q): void;
  /** Drops the question that is open. */
  cancel(): void;
}

/**
 * @param answer resolves to undefined when there is no answer to show
 * @param wait calls back after the pause in typing, unless the returned function is called before
 */
export function createCompleter<Q, T>(
  answer: (question: Q) => Promise<readonly T[] | undefined>,
  show: (completion: Completion<T>) => void,
  wait: (callback: () => void) => () => void,
): Completer<Q> {
  let latest = 0;
  let stopWaiting = (): void => {};
  const cancel = (): void => {
    latest += 1;
    stopWaiting();
  };

  return {
    cancel,
    ask(question) {
      cancel();
      const mine = latest;
      show({ state: 'asking' });
      stopWaiting = wait(() => {
        void answer(question).then((choices) => {
          if (mine !== latest) return;
          show(choices === undefined ? { state: 'failed' } : { state: 'answered', choices });
        });
      });
    },
  };
}

/** Calls back after this many milliseconds. */
export function afterPause(ms: number): (callback: () => void) => () => void {
  return (callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
}
