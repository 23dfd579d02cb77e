import { expect, it } from 'vitest';
import { pictureSize } from '../../../src/local-discord/rest/picture-size.ts';

const text = (value: string): number[] => [...value].map((letter) => letter.charCodeAt(0));
const padded = (...bytes: readonly number[]): Uint8Array => Uint8Array.from([...bytes, ...Array(40).fill(0)]);

it.each<[string, Uint8Array, { width: number; height: number } | undefined]>([
  [
    'PNG',
    padded(0x89, ...text('PNG\r\n\x1a\n'), 0, 0, 0, 13, ...text('IHDR'), 0, 0, 2, 0, 0, 0, 1, 0),
    { width: 512, height: 256 },
  ],
  ['GIF', padded(...text('GIF89a'), 0x20, 0x01, 0x10, 0), { width: 288, height: 16 }],
  [
    'JPEG with a segment before its frame',
    padded(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, 0, 100, 0, 200),
    { width: 200, height: 100 },
  ],
  [
    'WebP with features',
    padded(...text('RIFF'), 0, 0, 0, 0, ...text('WEBPVP8X'), 10, 0, 0, 0, 0, 0, 0, 0, 199, 0, 0, 99, 0, 0),
    { width: 200, height: 100 },
  ],
  ['text', padded(...text('hello')), undefined],
  ['PNG that is cut off', Uint8Array.from([0x89, ...text('PNG\r\n\x1a\n')]), undefined],
  ['JPEG without a frame', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0]), undefined],
  ['nothing at all', new Uint8Array(), undefined],
])('%s', (_what, bytes, size) => {
  expect(pictureSize(bytes)).toEqual(size);
});
