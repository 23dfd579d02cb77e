import type { Desk } from '../desk/desk.ts';
import type { ArticleQuery, Sort } from '../desk/ports.ts';
import { siteOf } from './address.ts';
import { dotted, quote } from './markdown.ts';
import { everyName, nameKey, nameOfKey } from './names.ts';
import { clean, cut } from './text.ts';

/** How far back `/news` looks, in milliseconds and in words. */
const periods = {
  day: { length: 24 * 3_600_000, words: 'last 24 hours' },
  week: { length: 7 * 24 * 3_600_000, words: 'last 7 days' },
  month: { length: 30 * 24 * 3_600_000, words: 'last 30 days' },
  year: { length: 365 * 24 * 3_600_000, words: 'last year' },
} as const;

const sorts = {
  hottest: 'hottest first',
  newest: 'newest first',
  quality: 'best quality first',
  relevance: 'best match first',
} as const satisfies Record<Sort, string>;

export const types = { article: 'articles', video: 'videos' } as const;

export const longestSearch = 50;
export const highestHeat = 1000;

/** What somebody asks `/news` for. */
export interface NewsAsk {
  readonly topic?: string;
  readonly search?: string;
  readonly provider?: string;
  readonly minHeat?: number;
  readonly since?: keyof typeof periods;
  readonly type?: keyof typeof types;
  readonly sort: Sort;
}

/** An ask as a custom_id carries it: names as keys, but a provider's domain as it is. */
export interface StoredAsk extends Omit<NewsAsk, 'topic'> {
  readonly page: number;
  readonly topicKey?: string;
  readonly providerKey?: string;
}

/** Options as they came, hostile values left out. Without a wish for an order, a search shows its best matches first. */
export function newsAsk(options: { readonly [name in keyof NewsAsk]?: string | number | null }): NewsAsk {
  const { topic, search, provider, minHeat, since, type, sort } = options;
  const words = cut(clean(String(search ?? '')), longestSearch);
  const heat = typeof minHeat === 'number' && Number.isInteger(minHeat) ? minHeat : undefined;
  const named = { topic: clean(String(topic ?? '')), provider: clean(String(provider ?? '')) };
  return {
    ...(named.topic !== '' && { topic: named.topic }),
    ...(words !== '' && { search: words }),
    ...(named.provider !== '' && { provider: named.provider }),
    ...(heat !== undefined && { minHeat: Math.min(Math.max(0, heat), highestHeat) }),
    ...(isKeyOf(periods, since) && { since }),
    ...(isKeyOf(types, type) && { type }),
    sort: isKeyOf(sorts, sort) ? sort : words === '' ? 'hottest' : 'relevance',
  };
}

/** The question to the desk; `now` in milliseconds since 1970. */
export function queryOf({ since, ...ask }: NewsAsk, now: number): ArticleQuery {
  return { ...ask, ...(since !== undefined && { since: now - periods[since].length }) };
}

/** What an ask is for and in which order, escaped, begun by a capital: "From TechRadar · last 7 days · hottest first". */
export function askInWords(ask: NewsAsk): string {
  const words = dotted([filtersInWords(ask), sorts[ask.sort]]);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What an ask is for, escaped: "AI · from TechRadar · videos". Empty when it is for everything. */
export function filtersInWords({ topic, search, provider, minHeat, since, type }: NewsAsk): string {
  return dotted([
    topic && `**${quote(topic, 130, 60)}**`,
    search && `“${quote(search, 200)}”`,
    provider && `from ${quote(provider, 130, 60)}`,
    type && types[type],
    minHeat === undefined ? undefined : `heat ${minHeat} or more`,
    since && periods[since].words,
  ]);
}

/** A custom_id holds 100 characters, of which `saved:pick:` takes 11. */
const longestEncoded = 89;

/**
 * A page of an ask in at most 89 characters: `1.page.sort since type.heat.topic.provider.search`, the search last because
 * it may hold anything. Topics and providers are keys, by which their names are found among those that exist; a domain,
 * which need not be among them, stands for itself where there is room.
 */
export function encodeAsk(ask: NewsAsk, page: number): string {
  const { sort, since, type, minHeat, topic, provider, search } = ask;
  const encodedWith = (providerPart: string) =>
    [
      '1',
      Math.min(page, 36 ** 4 - 1).toString(36),
      `${sort[0]}${since?.[0] ?? '-'}${type?.[0] ?? '-'}`,
      minHeat?.toString(36) ?? '',
      topic === undefined ? '' : nameKey(topic),
      providerPart,
      search ?? '',
    ].join('.');
  const byDomain = siteOf(provider) && encodedWith(`=${provider?.toLowerCase()}=`);
  if (byDomain !== undefined && byDomain.length <= longestEncoded) return byDomain;
  return encodedWith(provider === undefined ? '' : nameKey(provider));
}

const encoded =
  /^1\.([\da-z]{1,4})\.([hnqr])([dwmy-])([av-])\.([\da-z]{0,2})\.([\w-]{8})?\.(?:=([a-z\d.-]+)=|([\w-]{8}))?\.(.*)$/su;

/** Reads what {@link encodeAsk} wrote; nothing for anything else. */
export function decodeAsk(text: string): StoredAsk | undefined {
  const parts = encoded.exec(text);
  if (parts === null) return undefined;
  const [, page = '', sort, since, type, minHeat = '', topicKey, domain, providerKey, search] = parts;
  return {
    page: Number.parseInt(page, 36),
    ...newsAsk({
      search: search ?? '',
      provider: domain ?? '',
      minHeat: minHeat === '' ? null : Number.parseInt(minHeat, 36),
      since: keyBeginning(periods, since),
      type: keyBeginning(types, type),
      sort: keyBeginning(sorts, sort),
    }),
    ...(topicKey !== undefined && { topicKey }),
    ...(providerKey !== undefined && { providerKey }),
  };
}

/** The ask and the page out of a custom_id; nothing when it is none, or names what no longer exists. */
export async function recallAsk(
  text: string,
  desk: Pick<Desk, 'topics' | 'providers'>,
): Promise<{ readonly ask: NewsAsk; readonly page: number } | undefined> {
  const stored = decodeAsk(text);
  if (stored === undefined) return undefined;
  const { page, topicKey, providerKey, ...ask } = stored;
  const topic = topicKey && nameOfKey(topicKey, await desk.topics(undefined, everyName));
  const provider = providerKey && nameOfKey(providerKey, await desk.providers(undefined, everyName));
  if ((topicKey && topic === undefined) || (providerKey && provider === undefined)) return undefined;
  return { page, ask: { ...ask, ...(topic && { topic }), ...(provider && { provider }) } };
}

function isKeyOf<T extends object>(table: T, key: unknown): key is keyof T & string {
  return typeof key === 'string' && Object.hasOwn(table, key);
}

function keyBeginning(table: object, letter: string | undefined): string | null {
  return Object.keys(table).find((key) => key[0] === letter) ?? null;
}
