import type { OpenFeedRequest } from '../desk/desk.ts';
import type { NameCount } from '../desk/ports.ts';
import type { FeedRules } from '../news/feed.ts';
import { fold } from '../news/text.ts';
import { asWritten, nearNames, splitNames } from './names.ts';
import { highestHeat, types } from './news-ask.ts';

export const defaultMinHeat = 60;
export const defaultCatchUp = 3;
export const mostCatchUp = 10;
export const longestAgeHours = 8760;

/** The options of `/feed add` as they came: hostile. */
export interface FeedOptions {
  readonly topics: string | null;
  readonly allTopics: string | null;
  readonly withoutTopics: string | null;
  readonly providers: string | null;
  readonly type: string | null;
  readonly minHeat: number | null;
  readonly minQuality: number | null;
  readonly maxAgeHours: number | null;
  readonly catchUp: number | null;
}

/**
 * What `/feed add` asks of the desk; numbers out of range are brought into it, and topics that are known are written as
 * the archive writes them.
 */
export function feedRequest(
  channelId: string,
  guildId: string,
  options: FeedOptions,
  knownTopics: readonly NameCount[],
): OpenFeedRequest {
  const { type, minQuality, maxAgeHours } = options;
  const topicsIn = (text: string | null) => splitNames(text).map((topic) => asWritten(topic, knownTopics));
  const rules: FeedRules = {
    topics: {
      any: topicsIn(options.topics),
      all: topicsIn(options.allTopics),
      none: topicsIn(options.withoutTopics),
    },
    providers: splitNames(options.providers),
    types: type !== null && Object.hasOwn(types, type) ? [type] : [],
    minHeat: whole(options.minHeat ?? defaultMinHeat, 0, highestHeat),
    ...(minQuality !== null && { minQuality: whole(minQuality, 0, highestHeat) }),
    ...(maxAgeHours !== null && { maxAgeHours: whole(maxAgeHours, 1, longestAgeHours) }),
  };
  return { channelId, guildId, rules, catchUp: whole(options.catchUp ?? defaultCatchUp, 0, mostCatchUp) };
}

/** Topics that a feed both wants and excludes. */
export function contradictoryTopics({ topics }: FeedRules): string[] {
  const wanted = new Set([...topics.any, ...topics.all].map(fold));
  return topics.none.filter((topic) => wanted.has(fold(topic)));
}

/** A topic that no published story has, and those that may have been meant. */
export interface UnknownTopic {
  readonly topic: string;
  readonly near: readonly string[];
}

export function unknownTopics({ topics }: FeedRules, known: readonly NameCount[]): UnknownTopic[] {
  const folds = new Set(known.map(({ name }) => fold(name)));
  return [...new Set([...topics.any, ...topics.all, ...topics.none])]
    .filter((topic) => !folds.has(fold(topic)))
    .map((topic) => ({ topic, near: nearNames(topic, known) }));
}

function whole(value: number, least: number, most: number): number {
  return Math.min(Math.max(least, Math.trunc(value) || 0), most);
}
