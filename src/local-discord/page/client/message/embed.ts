import { html, nothing, type TemplateResult } from 'lit';
import type { PageAttachment, PageEmbed, PageMessage } from '../../message-contract.ts';
import { cssColor } from '../color.ts';
import { webAddress } from '../markdown/link.ts';
import { markdown, markdownLabel, markdownLine, type TextContext } from '../markdown/view.ts';
import { pictureAddress, type Room } from '../state/api.ts';
import { messageTime } from '../time.ts';
import { mergeGalleries, type ShownEmbed } from './embed-gallery.ts';
import { hasFlag } from './flags.ts';
import { mediaAddress } from './media-address.ts';
import { viewPictures } from './pictures.ts';

type Field = NonNullable<PageEmbed['fields']>[number];
type Address = (url: string, room?: Room) => string;

/** In CSS pixels, as the style sheets and the library have them. */
const rooms = {
  thumbnail: { width: 80, height: 80 },
  author: { width: 24, height: 24 },
  footer: { width: 20, height: 20 },
} as const;

/** The embeds of a message as Discord draws them. */
export function viewEmbeds(message: PageMessage, context: TextContext): readonly TemplateResult[] {
  if (hasFlag(message, 'suppressEmbeds')) return [];
  return mergeGalleries(message.embeds).map((shown) => viewEmbed(shown, message.attachments, context));
}

function viewEmbed(
  { embed, pictures }: ShownEmbed,
  attachments: readonly PageAttachment[],
  context: TextContext,
): TemplateResult {
  const { author, title, description, fields, thumbnail } = embed;
  const address: Address = (url, room) => pictureAddress(mediaAddress(url, attachments), room);
  const [picture, ...others] = pictures;
  const single = picture === undefined || others.length > 0 ? undefined : address(picture);
  return html`<local-embed
    class=${picture === undefined ? '' : 'with-image'}
    .color=${embed.color === undefined ? undefined : cssColor(embed.color)}
    .thumbnail=${thumbnail === undefined ? undefined : address(thumbnail.url, rooms.thumbnail)}
    .image=${single}
    >${author === undefined ? nothing : viewAuthor(author, address)}${
      title === undefined
        ? nothing
        : html`<div slot="description" class="embed-title" dir="auto">${viewTitle(embed, title, context)}</div>`
    }${
      description === undefined
        ? nothing
        : html`<discord-embed-description slot="description">${markdown(embed, description, context)}</discord-embed-description>`
    }${fields === undefined || fields.length === 0 ? nothing : viewFields(fields, context)}${
      others.length === 0
        ? nothing
        : html`<div slot="fields" class="embed-gallery">${viewPictures(pictures.map((url) => ({ url: mediaAddress(url, attachments) })))}</div>`
    }${viewFooter(embed, context, address)}</local-embed
  >`;
}

function viewTitle(embed: PageEmbed, title: string, context: TextContext): unknown {
  const view = embed.url === undefined ? markdownLine : markdownLabel;
  return outward(embed.url, view(embed, title, context));
}

function viewAuthor({ name, url, icon_url }: NonNullable<PageEmbed['author']>, address: Address): TemplateResult {
  const picture = icon_url === undefined ? nothing : html`<img src=${address(icon_url, rooms.author)} alt="" />`;
  return html`<div slot="description" class="embed-author">${picture}<span dir="auto">${outward(url, name)}</span></div>`;
}

function viewFields(fields: readonly Field[], context: TextContext): TemplateResult {
  const columns = fieldColumns(fields);
  return html`<discord-embed-fields slot="fields">${fields.map(
    (field, index) =>
      html`<discord-embed-field class=${field.inline ? 'inline' : ''} style="grid-column: ${columns[index]}"
        ><div class="embed-field-name" dir="auto">${markdownLine(field, field.name, context)}</div>
        ${markdown(field, field.value, context)}</discord-embed-field
      >`,
  )}</discord-embed-fields>`;
}

/** The grid columns of each field, of twelve: inline neighbours share a row, three at most. */
function fieldColumns(fields: readonly { readonly inline?: boolean }[]): string[] {
  const columns: string[] = [];
  while (columns.length < fields.length) {
    const rest = fields.slice(columns.length, columns.length + 3);
    const end = rest.findIndex(({ inline }) => inline !== true);
    const inRow = Math.max(1, end < 0 ? rest.length : end);
    const width = 12 / inRow;
    for (let at = 0; at < inRow; at += 1) columns.push(`${1 + at * width} / ${1 + (at + 1) * width}`);
  }
  return columns;
}

function viewFooter(
  { footer, timestamp }: PageEmbed,
  { now }: TextContext,
  address: Address,
): TemplateResult | typeof nothing {
  const time = timestamp === undefined ? '' : messageTime(Date.parse(timestamp), now);
  const text = [footer?.text ?? '', time].filter((part) => part !== '').join(' • ');
  if (text === '') return nothing;
  const picture = footer?.icon_url;
  return html`<div slot="footer" class="embed-footer">${
    picture === undefined ? nothing : html`<img src=${address(picture, rooms.footer)} alt="" />`
  }<span dir="auto">${text}</span></div>`;
}

function outward(url: string | undefined, content: unknown): unknown {
  const href = url === undefined ? undefined : webAddress(url);
  if (href === undefined) return content;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${content}</a>`;
}
