import { z } from 'zod';
import { oneLine } from '../news/text.ts';

// Every message is the end of a sentence for editors: the field holds this, wanted is …

// The limits are far beyond honest articles, and low enough that a hostile one costs nothing.
const maxItems = 64;
const text = (maxLength: number) =>
  z
    .string({ error: 'text; in quotes if it looks like a number or a date' })
    .max(maxLength, { error: `text of at most ${maxLength.toLocaleString('en')} characters` })
    .transform(oneLine);
const title = text(1_000);
const name = text(200);

/** A list, for which `error` says what it is a list of. */
const listOf = <Item extends z.ZodType>(item: Item, error: string) =>
  z.array(item, { error }).max(maxItems, { error: `a list of at most ${maxItems}` });

const wholeNumber = z.int({ error: 'a whole number without quotes, such as 94' });
const wantedPixels = 'a number of pixels without quotes, such as 630';
const pixels = z.int({ error: wantedPixels }).min(0, { error: wantedPixels });

const wantedAddress = 'an http or https address without a password, of at most 2,048 characters';
const address = z
  .string({ error: wantedAddress })
  .refine((value) => webAddress(value) !== undefined, { error: wantedAddress })
  .transform((value) => webAddress(value) ?? value);

const wantedTime = 'a time between 1970 and 2100, such as 2020-06-11T19:43:00Z';
/** Milliseconds since 1970. Unquoted times are Dates by way of YAML; quoted ones must name their offset. */
const time = z
  .union([z.date(), z.iso.datetime({ offset: true, abort: true, error: wantedTime })], { error: wantedTime })
  .refine((value) => inRange(new Date(value).getTime()), { error: wantedTime })
  .transform((value) => new Date(value).getTime());

const picture = z.object(
  {
    url: address,
    width: pixels.exactOptional(),
    height: pixels.exactOptional(),
    title: title.exactOptional(),
    attribution: title.exactOptional(),
  },
  { error: 'a picture: url, and if known width, height, title, attribution' },
);
const pictures = listOf(picture, 'a list of pictures, each begun by "- url:"');

const provider = z.object(
  { name: name.exactOptional(), domain: name.exactOptional(), images: pictures.exactOptional() },
  { error: 'a name and a domain, each in a line of its own' },
);

const related = z.object(
  {
    title,
    webUrl: address.exactOptional(),
    originalUrl: address.exactOptional(),
    publishedDateTime: time.exactOptional(),
    provider: provider.omit({ images: true }).exactOptional(),
  },
  { error: 'an article: title, webUrl, and if known publishedDateTime, provider' },
);

/**
 * The fields of an article file that the program reads; it ignores all others. Empty fields must be gone before.
 *
 * An issue's message says what is wanted.
 */
export const articleFields = z.object({
  title,
  excerpt: text(10_000).exactOptional(),
  publishedDateTime: time,
  updatedDateTime: time.exactOptional(),
  webUrl: address.exactOptional(),
  originalUrl: address.exactOptional(),
  ampWebUrl: address.exactOptional(),
  cdnAmpWebUrl: address.exactOptional(),
  type: name.exactOptional(),
  quality: wholeNumber.exactOptional(),
  heat: wholeNumber.exactOptional(),
  published: z.boolean({ error: 'true or false, without quotes' }).exactOptional(),
  provider: provider.exactOptional(),
  topics: listOf(name, 'a list, each topic in a line begun by "- "').exactOptional(),
  images: pictures.exactOptional(),
  related: listOf(related, 'a list of articles, each begun by "- title:"').exactOptional(),
  featuredContent: z.string({ error: 'HTML in quotes' }).exactOptional(),
});

export type ArticleFields = z.output<typeof articleFields>;

/**
 * The fields of a file that are ignored although their names are nearly those of fields that it lacks, with the names
 * that were probably meant: `Heat`, `topic`, `web_url`, `publishDateTime`.
 */
export function nearMisses(fields: Readonly<Record<string, unknown>>): { field: string; meant: string }[] {
  const lacking = new Map(
    knownFields.filter((name) => !Object.hasOwn(fields, name)).map((name) => [rough(name), name]),
  );
  return Object.keys(fields).flatMap((field) => {
    const meant = knownFields.includes(field) ? undefined : lacking.get(rough(field));
    return meant === undefined ? [] : [{ field, meant }];
  });
}

const knownFields: readonly string[] = ['category', ...Object.keys(articleFields.shape)];

/** A name without what is easily got wrong: case, separators, a plural's end, and the participle before `DateTime`. */
function rough(name: string): string {
  const letters = name.toLowerCase().replace(/[^a-z]/g, '');
  return letters.replace(/s$/, '').replace(/e?d?(?=datetime$)/, '');
}

function inRange(time: number): boolean {
  return time >= 0 && time < Date.UTC(2101, 0);
}

function webAddress(value: string): string | undefined {
  if (value.length > 2048) return undefined;
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return url.href.length > 2048 ? undefined : url.href;
}
