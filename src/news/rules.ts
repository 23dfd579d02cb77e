import type { Article, Provider } from './article.ts';
import type { FeedRules } from './feed.ts';
import { fold } from './text.ts';

/** One rule of a feed held against an article, in words for people. */
export interface Check {
  readonly rule: 'topics' | 'provider' | 'type' | 'heat' | 'quality' | 'age';
  readonly passed: boolean;
  readonly says: string;
}

/** What rules ask about an article; names are folded, so that they are compared as they are. */
export interface Subject extends Pick<Article, 'heat' | 'quality' | 'publishedAt'> {
  readonly topics: readonly string[];
  /** The provider's name and domain. */
  readonly providers: readonly string[];
  readonly type: string;
}

/** The rules of a feed with folded names. All have the same fields, since they are asked so often that it matters. */
export interface Wish extends Omit<FeedRules, 'minQuality' | 'maxAgeHours'> {
  readonly minQuality: number | undefined;
  readonly maxAgeHours: number | undefined;
}

export function subjectOf({ topics, provider, type, heat, quality, publishedAt }: Article): Subject {
  return {
    topics: [...new Set(topics.map(fold))],
    providers: [...new Set(namesOf(provider).map(fold))],
    type: fold(type),
    publishedAt,
    ...(heat !== undefined && { heat }),
    ...(quality !== undefined && { quality }),
  };
}

/** One for all: it is looked at so often that it matters to find it where it was. */
const noNames: readonly string[] = [];

/** @param foldName for whoever has many rules: names in them repeat */
export function wishOf(rules: FeedRules, foldName: (name: string) => string = fold): Wish {
  const { topics, providers, types, minHeat, minQuality, maxAgeHours } = rules;
  const folded = (names: readonly string[]): readonly string[] => (names.length > 0 ? names.map(foldName) : noNames);
  return {
    topics: { any: folded(topics.any), all: folded(topics.all), none: folded(topics.none) },
    providers: folded(providers),
    types: folded(types),
    minHeat,
    minQuality,
    maxAgeHours,
  };
}

/** Whether an article passes every rule of a feed; `now` in milliseconds since 1970. */
export function wants(wish: Wish, subject: Subject, now: number): boolean {
  return (
    passesHeat(wish, subject) &&
    passesQuality(wish, subject) &&
    passesAge(wish, subject, now) &&
    passesType(wish, subject) &&
    passesProvider(wish, subject) &&
    passesTopics(wish, subject)
  );
}

/** Holds every rule of a feed against one article; the order is that of the rules. `now` is in milliseconds since 1970. */
export function checkRules(article: Article, rules: FeedRules, now: number): Check[] {
  const wish = wishOf(rules);
  const subject = subjectOf(article);
  return [
    { rule: 'topics', passed: passesTopics(wish, subject), says: aboutTopics(article, rules) },
    checkProvider(article, rules, passesProvider(wish, subject)),
    checkType(article, rules, passesType(wish, subject)),
    { rule: 'heat', passed: passesHeat(wish, subject), says: aboutHeat(article, rules) },
    { rule: 'quality', passed: passesQuality(wish, subject), says: aboutQuality(article, rules) },
    { rule: 'age', passed: passesAge(wish, subject, now), says: aboutAge(article, rules, now) },
  ];
}

function passesTopics({ topics: { any, all, none } }: Wish, { topics }: Subject): boolean {
  return (
    !sharesOne(none, topics) &&
    all.every((topic) => topics.includes(topic)) &&
    (any.length === 0 || sharesOne(any, topics))
  );
}

function aboutTopics({ topics }: Article, { topics: { any, all, none } }: FeedRules): string {
  const has = new Set(topics.map(fold));
  const unwanted = none.filter((topic) => has.has(fold(topic)));
  if (unwanted.length > 0) return `has the excluded topic ${list(unwanted)}`;
  const missing = all.filter((topic) => !has.has(fold(topic)));
  if (missing.length > 0) return `lacks the topic ${list(missing)}`;
  if (any.length > 0 && !any.some((topic) => has.has(fold(topic)))) return `has none of the topics ${list(any)}`;
  return list(topics) || 'no topics';
}

function passesProvider({ providers: wanted }: Wish, { providers }: Subject): boolean {
  return wanted.length === 0 || sharesOne(wanted, providers);
}

function checkProvider({ provider }: Article, { providers }: FeedRules, passed: boolean): Check {
  const says = passed ? (namesOf(provider)[0] ?? 'no provider') : `is not from ${list(providers)}`;
  return { rule: 'provider', passed, says };
}

function passesType({ types }: Wish, { type }: Subject): boolean {
  return types.length === 0 || types.includes(type);
}

function checkType({ type }: Article, { types }: FeedRules, passed: boolean): Check {
  return { rule: 'type', passed, says: passed ? type : `is of type ${type}, not ${list(types)}` };
}

function passesHeat({ minHeat }: Wish, { heat }: Subject): boolean {
  return heat !== undefined && heat >= minHeat;
}

function aboutHeat({ heat }: Article, { minHeat }: FeedRules): string {
  return heat === undefined ? 'is not rated, or superseded' : `heat ${heat}, at least ${minHeat} wanted`;
}

function passesQuality({ minQuality }: Wish, { quality }: Subject): boolean {
  return minQuality === undefined || (quality !== undefined && quality >= minQuality);
}

function aboutQuality({ quality }: Article, { minQuality }: FeedRules): string {
  return minQuality === undefined ? 'any quality' : `quality ${quality ?? 'not rated'}, at least ${minQuality} wanted`;
}

function passesAge({ maxAgeHours }: Wish, { publishedAt }: Subject, now: number): boolean {
  return maxAgeHours === undefined || hoursSince(publishedAt, now) < maxAgeHours;
}

function aboutAge({ publishedAt }: Article, { maxAgeHours }: FeedRules, now: number): string {
  if (maxAgeHours === undefined) return 'any age';
  return `${hoursSince(publishedAt, now)} h old, less than ${maxAgeHours} h wanted`;
}

function hoursSince(time: number, now: number): number {
  return Math.floor((now - time) / 3_600_000);
}

function namesOf(provider: Provider | undefined): string[] {
  return [provider?.name, provider?.domain].filter((name) => name !== undefined);
}

/** A handful of names is searched faster than hashed. */
function sharesOne(some: readonly string[], others: readonly string[]): boolean {
  return some.some((name) => others.includes(name));
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
