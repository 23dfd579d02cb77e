/** What the list for an option shows while the bot is asked. */
export type Completion<T> =
  | { readonly state: 'asking' }
  | { readonly state: 'answered'; readonly choices: readonly T[] }
  | { readonly state: 'failed' };

/** Asks after a pause in typing, and lets only the answer to the latest question through. */
export interface Completer<Q, T> {
  ask(question: Q): void;
  /** Calls back once the open question is answered, with no choices if that fails; never if it is dropped. */
  onAnswer(act: (choices: readonly T[]) => void): void;
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
): Completer<Q, T> {
  let latest = 0;
  let afterwards = (_: readonly T[]): void => {};
  let stopWaiting = (): void => {};
  const cancel = (): void => {
    latest += 1;
    afterwards = () => {};
    stopWaiting();
  };

  return {
    cancel,
    onAnswer(act) {
      afterwards = act;
    },
    ask(question) {
      cancel();
      const mine = latest;
      show({ state: 'asking' });
      stopWaiting = wait(() => {
        void answer(question).then((choices) => {
          if (mine !== latest) return;
          show(choices === undefined ? { state: 'failed' } : { state: 'answered', choices });
          afterwards(choices ?? []);
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
