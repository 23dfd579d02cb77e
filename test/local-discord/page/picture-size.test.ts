import { describe, expect, it } from 'vitest';
import { fitInto, saidSize } from '../../../src/local-discord/page/picture-size.ts';

describe('the size that an address says', () => {
  it.each([
    ['https://a.example/x.png?w=1200&h=630', { width: 1200, height: 630 }],
    ['https://a.example/x.png?height=630&width=1200', { width: 1200, height: 630 }],
    ['https://a.example/x.png?width=1200', { width: 1200 }],
    ['https://a.example/x.png?h=630', { height: 630 }],
    ['https://a.example/x.png?resize=1200,630', { width: 1200, height: 630 }],
    ['https://a.example/x.png?fit=fill&size=1200x630', { width: 1200, height: 630 }],
    ['https://a.example/1200x630/x.png', { width: 1200, height: 630 }],
    ['https://a.example/24x24/x-1200x630.png', { width: 1200, height: 630 }],
    ['https://a.example/2026/11/x.png', {}],
    ['https://a.example/0xdead12x34f.png', {}],
    ['https://a.example/x.png?w=1e9&h=-1', {}],
    ['https://a.example/x.png?w=0&h=99999', {}],
    ['https://a.example/x.png?w="><script>', {}],
    ['no address', {}],
  ])('%s', (address, size) => {
    expect(saidSize(address)).toEqual(size);
  });
});

it('a size keeps its shape in a smaller room, and never vanishes', () => {
  expect(fitInto({ width: 1200, height: 600 }, { width: 80, height: 80 })).toEqual({ width: 80, height: 40 });
  expect(fitInto({ width: 600, height: 1200 }, { width: 80, height: 80 })).toEqual({ width: 40, height: 80 });
  expect(fitInto({ width: 10_000, height: 16 }, { width: 80, height: 80 })).toEqual({ width: 80, height: 1 });
});
