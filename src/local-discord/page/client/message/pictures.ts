import { html, nothing, type TemplateResult } from 'lit';
import { pictureAddress } from '../state/api.ts';
import { mosaic } from './mosaic.ts';
import { viewCover } from './spoiler.ts';

export interface Picture {
  readonly url: string;
  readonly description?: string | null;
  readonly spoiler?: boolean;
}

/** Pictures beside each other, as Discord lays them out. */
export function viewPictures(pictures: readonly Picture[]): TemplateResult | typeof nothing {
  if (pictures.length === 0) return nothing;
  const tiles = mosaic(pictures.length);
  return html`<div class="pictures" data-count=${pictures.length}>${pictures.map(
    (picture, at) =>
      html`<div class="picture ${picture.spoiler ? 'covered' : ''}" style="grid-column: span ${tiles[at]?.columns ?? 6}; grid-row: span ${tiles[at]?.rows ?? 1}"
        ><img src=${pictureAddress(picture.url)} alt=${picture.description ?? ''} title=${picture.description || nothing} loading="lazy"
        />${picture.spoiler ? viewCover() : nothing}</div
      >`,
  )}</div>`;
}
