import type { Article } from './article.ts';
import { fold } from './text.ts';

/** What a channel wants to hear. An empty list asks for nothing in particular. */
export interface FeedRules {
  readonly topics: {
    /** At least one of these. */
    readonly any: readonly string[];
    /** Every one of these. */
    readonly all: readonly string[];
    /** Not one of these. */
    readonly none: readonly string[];
  };
  /** Names or domains of providers, one of which must match. */
  readonly providers: readonly string[];
  /** `article`, `video`, or another type that a publisher writes. */
  readonly types: readonly string[];
  readonly minHeat: number;
  readonly minQuality?: number;
  /** Articles published longer ago than this are passed over. */
  readonly maxAgeHours?: number;
}

/**
 * Why a channel takes no cards: it is `gone`, the bot was `removed` from its server, the bot lacks `rights`, or it is of a
 * kind that takes none (`unsuitable`).
 */
export type Obstacle = 'gone' | 'removed' | 'rights' | 'unsuitable';

/** A feed that cannot be told anything for now. It goes on by itself when the obstacle is gone. */
export interface Pause {
  /** Milliseconds since 1970; tells one pause of a feed from the next. */
  readonly since: number;
  readonly obstacle: Obstacle;
  /** A sentence for people, with the remedy. */
  readonly reason: string;
  /** The server was told, or nobody is there to be told. */
  readonly noticed: boolean;
}

/** One channel's feed. A channel has at most one, so its id is the feed's. */
export interface Feed {
  readonly channelId: string;
  /** Absent for the feed that the environment names. */
  readonly guildId?: string;
  readonly rules: FeedRules;
  readonly createdAt: number;
  readonly paused?: Pause;
}

const hour = 3_600_000;

export const everything: FeedRules = { topics: { any: [], all: [], none: [] }, providers: [], types: [], minHeat: 0 };

/** One rule of a feed held against an article, in words for people. */
export interface Check {
  readonly rule: 'topics' | 'provider' | 'type' | 'heat' | 'quality' | 'age';
  readonly passed: boolean;
  readonly says: string;
}

/** Holds every rule of a feed against one article; the order is that of the rules. `now` is in milliseconds since 1970. */
export function checkRules(article: Article, rules: FeedRules, now: number): Check[] {
  return [
    checkTopics(article, rules),
    checkProvider(article, rules),
    checkType(article, rules),
    checkHeat(article, rules),
    checkQuality(article, rules),
    checkAge(article, rules, now),
  ];
}

/** For how long a story is news to a feed that sets no age. */
export const usualUseHours = 24;

/** Until when it is worth telling an article that a feed wants; both times in milliseconds since 1970. */
export function usefulUntil({ publishedAt }: Article, { maxAgeHours }: FeedRules, now: number): number {
  return maxAgeHours === undefined ? now + usualUseHours * hour : publishedAt + maxAgeHours * hour;
}

function checkTopics(article: Article, { topics }: FeedRules): Check {
  const has = new Set(article.topics.map(fold));
  const unwanted = topics.none.filter((topic) => has.has(fold(topic)));
  if (unwanted.length > 0) return { rule: 'topics', passed: false, says: `has the excluded topic ${list(unwanted)}` };
  const missing = topics.all.filter((topic) => !has.has(fold(topic)));
  if (missing.length > 0) return { rule: 'topics', passed: false, says: `lacks the topic ${list(missing)}` };
  if (topics.any.length > 0 && !topics.any.some((topic) => has.has(fold(topic))))
    return { rule: 'topics', passed: false, says: `has none of the topics ${list(topics.any)}` };
  return { rule: 'topics', passed: true, says: article.topics.length > 0 ? list(article.topics) : 'no topics' };
}

function checkProvider({ provider }: Article, { providers }: FeedRules): Check {
  const names = [provider?.name, provider?.domain].flatMap((name) => (name === undefined ? [] : [name]));
  const passed =
    providers.length === 0 || providers.some((wanted) => names.some((name) => fold(name) === fold(wanted)));
  return { rule: 'provider', passed, says: passed ? (names[0] ?? 'no provider') : `is not from ${list(providers)}` };
}

function checkType({ type }: Article, { types }: FeedRules): Check {
  const passed = types.length === 0 || types.some((wanted) => fold(wanted) === fold(type));
  return { rule: 'type', passed, says: passed ? type : `is of type ${type}, not ${list(types)}` };
}

function checkHeat({ heat }: Article, { minHeat }: FeedRules): Check {
  if (heat === undefined) return { rule: 'heat', passed: false, says: 'is not rated, or superseded' };
  return { rule: 'heat', passed: heat >= minHeat, says: `heat ${heat}, at least ${minHeat} wanted` };
}

function checkQuality({ quality }: Article, { minQuality }: FeedRules): Check {
  if (minQuality === undefined) return { rule: 'quality', passed: true, says: 'any quality' };
  return {
    rule: 'quality',
    passed: quality !== undefined && quality >= minQuality,
    says: `quality ${quality ?? 'not rated'}, at least ${minQuality} wanted`,
  };
}

function checkAge({ publishedAt }: Article, { maxAgeHours }: FeedRules, now: number): Check {
  if (maxAgeHours === undefined) return { rule: 'age', passed: true, says: 'any age' };
  const hours = Math.floor((now - publishedAt) / hour);
  return { rule: 'age', passed: hours < maxAgeHours, says: `${hours} h old, less than ${maxAgeHours} h wanted` };
}

function list(names: readonly string[]): string {
  return names.join(', ');
}
