import type { Article } from '../news/article.ts';
import { domainOf, siteOf, watchAddress, webAddress } from './address.ts';
import { dotted, escapeMarkdown, quote } from './markdown.ts';
import { clean, cut } from './text.ts';

const longestName = 60;
const longestTopic = 40;
const mostTopics = 5;

/** The title, escaped, in at most `limit` UTF-16 units. Never empty. */
export function titleOf(article: Article, limit: number, shown?: number): string {
  return quote(article.title, limit, shown) || 'Untitled story';
}

/** Where the story is read or watched. */
export function linkOf({ link, video }: Article): string | undefined {
  return webAddress(link) ?? watchAddress(video);
}

export function isVideo({ type, link, video }: Article): boolean {
  return type === 'video' || (link === undefined && video !== undefined);
}

/** Who published an article, as plain text: the name and the domain, since real files give wrong names but right domains. */
export function publisherOf(article: Article): string | undefined {
  const { name, domain } = publisherParts(article);
  return dotted([name, domain]) || undefined;
}

/** The same in short: the domain is left out where it bears the name out. */
export function shortPublisherOf(article: Article): string | undefined {
  const { name, domain } = publisherParts(article);
  if (name === undefined || domain === undefined) return name ?? domain;
  return article.provider?.domain === undefined || isNameOf(name, domain) ? name : dotted([name, domain]);
}

function publisherParts({ provider, link }: Article) {
  const name = cut(clean(provider?.name ?? ''), longestName);
  const domain = domainOf(siteOf(provider?.domain)) ?? domainOf(link);
  return { name: name === '' ? undefined : name, domain: domain && cut(domain, longestName) };
}

/** Heat, quality and topics in one line of Markdown; what an article lacks is left out. */
export function ratingLine(article: Article): string {
  const { quality, topics } = article;
  return dotted([
    heatOf(article),
    quality === undefined ? undefined : `quality ${Math.round(quality)}`,
    topicList(topics),
  ]);
}

/** An article's heat in Markdown; nothing for one that is not rated. */
export function heatOf({ heat }: Article): string | undefined {
  return heat === undefined ? undefined : `🔥 **heat ${Math.round(heat)}**`;
}

function topicList(topics: readonly string[]): string {
  const names = [...new Set(topics.map((topic) => cut(clean(topic), longestTopic)))].filter((name) => name !== '');
  const more = names.length - mostTopics;
  return names.slice(0, mostTopics).map(escapeMarkdown).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/**
 * Whether a domain looks like a name: one holds the other, or the domain shortens the name (`nytimes`). An "&" may be
 * left out of the domain (`hm`) or written as "and".
 */
function isNameOf(name: string, domain: string): boolean {
  const labels = [domain, ...domain.split('.').slice(0, -1)].map((label) => label.replace(/[.-]/g, ''));
  return [name, name.replaceAll('&', 'and')]
    .map(lettersOf)
    .some((letters) => letters !== '' && labels.some((label) => label.includes(letters) || isShortFor(label, letters)));
}

function lettersOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/^the /, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** Whether `label` is a part of `letters`, or is left when some of them are dropped but not the first. */
function isShortFor(label: string, letters: string): boolean {
  if (label.length < 3) return false;
  if (letters.includes(label)) return true;
  let matched = 0;
  for (const letter of letters) if (letter === label[matched]) matched += 1;
  return matched === label.length && label[0] === letters[0];
}
