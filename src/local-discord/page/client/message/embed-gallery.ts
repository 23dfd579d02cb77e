import type { PageEmbed } from '../../message-contract.ts';

/** Discord shows this many pictures of one gallery: Discord's reference, Message, Embed (embeds of one `url` are merged). */
const mostPictures = 4;

/** An embed with the pictures that are shown in it. */
export interface ShownEmbed {
  readonly embed: PageEmbed;
  readonly pictures: readonly string[];
}

/** The embeds as they are shown: of several with one address only the first is, with the pictures of the others. */
export function mergeGalleries(embeds: readonly PageEmbed[]): readonly ShownEmbed[] {
  const firstOf = (embed: PageEmbed): PageEmbed =>
    embed.url === undefined ? embed : (embeds.find(({ url }) => url === embed.url) ?? embed);
  return embeds
    .filter((embed) => firstOf(embed) === embed)
    .map((embed) => ({
      embed,
      pictures: embeds
        .filter((other) => firstOf(other) === embed)
        .flatMap(({ image }) => (image === undefined ? [] : [image.url]))
        .slice(0, mostPictures),
    }));
}
