import { html, nothing, type TemplateResult } from 'lit';
import type { PageAttachment, PageMessage } from '../../message-contract.ts';
import { icon } from '../icons.ts';
import { pictureAddress } from '../state/api.ts';
import { viewPictures } from './pictures.ts';

/** Discord marks a file as hidden by its name. */
const spoilerMark = 'SPOILER_';

/** The files of a message: pictures together, then the others line by line. Those that an embed shows are in there. */
export function viewAttachments({ attachments, embeds }: PageMessage): TemplateResult | typeof nothing {
  const used = new Set(
    embeds.flatMap(({ image, thumbnail, author, footer }) => [
      image?.url,
      thumbnail?.url,
      author?.icon_url,
      footer?.icon_url,
    ]),
  );
  const loose = attachments.filter(({ url, filename }) => !used.has(url) && !used.has(`attachment://${filename}`));
  if (loose.length === 0) return nothing;
  const pictures = loose.filter(isPicture);
  return html`<div class="attachments">${viewPictures(
    pictures.map(({ url, description, filename }) => ({
      url,
      description: description ?? filename,
      spoiler: filename.startsWith(spoilerMark),
    })),
  )}${loose.filter((attachment) => !isPicture(attachment)).map(viewFile)}</div>`;
}

/** A file with its name and size. */
export function viewFile({ filename, size, url }: Pick<PageAttachment, 'filename' | 'size' | 'url'>): TemplateResult {
  return html`<div class="file">${icon('file')}<span class="file-text"
      ><a dir="auto" href=${pictureAddress(url)} target="_blank" rel="noopener noreferrer" download=${filename}>${filename}</a
      ><small>${fileSize(size)}</small></span
    ></div>`;
}

function isPicture({ content_type }: PageAttachment): boolean {
  return content_type.startsWith('image/');
}

/** Bytes as Discord tells them, such as `1.25 MB`. */
export function fileSize(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB'] as const;
  const power = Math.min(units.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${Number((bytes / 1024 ** power).toFixed(2))} ${units[power]}`;
}
