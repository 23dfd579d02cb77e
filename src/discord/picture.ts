import type { Article, Picture } from '../news/article.ts';
import { stillAddress, webAddress } from './address.ts';

/** The picture that a story is shown with: large below the text, or small beside it. */
export interface ChosenPicture {
  readonly size: 'large' | 'small';
  readonly address: string;
}

const smallestLargeWidth = 400;
const largestLogoSide = 640;
const logoPath = /(?:^|[^a-z])(?:logos?|icons?|favicons?|avatars?|share-?cards?|default|placeholder)(?![a-z])/i;

/**
 * Chooses among an article's pictures: the one with the largest area that fills a card's width in a pleasant shape and
 * is no logo; else a video's still; else, small, the largest of what is left.
 */
export function choosePicture({ pictures, video }: Article): ChosenPicture | undefined {
  const usable = pictures
    .flatMap((picture) => {
      const address = webAddress(picture.url);
      return address === undefined ? [] : [{ picture, address }];
    })
    .sort((a, b) => area(b.picture) - area(a.picture));
  const large = usable.find(({ picture }) => isWorthWidth(picture))?.address ?? stillAddress(video);
  if (large !== undefined) return { size: 'large', address: large };
  const small = usable[0]?.address;
  return small === undefined ? undefined : { size: 'small', address: small };
}

function isWorthWidth({ url, width, height }: Picture): boolean {
  if (width === undefined || height === undefined || width < smallestLargeWidth) return false;
  const ratio = width / height;
  return ratio >= 1.2 && ratio <= 2.6 && !isLogoLike(url, width, height);
}

/** Logos and share cards: nearly square and not big, or named so in the address. */
function isLogoLike(url: string, width: number, height: number): boolean {
  const squarish = width / height < 1.3 && Math.max(width, height) <= largestLogoSide;
  return squarish || logoPath.test(URL.parse(url)?.pathname ?? '');
}

function area({ width = 0, height = 0 }: Picture): number {
  return width * height;
}
