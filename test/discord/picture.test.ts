import { describe, expect, it } from 'vitest';
import { choosePicture } from '../../src/discord/picture.ts';
import { anArticle } from '../support/builders.ts';

const at = (name: string, width?: number, height?: number) => ({
  url: `https://cdn.example/${name}`,
  ...(width !== undefined && { width }),
  ...(height !== undefined && { height }),
});

describe('the picture of a card', () => {
  it.each([
    ['the largest of a pleasant shape', [at('small.jpg', 640, 360), at('big.jpg', 1280, 720)], 'large', 'big.jpg'],
    ['small, when narrower than 400', [at('narrow.jpg', 399, 224)], 'small', 'narrow.jpg'],
    ['small, when upright', [at('tall.jpg', 800, 1200)], 'small', 'tall.jpg'],
    ['small, when a strip', [at('strip.jpg', 1200, 300)], 'small', 'strip.jpg'],
    ['small, when a nearly square logo', [at('square.jpg', 600, 480)], 'small', 'square.jpg'],
    ['small, when its address says logo', [at('img/dr-logo.jpg', 1200, 630)], 'small', 'img/dr-logo.jpg'],
    ['small, when its address says share card', [at('share-card.png', 1200, 630)], 'small', 'share-card.png'],
    ['small, when its size is not known', [at('unknown.jpg')], 'small', 'unknown.jpg'],
    [
      'a real one rather than a bigger logo',
      [at('logo.png', 2000, 1000), at('photo.jpg', 970, 546)],
      'large',
      'photo.jpg',
    ],
    ['large, when a word only holds "icon"', [at('silicon-valley.jpg', 970, 546)], 'large', 'silicon-valley.jpg'],
  ] as const)('is %s', (_, pictures, size, name) => {
    expect(choosePicture(anArticle({ pictures }))).toEqual({ size, address: `https://cdn.example/${name}` });
  });

  it('is left out where Discord would refuse its address', () => {
    expect(
      choosePicture(anArticle({ pictures: [{ url: 'https://a_b.example/x.jpg', width: 900, height: 500 }] })),
    ).toBeUndefined();
  });

  it('is a video’s still when the video has nothing better than a logo', () => {
    const video = { site: 'youtube', id: 'MGtomFKVDys' } as const;
    expect(choosePicture(anArticle({ video, pictures: [at('logo.png', 50, 50)] }))).toEqual({
      size: 'large',
      address: 'https://i.ytimg.com/vi/MGtomFKVDys/hqdefault.jpg',
    });
  });
});
