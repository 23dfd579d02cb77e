import { describe, expect, it } from 'vitest';
import { heatColor } from '../../src/discord/heat-color.ts';

describe('the colour of heat', () => {
  it.each([
    [undefined, 0x7c8fa6],
    [-5, 0x7c8fa6],
    [20, 0x7c8fa6],
    [40, 0xb6a16c],
    [60, 0xf0b232],
    [100, 0xf2762e],
    [150, 0xe0282e],
    [189, 0xe0282e],
    [Number.POSITIVE_INFINITY, 0xe0282e],
    [Number.NaN, 0x7c8fa6],
  ])('of %s is %i', (heat, color) => {
    expect(heatColor(heat)).toBe(color);
  });

  it('gets ever warmer: less blue against red', () => {
    const warmth = [20, 40, 60, 80, 100, 125, 150].map((heat) => (heatColor(heat) >> 16) - (heatColor(heat) & 0xff));
    expect(warmth.slice(0, 3)).toEqual(warmth.slice(0, 3).toSorted((a, b) => a - b));
    const green = [60, 80, 100, 125, 150].map((heat) => (heatColor(heat) >> 8) & 0xff);
    expect(green).toEqual(green.toSorted((a, b) => b - a));
  });
});
