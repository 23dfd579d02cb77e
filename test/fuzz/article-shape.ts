import { z } from 'zod';
import { fold } from '../../src/news/text.ts';

// What src/news/article.ts says of an article, told independently of the parser.

const line = z
  .string()
  .refine((text) => text === text.trim() && text !== '' && !/[\p{Cc}\u2028\u2029]/u.test(text) && text.isWellFormed(), {
    error: 'is no line of text',
  });
const address = z.string().refine(isAddress, { error: 'is no address' });
const time = z.int().min(0).max(Date.UTC(2101, 0));
const rating = z.int().min(0);
const picture = z.strictObject({
  url: address,
  width: rating.exactOptional(),
  height: rating.exactOptional(),
  title: line.exactOptional(),
  attribution: line.exactOptional(),
});
const provider = z.strictObject({
  name: line.exactOptional(),
  domain: line.exactOptional(),
  logo: picture.exactOptional(),
});
const coverage = z.strictObject({
  title: line,
  link: address,
  publishedAt: time.exactOptional(),
  provider: provider.exactOptional(),
});

const article = z.strictObject({
  id: z.literal('fuzz/case'),
  title: line,
  excerpt: line.exactOptional(),
  publishedAt: time,
  updatedAt: time.exactOptional(),
  link: address.exactOptional(),
  mobileLink: address.exactOptional(),
  type: line,
  quality: rating.exactOptional(),
  heat: rating.exactOptional(),
  published: z.boolean(),
  provider: provider.exactOptional(),
  topics: z.array(line).refine((topics) => new Set(topics.map(fold)).size === topics.length, { error: 'repeats one' }),
  pictures: z.array(picture),
  coverage: z.array(coverage),
  video: z.strictObject({ site: z.enum(['youtube', 'vimeo']), id: z.string().regex(/^[\w-]{1,12}$/) }).exactOptional(),
  urls: z.array(address),
});

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === '' && text.length <= 2048;
}

/** The most text that an article may come to, as JSON in UTF-16 units. */
const longest = 200_000;

/** What about an article is not as every other part of the program takes it to be. */
export function shapeFaults(candidate: unknown): string[] {
  const faults =
    article.safeParse(candidate).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
  const json = JSON.stringify(candidate);
  if (json.length > longest) faults.push(`it has ${json.length} characters`);
  if (JSON.stringify(JSON.parse(json)) !== json) faults.push('it is no plain JSON');
  return faults;
}
