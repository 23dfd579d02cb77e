/** Grey-blue, amber, orange, red, and from which heat on; heat of 11 to 189 was measured. */
const cool = { heat: 20, color: 0x7c8fa6 };
const scale = [cool, { heat: 60, color: 0xf0b232 }, { heat: 100, color: 0xf2762e }, { heat: 150, color: 0xe0282e }];

/**
 * The colour of a story's card as 0xRRGGBB. Unrated and up to 20: grey-blue; 60: amber; 100: orange; from 150 on: red;
 * blended in between.
 */
export function heatColor(heat = 0): number {
  const from = scale.findLast((stop) => stop.heat <= heat) ?? cool;
  const to = scale.find((stop) => stop.heat > heat) ?? from;
  return from === to ? from.color : blend(from.color, to.color, (heat - from.heat) / (to.heat - from.heat));
}

function blend(from: number, to: number, share: number): number {
  const channels = [16, 8, 0].map((shift) => {
    const [start, end] = [(from >> shift) & 0xff, (to >> shift) & 0xff];
    return Math.round(start + (end - start) * share) << shift;
  });
  return channels.reduce((color, channel) => color | channel, 0);
}
