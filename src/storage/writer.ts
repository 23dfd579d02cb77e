import type { Trx } from './tables.ts';

/** So many pieces of work at most become durable together. */
const most = 50;

type Work<T> = (trx: Trx) => Promise<T>;

interface Waiting {
  readonly isPatient: boolean;
  run(trx: Trx): Promise<void>;
  done(): void;
  failed(error: unknown): void;
}

/**
 * Writes that are asked for while another becomes durable share the next transaction: each waits for the disk, and all of
 * the program with it, so a hundred at once had better wait once. Where one of them fails, each is done by itself.
 *
 * @param transact does its work wholly or not at all, and may do it more than once before it succeeds
 * @param pause before a transaction that follows another, so that more comes together, while all that waits is patient
 */
export function createWriter(
  transact: (work: Work<void>) => Promise<void>,
  pause: () => Promise<void> = async () => {},
): <T>(work: Work<T>, isPatient?: boolean) => Promise<T> {
  const waiting: Waiting[] = [];
  let isBusy = false;
  let endPause = (): void => {};

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      await commit(waiting.splice(0, most));
      if (waiting.every(({ isPatient }) => isPatient)) await Promise.race([pause(), untilPauseEnds()]);
    }
    isBusy = false;
  }

  function untilPauseEnds(): Promise<void> {
    return new Promise((resolve) => {
      endPause = resolve;
    });
  }

  async function commit(pieces: readonly Waiting[]): Promise<void> {
    try {
      await transact(async (trx) => {
        for (const piece of pieces) await piece.run(trx);
      });
    } catch (error) {
      if (pieces.length === 1) pieces[0]?.failed(error);
      else for (const piece of pieces) await commit([piece]);
      return;
    }
    for (const piece of pieces) piece.done();
  }

  return <T>(work: Work<T>, isPatient = false) =>
    new Promise<T>((resolve, reject) => {
      let done = (): void => {};
      waiting.push({
        isPatient,
        async run(trx) {
          const result = await work(trx);
          done = () => resolve(result);
        },
        done: () => done(),
        failed: reject,
      });
      if (!isPatient) endPause();
      if (!isBusy) queueMicrotask(workOff);
      isBusy = true;
    });
}
