import type { APIEmbed } from 'discord.js';
import type { MessageBody } from './message-body.ts';

/** A complaint names few places; whatever else an answer holds is not looked at. */
const mostPlaces = 50;
const deepestPlace = 8;
/** What a card can do without: all but its title, the publisher's name, and the buttons. */
const sparePlace = /^embeds\.\d+\.(?:author\.(?:url|icon_url)|(?:image|thumbnail|url|description|timestamp|fields)\b)/;
const buttonPlace = /^components\.\d+\.components\.\d+\b/;

/**
 * A card without what Discord found invalid: a picture, an address, a text, a link button. `undefined` when it complains
 * about something else.
 *
 * @param errors the `errors` of an answer with code 50035: a tree of places, each with a list `_errors` at its end
 */
export function mendCard(card: MessageBody, errors: unknown): MessageBody | undefined {
  const places = placesIn(errors);
  const isBad = (place: string): boolean => places.some((bad) => bad === place || bad.startsWith(`${place}.`));
  const links = (card.components ?? []).flatMap(({ components }, row) =>
    components.flatMap((one, column) => ('url' in one ? [`components.${row}.components.${column}`] : [])),
  );
  const isSpare = (place: string): boolean => {
    const button = buttonPlace.exec(place)?.[0];
    return button === undefined ? sparePlace.test(place) : links.includes(button);
  };
  if (places.length === 0 || !places.every(isSpare)) return undefined;

  return {
    ...card,
    ...(card.embeds && { embeds: card.embeds.map((embed, index) => mendEmbed(embed, `embeds.${index}`, isBad)) }),
    ...(card.components && {
      components: card.components.map((row, index) => ({
        ...row,
        components: row.components.filter((_, column) => !isBad(`components.${index}.components.${column}`)),
      })),
    }),
  };
}

function mendEmbed({ author, ...embed }: APIEmbed, place: string, isBad: (place: string) => boolean): APIEmbed {
  const good = (part: object, inside: string): object =>
    Object.fromEntries(Object.entries(part).filter(([key]) => !isBad(`${inside}.${key}`)));
  return {
    ...good(embed, place),
    ...(author && { author: { name: author.name, ...good(author, `${place}.author`) } }),
  };
}

/** The places that a tree of errors names, such as `embeds.0.image.url`. */
function placesIn(errors: unknown): string[] {
  const found: string[] = [];
  function visit(node: unknown, path: readonly string[]): void {
    if (typeof node !== 'object' || node === null || path.length > deepestPlace) return;
    for (const [key, value] of Object.entries(node)) {
      if (found.length >= mostPlaces) return;
      if (key === '_errors') found.push(path.join('.'));
      else visit(value, [...path, key]);
    }
  }
  visit(errors, []);
  return found;
}
