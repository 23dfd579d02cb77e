import type { Article } from './article.ts';

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

/** For how long a story is news to a feed that sets no age. */
export const usualUseHours = 24;

/** Until when it is worth telling an article that a feed wants; both times in milliseconds since 1970. */
export function usefulUntil({ publishedAt }: Article, { maxAgeHours }: FeedRules, now: number): number {
  return maxAgeHours === undefined ? now + usualUseHours * hour : publishedAt + maxAgeHours * hour;
}
