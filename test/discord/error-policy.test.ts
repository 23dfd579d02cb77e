import { describe, expect, it } from 'vitest';
import { type ErrorClass, errorPolicy } from '../../src/discord/error-policy.ts';

/** What each code has to mean, by Discord's documentation of it; the table of the program is held against this one. */
const expected: Readonly<Record<ErrorClass, readonly number[]>> = {
  'global stop': [40001, 50014],
  'target gone': [10003, 10007, 10013, 10015, 50027],
  'target removed': [10004],
  'target lacks rights': [50001, 50013, 60003, 160002, 160005],
  'target unsuitable': [
    ...[20001, 20012, 30007, 30013, 30058, 30060, 40058, 40066, 40067, 50003, 50007, 50008, 50024, 50083, 50101],
    ...[50278, 220001, 220003, 220004],
  ],
  'item bad': [
    ...[10011, 10062, 10087, 20009, 20031, 30015, 30033, 30047, 30048, 40005, 40094, 50005, 50006, 50021, 50028],
    ...[50035, 50041, 50045, 50068, 50109, 200000, 200001, 220002, 240000, 400001],
  ],
  transient: [
    ...[10063, 20016, 20022, 20028, 20029, 30032, 30034, 30046, 40003, 40004, 40006, 40041, 40062, 40333, 110000],
    ...[130000, 160006, 160007],
  ],
  'done already': [10008, 40033, 40060, 160004],
};

it.each(Object.entries(expected))('%s', (means, codes) => {
  const found = [...errorPolicy].filter(([, policy]) => policy.means === means).map(([code]) => code);
  expect(found.toSorted((a, b) => a - b)).toEqual(codes.toSorted((a, b) => a - b));
});

describe('every row', () => {
  it('says in a sentence what is wrong', () => {
    for (const [code, { remedy }] of errorPolicy) expect(remedy, String(code)).toMatch(/^[A-Z].{10,}\.$/su);
  });

  it('about rights or the token says what to do', () => {
    for (const [code, { means, remedy }] of errorPolicy)
      if (means === 'target lacks rights' || means === 'global stop') expect(remedy, String(code)).toMatch(/: [a-z]+ /);
  });

  it('has a wait only where waiting helps, and a plainer card only where the card is at fault', () => {
    for (const [code, { means, waitMs, mayPassPlainer }] of errorPolicy) {
      if (waitMs !== undefined) expect([code, means]).toEqual([code, 'transient']);
      if (mayPassPlainer) expect([code, means]).toEqual([code, 'item bad']);
    }
    const plainer = [...errorPolicy].filter(([, policy]) => policy.mayPassPlainer).map(([code]) => code);
    expect(plainer).toEqual([20009, 30015, 40005, 50035, 50045, 240000, 400001]);
  });
});
