import { html, nothing, type TemplateResult } from 'lit';
import type { PageEmbed } from '../contract.ts';
import { pictureAddress } from './api.ts';
import { webAddress } from './markdown-link.ts';
import { markdown, markdownLine, type TextContext } from './markdown-view.ts';
import { messageTime } from './time.ts';

type Field = NonNullable<PageEmbed['fields']>[number];

/** An embed as Discord draws it. */
export function viewEmbed(embed: PageEmbed, context: TextContext): TemplateResult {
  const { author, title, description, fields, image, thumbnail } = embed;
  return html`<local-embed
    slot="embeds"
    class=${image === undefined ? '' : 'with-image'}
    .color=${embed.color === undefined ? undefined : cssColor(embed.color)}
    .thumbnail=${thumbnail === undefined ? undefined : pictureAddress(thumbnail.url)}
    .image=${image === undefined ? undefined : pictureAddress(image.url)}
    >${author === undefined ? nothing : viewAuthor(author)}${
      title === undefined
        ? nothing
        : html`<div slot="description" class="embed-title">${outward(embed.url, markdownLine(embed, title, context))}</div>`
    }${
      description === undefined
        ? nothing
        : html`<discord-embed-description slot="description">${markdown(embed, description, context)}</discord-embed-description>`
    }${fields === undefined || fields.length === 0 ? nothing : viewFields(fields, context)}${viewFooter(embed, context)}</local-embed
  >`;
}

function viewAuthor({ name, url, icon_url }: NonNullable<PageEmbed['author']>): TemplateResult {
  const picture = icon_url === undefined ? nothing : html`<img src=${pictureAddress(icon_url)} alt="" />`;
  return html`<div slot="description" class="embed-author">${picture}${outward(url, name)}</div>`;
}

function viewFields(fields: readonly Field[], context: TextContext): TemplateResult {
  const columns = fieldColumns(fields);
  return html`<discord-embed-fields slot="fields">${fields.map(
    (field, index) =>
      html`<discord-embed-field class=${field.inline ? 'inline' : ''} style="grid-column: ${columns[index]}"
        ><div class="embed-field-name">${markdownLine(field, field.name, context)}</div>
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

function viewFooter({ footer, timestamp }: PageEmbed, { now }: TextContext): TemplateResult | typeof nothing {
  const time = timestamp === undefined ? '' : messageTime(Date.parse(timestamp), now);
  const text = [footer?.text ?? '', time].filter((part) => part !== '').join(' • ');
  if (text === '') return nothing;
  const picture = footer?.icon_url === undefined ? undefined : pictureAddress(footer.icon_url);
  return html`<discord-embed-footer slot="footer" .footerImage=${picture} .footerImageAlt=${''}><span class="embed-footer">${text}</span></discord-embed-footer>`;
}

function outward(url: string | undefined, content: unknown): unknown {
  const href = url === undefined ? undefined : webAddress(url);
  if (href === undefined) return content;
  return html`<a href=${href} target="_blank" rel="noopener noreferrer">${content}</a>`;
}

function cssColor(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
