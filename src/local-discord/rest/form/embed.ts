import { timestampAt } from '../../state/draft.ts';
import type { Embed } from '../../state/model.ts';
import type { EmbedForm } from './forms.ts';

/** An embed as Discord stores it: texts trimmed, nothing empty, nothing that a bot cannot set. */
export function toEmbed({ title, description, url, timestamp, color, ...form }: EmbedForm): Embed {
  const [titleText, descriptionText, link] = [trim(title), trim(description), trim(url)];
  const [image, thumbnail] = [trim(form.image?.url), trim(form.thumbnail?.url)];
  const author = { name: trim(form.author?.name), url: trim(form.author?.url), icon: trim(form.author?.icon_url) };
  const footer = { text: trim(form.footer?.text), icon: trim(form.footer?.icon_url) };
  const fields = (form.fields ?? []).map(({ name, value, inline }) => ({
    name: trim(name),
    value: trim(value),
    inline: inline ?? false,
  }));
  return {
    type: 'rich',
    ...(link && { url: link }),
    ...(titleText && { title: titleText }),
    ...(descriptionText && { description: descriptionText }),
    ...(typeof color === 'number' && { color }),
    ...(typeof timestamp === 'string' && { timestamp: timestampAt(Date.parse(timestamp)) }),
    ...(author.name && {
      author: {
        name: author.name,
        ...(author.url && { url: author.url }),
        ...(author.icon && { icon_url: author.icon }),
      },
    }),
    ...(footer.text && { footer: { text: footer.text, ...(footer.icon && { icon_url: footer.icon }) } }),
    ...(image && { image: { url: image } }),
    ...(thumbnail && { thumbnail: { url: thumbnail } }),
    ...(fields.length > 0 && { fields }),
  };
}

/** The embed with the address of every picture replaced. */
export function withMedia(embed: Embed, replaced: (url: string) => string): Embed {
  const { image, thumbnail, author, footer } = embed;
  return {
    ...embed,
    ...(image && { image: { url: replaced(image.url) } }),
    ...(thumbnail && { thumbnail: { url: replaced(thumbnail.url) } }),
    ...(author?.icon_url !== undefined && { author: { ...author, icon_url: replaced(author.icon_url) } }),
    ...(footer?.icon_url !== undefined && { footer: { ...footer, icon_url: replaced(footer.icon_url) } }),
  };
}

/** Whether there is anything to see: type, colour and time alone show nothing. */
export function isVisible({ type: _type, color: _color, timestamp: _timestamp, ...rest }: Embed): boolean {
  return Object.keys(rest).length > 0;
}

function trim(text: string | null | undefined): string {
  return text?.trim() ?? '';
}
