import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { benchOf, exponent, type Figure, measure, median, percentile, resultOf, small } from '../../bench/bench.ts';
import { tableOf } from '../../bench/table.ts';

const figure: Figure = {
  work: 'the work',
  yardstick: 'the yardstick',
  unit: 'ms',
  aims: [{ of: 'ratio', is: 'at most', limit: 1.5 }],
};

describe('a figure over several rounds', () => {
  test('is made of medians, and its ratio of these', () => {
    const samples = [
      { value: 30, yardstick: 10 },
      { value: 900, yardstick: 20 },
      { value: 20, yardstick: 400 },
    ];
    expect(resultOf('some bench', figure, samples)).toMatchObject({
      value: 30,
      yardstickValue: 20,
      ratio: 1.5,
      met: true,
    });
  });

  test.each([
    [{ of: 'ratio', is: 'at most', limit: 1 }, false],
    [{ of: 'ratio', is: 'at least', limit: 1 }, true],
    [{ of: 'value', is: 'at most', limit: 30 }, true],
    [{ of: 'value', is: 'at least', limit: 30.1 }, false],
  ] as const)('with the aim %o it is met: %o', (aim, met) => {
    expect(resultOf('b', { ...figure, aims: [aim] }, [{ value: 30, yardstick: 20 }]).met).toBe(met);
  });

  test('meets no aim when nothing was measured, nor one for a ratio without a yardstick', () => {
    expect(resultOf('b', figure, []).met).toBe(false);
    expect(resultOf('b', figure, [{ value: 1 }]).met).toBe(false);
  });

  test('is neither met nor missed without an aim', () => {
    expect(resultOf('b', { ...figure, aims: [] }, [{ value: 1 }])).not.toHaveProperty('met');
  });

  test('is one of every round', async () => {
    const asked: number[] = [];
    const results = await measure(
      {
        figures: { 'b one': figure, 'b two': figure },
        async round({ articles }, round) {
          asked.push(articles);
          return { 'b one': { value: round }, 'b two': { value: 10 * round } };
        },
      },
      { scale: small, rounds: 3 },
    );
    expect(asked).toEqual([1_000, 1_000, 1_000]);
    expect(results.map(({ name, value, samples }) => [name, value, samples.length])).toEqual([
      ['b one', 1, 3],
      ['b two', 10, 3],
    ]);
    expect(results.map(({ name }) => benchOf(name))).toEqual(['b', 'b']);
  });
});

describe('the table', () => {
  const result = resultOf('choose 10', figure, [{ value: 1234.5, yardstick: 1000 }]);

  test('has a line with what was reached, the ratio, the aim and whether it is met', () => {
    const line = tableOf([result])
      .split('\n')
      .find((one) => one.includes('choose 10'));
    for (const part of ['the work', '1235 ms', 'the yardstick', '1000 ms', '1.23×', '≤ 1.5×', ' met '])
      expect(line).toContain(part);
  });

  test('has the figure of another version beside it', () => {
    expect(tableOf([result], [{ name: 'choose 10', value: 2469 }])).toContain('2469 ms (now 0.5×)');
    expect(tableOf([result], [])).toContain('earlier');
  });
});

test('an exponent is the one that the values were made with', () => {
  const values = {
    base: fc.double({ min: 0.1, max: 100, noNaN: true }),
    power: fc.double({ min: -2, max: 3, noNaN: true }),
  };
  fc.assert(
    fc.property(fc.record(values), ({ base, power }) => {
      const points = [1, 2, 4, 8].map((x) => ({ x, y: base * x ** power }));
      expect(exponent(points)).toBeCloseTo(power, 6);
    }),
  );
});

test('a median has as many values below it as above it, and a percentile its share at or below it', () => {
  const lists = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(lists, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
      const middle = median(values);
      const half = values.length / 2;
      expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(half);
      expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(half);
      const reached = percentile(values, share);
      expect(values).toContain(reached);
      expect(values.filter((value) => value <= reached).length / values.length).toBeGreaterThanOrEqual(share - 1e-9);
    }),
  );
});
