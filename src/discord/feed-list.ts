import type { Feed, FeedRules, Pause } from '../news/feed.ts';
import { counted, notice, pageInWords, pager, placeIn } from './lists.ts';
import { dotted, quote, relativeTime } from './markdown.ts';
import type { MessageBody } from './message-body.ts';

const feedsPerPage = 8;
const feedColor = 0xf2762e;
const mostNames = 6;
/** Eight feeds stay below what an embed's description holds: either by their rules alone, or by shorter rules and a reason. */
const longestRules = 440;
const longestRulesOfPaused = 180;
const longestReason = 260;

/** A feed, and why its channel takes no cards just now, whether or not one was tried. */
export type ListedFeed = Feed & { readonly hindrance?: string };

/** A page of a server's feeds with their rules in words. */
export function renderFeeds(feeds: readonly ListedFeed[], askedPage: number, addMention: string): MessageBody {
  if (feeds.length === 0) return notice(`No channel of this server has a feed yet. ${addMention} opens one.`);
  const place = placeIn(feeds.length, feedsPerPage, askedPage);
  const lines = feeds.slice(place.offset, place.offset + feedsPerPage).map((feed) => {
    const { channelId, rules } = feed;
    const trouble = troubleInWords(feed);
    return trouble === undefined
      ? `<#${channelId}>\n${rulesInWords(rules)}`
      : `<#${channelId}>\n${rulesInWords(rules, longestRulesOfPaused)}\n${trouble}`;
  });
  return {
    embeds: [
      {
        title: 'Feeds of this server',
        description: lines.join('\n\n'),
        color: feedColor,
        footer: { text: dotted([counted(feeds.length, 'feed'), pageInWords(place)]) },
      },
    ],
    components: pager(place, (page) => `feed:list:${page}`),
  };
}

function troubleInWords({ paused, hindrance }: ListedFeed): string | undefined {
  if (paused !== undefined) return pauseInWords(paused);
  return hindrance === undefined ? undefined : `⚠️ **Takes no stories:** ${quote(hindrance, longestReason)}`;
}

/** Why a feed is paused, and since when, escaped, at most 300 UTF-16 units. */
function pauseInWords({ since, reason }: Pause): string {
  const time = relativeTime(since);
  return `⏸️ **Paused${time && ` ${time}`}:** ${quote(reason, longestReason)}`;
}

/** A feed's rules in words, escaped, at most `longest` UTF-16 units: "any of the topics AI, Robotics · heat 60 or more". */
export function rulesInWords(
  { topics, providers, types, minHeat, minQuality, maxAgeHours }: FeedRules,
  longest = longestRules,
): string {
  const heat = minHeat === 0 ? 'any heat' : `heat ${minHeat} or more`;
  const parts = (longestName: number) => {
    const list = (names: readonly string[], prefix: string, prefixOfOne = prefix) =>
      names.length === 0 ? undefined : `${names.length === 1 ? prefixOfOne : prefix} ${nameList(names, longestName)}`;
    const topicRules = [
      list(topics.any, 'any of the topics', 'the topic'),
      list(topics.all, 'every one of the topics', 'the topic'),
      list(topics.none, 'none of the topics', 'not the topic'),
    ].filter((rule) => rule !== undefined);
    return dotted([
      ...(topicRules.length > 0 ? topicRules : ['all topics']),
      list(providers, 'from'),
      list(
        types.map((type) => `${type}s`),
        'only',
      ),
      heat,
      minQuality === undefined ? undefined : `quality ${minQuality} or more`,
      maxAgeHours === undefined ? undefined : `at most ${counted(maxAgeHours, 'hour')} old`,
    ]);
  };
  const words = [40, 20, 10].map(parts).find((text) => text.length <= longest);
  return words ?? `${heat}, and too many other rules to show`;
}

function nameList(names: readonly string[], longestName: number): string {
  const shown = names.slice(0, mostNames).map((name) => quote(name, longestName * 2, longestName));
  const more = names.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
