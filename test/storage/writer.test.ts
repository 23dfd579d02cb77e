import { expect, it } from 'vitest';
import type { Trx } from '../../src/storage/tables.ts';
import { createWriter } from '../../src/storage/writer.ts';

/** A writer whose transactions are written down, by what was done in each. */
function aWriter(fails: (done: readonly string[]) => boolean = () => false) {
  const transactions: string[][] = [];
  let goOn = (): void => {};
  let done: string[] = [];
  const pauses = [
    new Promise<void>((resolve) => {
      goOn = resolve;
    }),
  ];
  const write = createWriter(
    async (work) => {
      done = [];
      await work({} as Trx);
      if (fails(done)) throw new Error(`cannot write ${done.join(' and ')}`);
      transactions.push(done);
    },
    () => pauses.shift() ?? Promise.resolve(),
  );
  const piece = (name: string, isPatient = true) =>
    write(async () => {
      done.push(name);
      return `${name} is done`;
    }, isPatient);
  return { piece, transactions, goOn: () => goOn() };
}

it('what is asked for at once is written together, and what is asked for meanwhile together afterwards', async () => {
  const { piece, transactions, goOn } = aWriter();
  expect(await Promise.all(['a', 'b'].map((name) => piece(name)))).toEqual(['a is done', 'b is done']);
  const later = ['c', 'd', 'e'].map((name) => piece(name));
  goOn();
  expect(await Promise.all(later)).toEqual(['c is done', 'd is done', 'e is done']);
  expect(transactions).toEqual([
    ['a', 'b'],
    ['c', 'd', 'e'],
  ]);
});

it('where one of several fails, the others are done, and it alone is told', async () => {
  const { piece, transactions, goOn } = aWriter((done) => done.includes('b'));
  const all = ['a', 'b', 'c'].map((name) => piece(name));
  goOn();
  expect(await Promise.allSettled(all)).toMatchObject([
    { value: 'a is done' },
    { reason: new Error('cannot write b') },
    { value: 'c is done' },
  ]);
  expect(transactions).toEqual([['a'], ['c']]);
});

it('a failure keeps nobody from writing later', async () => {
  const { piece, goOn } = aWriter((done) => done.includes('a'));
  await expect(piece('a')).rejects.toThrow('cannot write a');
  goOn();
  const later = piece('b');
  expect(await later).toBe('b is done');
});

it('what is not patient waits for no pause, and what is patient goes with it', async () => {
  const { piece, transactions } = aWriter();
  await piece('a');
  const patient = piece('b');
  expect(await piece('c', false)).toBe('c is done');
  expect(await patient).toBe('b is done');
  expect(transactions).toEqual([['a'], ['b', 'c']]);
});
