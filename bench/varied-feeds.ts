import type { Feed, FeedRules } from '../src/news/feed.ts';
import { byUse, createThrows, publishers, topics } from './archive-words.ts';

const hour = 3_600_000;

/**
 * Feeds as people open them, the same for the same numbers. Most follow a few topics, and topics that are used much are
 * followed much; some leave topics out, want two at once, or follow publishers; one in ten wants everything that is hot.
 */
export function variedFeeds(count: number, { guilds, seed }: { guilds: number; seed: number }): Feed[] {
  return Array.from({ length: count }, (_, number) => ({
    channelId: String(100_000_000_000_000_000n + BigInt(number)),
    guildId: String(200_000_000_000_000_000n + BigInt(number % guilds)),
    rules: rulesOf(createThrows(seed, number)),
    createdAt: Date.UTC(2026, 0, 1) + number * hour,
  }));
}

function rulesOf(throwOf: () => number): FeedRules {
  const some = (most: number, from: readonly string[]): string[] => [
    ...new Set(Array.from({ length: 1 + Math.floor(throwOf() * most) }, () => byUse(from, throwOf))),
  ];
  const none = { any: [], all: [], none: [] };
  const kind = throwOf();
  const asks =
    kind < 0.1
      ? { topics: none, providers: [] }
      : kind < 0.65
        ? { topics: { ...none, any: some(4, topics) }, providers: [] }
        : kind < 0.75
          ? { topics: { ...none, any: some(3, topics), none: some(2, topics) }, providers: [] }
          : kind < 0.83
            ? { topics: { ...none, all: some(2, topics) }, providers: [] }
            : kind < 0.88
              ? { topics: { ...none, none: some(3, topics) }, providers: [] }
              : kind < 0.96
                ? { topics: none, providers: some(3, names) }
                : { topics: { ...none, any: some(2, topics) }, providers: some(2, names) };
  const type = throwOf();
  return {
    ...asks,
    types: type < 0.1 ? ['article'] : type < 0.15 ? ['video'] : [],
    // Sixty is what a feed has that nobody gave another.
    minHeat: throwOf() < 0.5 ? 60 : Math.floor(throwOf() * 150),
    ...(throwOf() < 0.15 && { minQuality: 40 + Math.floor(throwOf() * 60) }),
    ...(throwOf() < 0.3 && { maxAgeHours: 6 * (1 + Math.floor(throwOf() * 12)) }),
  };
}

const names = publishers.flatMap(({ name, domain }) => [name, domain]);
